"""The shares of credit for one event add up to one whole at most."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.graph.people import People
from opmodel.model.sections.crediting import CreditAs, Crediting, Split
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare, listed


@rule(Severity.WARNING, needs=("crediting.splits", "crediting.winner", "crediting.exclusive"))
def check(context: Context, *, tolerance_percent: float = 0.5) -> Iterator[Problem]:
    """Yield events whose credit is given away more than once; overlays, roll-ups and rival claims are not added up."""
    people = context.graph.people
    paid = _Paid(context)
    for crediting in context.each(Crediting):
        if crediting.exclusive or crediting.winner:
            continue
        own = [split for split in crediting.splits if split.as_ in (None, CreditAs.CREDIT)]
        leaf = _without_managers([one for one in own if not paid.is_overlay(crediting, one)], people)
        total = sum(split.percent or 0 for split in leaf)
        if len(leaf) > 1 and total > 100 + tolerance_percent:
            yield _problem(crediting, leaf, total, paid, people)


class _Paid:
    """The measures that are credited by each entry of crediting, with whom they pay."""

    def __init__(self, context: Context) -> None:
        self._people = context.graph.people
        self._found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for plan in context.look(Incentive):
            members = (member for name in plan.payee for member in self._people.members(name))
            payees = (*plan.payee, *members)
            for measure in plan.measures:
                if measure.credit:
                    line = (payees, bare(measure.kpi), measure.overlay)
                    self._found.setdefault(bare(measure.credit), []).append(line)

    def is_overlay(self, crediting: Crediting, split: Split) -> bool:
        """Tell whether who is credited is paid beside somebody else for the same row."""
        own = [overlay for payees, _, overlay in self._found.get(crediting.id, ()) if self._pays(payees, split)]
        return bool(own) and all(own)

    def kpis(self, crediting: Crediting) -> tuple[str, ...]:
        """Return the KPIs that are paid by the credit."""
        return tuple(dict.fromkeys(kpi for _, kpi, _ in self._found.get(crediting.id, ())))

    def _pays(self, payees: tuple[str, ...], split: Split) -> bool:
        return self._people.is_among(split.to, payees)


def _without_managers(splits: list[Split], people: People) -> list[Split]:
    """Leave out who leads another that is credited: that is a sum over the team, said or not."""
    above = {boss for split in splits for boss in people.line(split.to)}
    for split in splits:
        lead = people.role(people.function(split.to))
        if lead and lead.id != _held(split, people):
            above.add(lead.id)
    return [split for split in splits if split.percent and _held(split, people) not in above]


def _held(split: Split, people: People) -> str:
    """Return the role that is credited; a function's is its lead."""
    role = people.role(split.to)
    return role.id if role else bare(split.to)


def _problem(crediting: Crediting, splits: list[Split], total: float, paid: _Paid, people: People) -> Problem:
    shares = [f"'{split.to}' {split.percent:g}%" for split in splits]
    names = tuple(dict.fromkeys(_held(split, people) for split in splits))
    return about_pay(
        crediting.where("splits"),
        f"crediting '{crediting.id}': the shares of credit for one '{bare(crediting.event)}' add up to {total:g}% "
        f"({listed(shares)})",
        "cut the shares to 100 in all, or say `as: overlay` where somebody is paid beside the owner of the deal and "
        "`as: rollup` for the sum of a team",
        roles=names,
        alike=True,
        kpis=paid.kpis(crediting),
        told_apart=crediting.id,
    )
