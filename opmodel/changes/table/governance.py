"""Who decides, and what keeps the model honest: settings, approvers and whatever keeps findings silent."""

from collections.abc import Iterator
from datetime import date

from opmodel.changes.change import Action, Weight
from opmodel.changes.edits.edit import EXCUSES, MANIFEST, Edit
from opmodel.changes.edits.settings import is_weaker
from opmodel.changes.sides import Asked, Sides, named_for
from opmodel.changes.table.row import Row, owner, several
from opmodel.graph import Graph
from opmodel.model import Entity, named
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.escalations import Escalation
from opmodel.model.sections.tensions import Tension
from opmodel.wording import bare

_RIGHTS = ("decide", "agree", "not", "limits", "discretion", "escalate", "jointly", "object", "scope")
_STALLED = ("stall.escalate", "sla.on_breach")


def _is_right(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    """Tell whether who decides, or where an undecided case goes, is another than before."""
    if edit.kind in ("decision", "escalation") and edit.is_removed:
        return True
    if edit.at("decision", *_RIGHTS) or (edit.at("escalation", "steps", "ends_with") and not _is_only_time(edit)):
        return True
    is_ladder = edit.at(edit.kind, *_STALLED) or edit.path.endswith(".on_breach")
    return is_ladder and edit.old is not None


def _is_only_time(edit: Edit) -> bool:
    """Tell whether a ladder asks the same people as before."""
    old, new = (
        [bare(step.role) for step in one.steps] if isinstance(one, Escalation) else None
        for one in (edit.before, edit.after)
    )
    return edit.top == "steps" and old is not None and old == new


def _holders(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask who decides before and after; of a ladder, who is asked."""
    for word, graph, one in (("held", sides.before, edit.before), ("holds", sides.after, edit.after)):
        names = tuple(_deciding(graph, one, edit)) if one else ()
        if names:
            yield Asked(f"{word} the decision right in {named(edit.entity)}", tuple(dict.fromkeys(names)))


def _deciding(graph: Graph, entity: Entity, edit: Edit) -> Iterator[str]:
    if isinstance(entity, Decision):
        yield from entity.decide
        if edit.top == "agree":
            yield from entity.agree
    elif isinstance(entity, Escalation):
        yield from graph.governance.asked(entity.ref)
    else:
        yield from graph.governance.asked(
            bare(str(edit.old if graph.model.get(type(entity), entity.id) is edit.before else edit.new))
        )


def _sponsor(edit: Edit, sides: Sides) -> Iterator[Asked]:  # noqa: ARG001
    return named_for("sponsor")


def _governance(edit: Edit, sides: Sides) -> Iterator[Asked]:  # noqa: ARG001
    return named_for("governance")


def _is_weakened(edit: Edit, sides: Sides) -> bool:
    """Tell whether a check says less, somebody need not be asked any more, or a finding is kept silent."""
    if edit.kind == MANIFEST:
        return is_weaker(edit)
    if edit.kind in EXCUSES:
        return edit.is_added or (not edit.is_whole and not _is_milder(edit))
    if edit.kind == "policy":
        return edit.is_removed or not edit.is_whole
    return edit.at("role", "contact") and _is_approver(edit, sides)


def _is_milder(edit: Edit) -> bool:
    """Tell whether what keeps a finding silent is only explained otherwise, or ends earlier."""
    if edit.top == "until" and isinstance(edit.old, date) and isinstance(edit.new, date):
        return edit.new < edit.old
    return edit.top in ("reason", "name", "description", "tags", "links", "stated_in", "reviewed", "owner")


def _is_approver(edit: Edit, sides: Sides) -> bool:
    """Tell whether a role is one that the manifest asks, so that another address asks somebody else."""
    about = sides.before.model.about
    approvers = about and about.approvers
    named_roles = (
        getattr(approvers, part) for part in ("governance", "forecast", "compensation", "finance", "sponsor")
    )
    return approvers is not None and bare(edit.entity) in [bare(name) for name in named_roles if name]


def _tension(graph: Graph, entity: Entity) -> tuple[str, ...]:  # noqa: ARG001
    return (*entity.between, entity.arbiter) if isinstance(entity, Tension) else ()


ROWS = (
    Row(
        "governance-weakened",
        Weight.BREAKING,
        "a level, profile, policy or approver is weakened, or a finding is kept silent",
        "governance owner, never the author",
        _is_weakened,
        _governance,
        not_by_author=True,
    ),
    Row(
        "governance-changed",
        Weight.RISKY,
        "settings, approvers or who answers for the model change",
        "governance owner",
        lambda edit, _: (
            edit.kind == MANIFEST
            and edit.top in ("check", "model", "files", "plugins")
            and edit.path not in ("model.name",)
            and edit.action is not Action.ADDED
        ),
        _governance,
    ),
    Row(
        "decision-right-moved",
        Weight.BREAKING,
        "who decides changes, or where an undecided case goes",
        "who held and who holds the right, executive sponsor",
        _is_right,
        several(_holders, _sponsor),
    ),
    Row(
        "decision-changed",
        Weight.RISKY,
        "who proposes, is heard or carries out a decision changes",
        "who decides",
        lambda edit, _: edit.at("decision", "recommend", "input", "perform"),
        owner,
    ),
    Row(
        "tension-accepted",
        Weight.RISKY,
        "a conflict of pay is accepted on purpose, or not any more",
        "both sides and the arbiter",
        lambda edit, _: (
            edit.kind == "tension"
            and (edit.is_whole or edit.top in ("rule", "between", "arbiter", "kpi", "guardrail", "review_by"))
        ),
        lambda edit, sides: [Asked(f"side or arbiter of {named(edit.entity)}", sides.gather(edit, _tension))],
    ),
)
"""What changes about decisions and about the rules of the house."""
