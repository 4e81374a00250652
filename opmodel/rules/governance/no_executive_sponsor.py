"""Somebody above all functions that meet customers answers for the number the company steers by."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Sponsorship
from opmodel.model import Why
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Level, Role
from opmodel.wording import listed

_SHOWN = 4
"""Functions that report elsewhere are listed up to here."""


@rule(Severity.ERROR, needs=("kpis.owner",))
def check(context: Context) -> Iterator[Problem]:
    """Yield a north star whose owner leads only a part of those who meet customers."""
    governance = context.graph.governance
    for kpi in filter(context.graph.is_north_star, context.look(Kpi)):
        owners = context.graph.people.working(kpi.owner)
        owner = context.model.get(Role, owners[0]) if len(owners) == 1 else None
        if owner and len(governance.customer_facing) > 1:
            context.judge([kpi])
            found = governance.sponsorship(owner)
            if found.left and (found.above or _are_heads(found, context)):
                yield _problem(kpi, owner, found, context)


def _are_heads(found: Sponsorship, context: Context) -> bool:
    """Tell whether the reporting lines end with executives; one that ends below may only not be written further."""
    roles = [role for name in found.heads if (role := context.model.get(Role, name))]
    for role in roles:
        absence = role.absences.get("reports_to")
        if absence and absence.why is not Why.NONE:
            context.leave(role, absence.path)
            return False
    return all(role.level is Level.EXECUTIVE for role in roles)


def _problem(kpi: Kpi, owner: Role, found: Sponsorship, context: Context) -> Problem:
    names = [f"'{name}'" for name in found.left]
    more = (f"{len(names) - _SHOWN} more",) if len(names) > _SHOWN else ()
    functions = listed((*names[:_SHOWN], *more))
    does = "does" if len(found.left) == 1 else "do"
    above = found.above or _sponsor(context)
    return Problem(
        kpi.where("owner"),
        f"kpi '{kpi.id}' is the north star and belongs to '{owner.id}', to whom {functions} {does} not report"
        + ("" if above else ", and nobody stands above all of them"),
        f"let '{above}', who leads all that meet customers, answer for it: `owner: {above}`"
        if above
        else "let an executive answer for it to whom all functions that meet customers report",
        notes=tuple(
            (role.where(), f"'{name}' meets customers and reports elsewhere")
            for name, roles in list(found.left.items())[:_SHOWN]
            if (role := context.model.get(Role, roles[0]))
        ),
        severity=None if found.above and found.above != _sponsor(context) else Severity.WARNING,
        owner=above,
    )


def _sponsor(context: Context) -> str:
    """Return the sponsor that the manifest names, if all that meet customers report there."""
    approvers = context.model.about and context.model.about.approvers
    role = context.graph.people.role(approvers.sponsor) if approvers and approvers.sponsor else None
    return role.id if role and not context.graph.governance.sponsorship(role).left else ""
