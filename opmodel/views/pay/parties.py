"""Who is paid, and what findings say stands between two of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from opmodel.drawing import Edge, Shape, drawn_as
from opmodel.finding import Finding, Severity, Status, apart
from opmodel.graph import Graph
from opmodel.incentives import Incentives, Payment
from opmodel.model import Model
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.roles import Role
from opmodel.views._words import declared, place
from opmodel.views.pay.owners import short
from opmodel.wording import bare, beside, counted, spelled

_STATUSES = frozenset({Status.OPEN, Status.PROPOSED, Status.ACCEPTED, Status.KNOWN})


@dataclass(frozen=True, slots=True)
class Party:
    """A role with its plans, or several roles that share all of their plans."""

    id: str
    roles: tuple[str, ...]
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """All that findings say stands between two parties, the largest stake first."""

    between: tuple[str, str]
    findings: tuple[Finding, ...]

    @property
    def stake(self) -> float:
        """The largest share of pay at stake, percent."""
        return max(finding.stake for finding in self.findings)

    @property
    def roles(self) -> tuple[str, ...]:
        """The ids of all roles the findings name."""
        return tuple(dict.fromkeys(role for finding in self.findings for role in finding.roles))

    @property
    def is_open(self) -> bool:
        """Whether something of it is not accepted."""
        return any(finding.status is not Status.ACCEPTED for finding in self.findings)

    @property
    def is_certain(self) -> bool:
        """Whether an error of it is not accepted."""
        return any(one.severity is Severity.ERROR and one.status is not Status.ACCEPTED for one in self.findings)


class Parties:
    """Everybody who is paid, in the order the plans are written."""

    def __init__(self, model: Model, graph: Graph, incentives: Incentives) -> None:
        self._model, self._graph = model, graph
        paid = [payment for payments in incentives.paid.values() for payment in payments]
        self._plans = {plan.id: at for at, plan in enumerate(declared(incentives.plans))}
        own: dict[str, list[Payment]] = {}
        for payment in sorted(paid, key=lambda one: (self._plans[one.plan.id], -one.weight, one.kpi)):
            for payee in payment.everybody:
                own.setdefault(payee, []).append(payment)
        alike: dict[tuple[int, ...], list[str]] = {}
        for payee, payments in own.items():
            alike.setdefault(tuple(map(id, payments)), []).append(payee)
        self.paid = tuple(self._party(names, tuple(own[names[0]])) for names in alike.values())
        self._of = {role: party for party in self.paid for role in party.roles}

    def _party(self, names: list[str], payments: tuple[Payment, ...]) -> Party:
        ref = f"role/{names[0]}" if len(names) == 1 else f"party/{payments[0].plan.id}"
        return Party(ref, tuple(names), payments)

    def of(self, role: str) -> Party:
        """Return the party of a role: its own, that of its general role, or one without a plan."""
        kinds = self._graph.people.kinds(bare(role))
        return next((self._of[kind] for kind in kinds if kind in self._of), Party(f"role/{kinds[0]}", kinds[:1], ()))

    def conflicts(self, findings: Iterable[Finding]) -> tuple[Conflict, ...]:
        """Return what stands between two parties: the largest stake first, then the most severe."""
        found: dict[tuple[str, str], dict[str, Finding]] = {}
        for finding in (side for one in findings for side in apart(one)):
            if finding.status in _STATUSES and finding.is_between:
                between = sorted({self.of(role).id for role in finding.roles})
                if len(between) == 2:
                    found.setdefault((between[0], between[1]), {}).setdefault(finding.fingerprint, finding)
        conflicts = (Conflict(pair, tuple(sorted(some.values(), key=_weight))) for pair, some in found.items())
        return tuple(sorted(conflicts, key=lambda one: (_weight(one.findings[0]), one.between)))

    def shape(self, party: Party, group: str = "") -> Shape:
        """Draw a party with the variable share of its pay."""
        people = self._graph.people
        roles = [self._model.get(Role, name) for name in party.roles]
        labels = tuple(role.label if role else spelled(name) for role, name in zip(roles, party.roles, strict=True))
        plans = tuple(dict.fromkeys(payment.plan.ref for payment in party.payments))
        second = beside(_variable(party), f"{len(labels)} roles, one plan" if len(labels) > 1 else "")
        first = next((place(role) for role in roles if role), "")
        vacant = all(people.is_vacant(name) for name in party.roles)
        refs = (f"role/{name}" for name in party.roles)
        return Shape(party.id, short(labels), "vacant" if vacant else "party", second, group=group,
                     place=first, entities=(*refs, *plans))  # fmt: skip


def bows(conflicts: Iterable[Conflict]) -> Iterator[Edge]:
    """Draw conflicts, each with an id of its own: a finding with several sides stands on several bows."""
    drawn: set[str] = set()
    for conflict in conflicts:
        edge = _bow(conflict)
        if edge.id in drawn:
            edge = replace(edge, id="/".join((edge.id, *conflict.between)), entities=(edge.id, *edge.entities))
        drawn.add(edge.id)
        yield edge


def _bow(conflict: Conflict) -> Edge:
    """Draw a conflict: its rule and how much pay is at stake."""
    first, *others = conflict.findings
    more = f" +{len(others)}" if others else ""
    stake = f"{conflict.stake:.2g}% of pay at stake" if conflict.stake else ""
    ids = tuple(drawn_as(finding) for finding in conflict.findings)
    place_ = f"{first.span.file}:{first.span.line}"
    kind = "tension" if not conflict.is_open else "conflict" if conflict.is_certain else "friction"
    return Edge(ids[0], *conflict.between, kind, f"{first.rule}{more}", stake, place=place_, entities=ids[1:])


def _variable(party: Party) -> str:
    """Write the variable share of pay, from the smallest to the largest of its plans."""
    plans: Mapping[str, Incentive] = {payment.plan.id: payment.plan for payment in party.payments}
    if not plans:
        return "no plan"
    shares = [_share(plan) for plan in plans.values()]
    known = sorted(share for share in shares if share is not None)
    if not known:
        withheld = any("pay_mix" in plan.absences for plan in plans.values())
        return "share not told" if withheld else "share not declared"
    span = f"{known[0]:g}" if known[0] == known[-1] else f"{known[0]:g}–{known[-1]:g}"
    return f"{span}% variable"


def _share(plan: Incentive) -> float | None:
    mix = plan.pay_mix
    if mix is None or mix.variable is not None:
        return mix.variable if mix else None
    return None if mix.base is None else 100 - mix.base


def _weight(finding: Finding) -> tuple[float, int, str, str]:
    return (-finding.stake, finding.severity.rank, finding.rule, finding.fingerprint)


def pulling(conflicts: tuple[Conflict, ...]) -> Iterator[str]:
    """Say how many pairs of roles pull apart, how many may, and how many do so on purpose."""
    pull, may = (sum(one.is_certain is sure and one.is_open for one in conflicts) for sure in (True, False))
    if pull:
        yield f"{counted(pull, 'pair')} of roles {'pulls' if pull == 1 else 'pull'} apart."
    if may:
        yield f"{counted(may, 'pair')} of roles may{' also' if pull else ''} pull apart."
    if accepted := sum(not one.is_open for one in conflicts):
        yield f"{counted(accepted, 'conflict')} {'is' if accepted == 1 else 'are'} accepted on purpose."
