"""What people are paid for, which outcomes that leads to, and which two roles pull apart."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.drawing import Drawing, Edge, Group, Key, Shape
from opmodel.engine import Scene
from opmodel.finding import Findings
from opmodel.graph import Graph
from opmodel.incentives import Incentives, Payment
from opmodel.model import Model, is_draft
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.views._words import declared, place, unread
from opmodel.views.pay.leads import Lead, leads
from opmodel.views.pay.parties import Conflict, Parties, Party, bows, pulling
from opmodel.wording import counted

_READ = ("incentive", "kpi", "influence", "role")
_MOST_BOWS, _MOST_PARTIES, _MOST_LINES = 8, 12, 36
_MOST_LEADS, _MOST_OF_ONE = 30, 3
"""Influences on outcomes that are drawn: the strongest of all, and of each KPI."""

_PAID, _FOR, _LEADS = (
    Group("column/paid", "Who is paid"),
    Group("column/for", "for which KPI"),
    Group("column/leads", "leading to"),
)
_SIGNS = {1: "+", 0: "±", -1: "−"}
_KINDS = {1: "raises", 0: "mixed", -1: "lowers"}


def draw(scene: Scene, findings: Findings) -> Drawing:
    """Draw the roles with the worst conflicts first, then others that are paid, as many as can be followed."""
    model, graph = scene.model, scene.graph
    incentives = scene.incentives
    parties = Parties(model, graph, incentives)
    conflicts = parties.conflicts(findings)
    shown = _shown(parties, conflicts)
    drawn = {party.id for party in shown}
    between = [one for one in conflicts if drawn.issuperset(one.between)][:_MOST_BOWS]
    board = _Board(model, graph, incentives)
    paid = board.kpis(shown)
    every = board.leads(paid)
    found = _strongest(every, paid)
    outcomes = board.outcomes(paid, found)
    kpis = [board.shape(kpi, outcomes) for kpi in declared(incentives.kpis.values()) if kpi.id in {*paid, *outcomes}]
    return Drawing(
        "incentives",
        f"{model.name}: who is paid for what",
        "columns",
        " ".join(_said(board, parties, conflicts, every)),
        (*(parties.shape(party, _PAID.id) for party in shown), *kpis),
        (*bows(between), *(edge for party in shown for edge in _payments(party)), *map(_lead, found)),
        groups=(_PAID, _FOR, _LEADS),
        legend=(Key("kpi", "KPI that is paid"),),
        left_out=(
            *_left_out(parties, shown, len(conflicts) - len(between), len(every) - len(found)),
            *unread(model, _READ),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Board:
    """KPIs and outcomes of one model."""

    model: Model
    graph: Graph
    incentives: Incentives

    def kpis(self, shown: tuple[Party, ...]) -> tuple[str, ...]:
        """Return the KPIs that some parties are paid for."""
        return tuple(dict.fromkeys(payment.kpi for party in shown for payment in party.payments))

    def leads(self, paid: tuple[str, ...]) -> list[Lead]:
        """Return what paid KPIs lead to, and what the outcomes lead to that they reach: the strongest first."""
        every = tuple(kpi.id for kpi in self.incentives.outcomes)
        network = self.incentives.network
        found = list(leads(network, paid, every))
        reached = dict.fromkeys((*(name for name in paid if name in every), *(lead.target for lead in found)))
        further = leads(network, (name for name in reached if name not in paid), every)
        found += [lead for lead in further if lead.target in reached or self.is_north_star(lead.target)]
        return sorted(found, key=lambda lead: (-lead.size, lead.source, lead.target))

    def outcomes(self, paid: tuple[str, ...], found: list[Lead]) -> frozenset[str]:
        """Return the outcomes that are paid for or that drawn influences lead to."""
        own = (kpi.id for kpi in self.incentives.outcomes if kpi.id in paid)
        return frozenset((*own, *(lead.target for lead in found)))

    def is_north_star(self, name: str) -> bool:
        """Tell whether a KPI is the one the company steers by."""
        return self.graph.is_north_star(self.incentives.kpis[name])

    def shape(self, kpi: Kpi, outcomes: frozenset[str]) -> Shape:
        """Draw a KPI; outcomes stand in the last column."""
        good = {"up": "should rise", "down": "should fall", "range": "best in a range"}
        kind = "north_star" if self.is_north_star(kpi.id) else "outcome" if kpi.id in outcomes else "kpi"
        column, group = (2, _LEADS.id) if kpi.id in outcomes else (1, _FOR.id)
        second = good[kpi.good.value] if kpi.good else "no good direction"
        return Shape(kpi.ref, kpi.label, kind, second, group=group, column=column, place=place(kpi),
                     draft=is_draft(kpi))  # fmt: skip


def _shown(parties: Parties, conflicts: tuple[Conflict, ...]) -> tuple[Party, ...]:
    """Choose parties with conflicts, then those written first, as long as their lines can be followed."""
    known = {party.id: party for party in parties.paid}
    order = dict.fromkeys(name for one in conflicts for name in one.between if name in known)
    chosen: list[Party] = []
    lines = 0
    for name in (*order, *known):
        party = known[name]
        more = len(party.payments)
        if party not in chosen and len(chosen) < _MOST_PARTIES and (lines + more <= _MOST_LINES or len(chosen) < 2):
            chosen.append(party)
            lines += more
    place = {name: at for at, name in enumerate(known)}
    return tuple(sorted(chosen, key=lambda party: place[party.id]))


def _strongest(every: list[Lead], paid: tuple[str, ...]) -> list[Lead]:
    """Choose influences of what is paid, then those of the outcomes that they lead to."""
    count: Counter[str] = Counter()
    found: list[Lead] = []
    reached = set(paid)
    for own in (True, False):
        for lead in every:
            wanted = (lead.source in paid) is own and lead.source in reached
            if wanted and count[lead.source] < _MOST_OF_ONE and len(found) < _MOST_LEADS:
                count[lead.source] += 1
                found.append(lead)
        reached |= {lead.target for lead in found}
    return found


def _payments(party: Party) -> Iterator[Edge]:
    """Draw what a party is paid for: sign, share of variable pay, period."""
    for payment in party.payments:
        kind = "pays_down" if payment.sign < 0 else "pays_up"
        plan = payment.plan
        ids = (plan.id, payment.kpi)
        yield Edge(f"paid/{'/'.join(ids)}", party.id, f"kpi/{payment.kpi}", kind, _share(payment), _period(payment),
                   place=place(plan))  # fmt: skip


def _share(payment: Payment) -> str:
    about = "~" if any(one.what == "equal weights" for one in payment.stake.assumed) else ""
    return f"{_SIGNS[payment.sign]} {about}{payment.weight:.3g}%"


def _period(payment: Payment) -> str:
    period = payment.measure.period
    return period.value if period else ""


def _lead(lead: Lead) -> Edge:
    refs = (f"kpi/{lead.source}", f"kpi/{lead.target}")
    strength = "" if lead.sign == 0 else lead.strength
    return Edge(
        f"leads/{lead.source}/{lead.target}", *refs, _KINDS[lead.sign], f"{_SIGNS[lead.sign]} {strength}".strip()
    )


def _left_out(parties: Parties, shown: tuple[Party, ...], conflicts: int, influences: int) -> Iterator[str]:
    if hidden := [party for party in parties.paid if party not in shown]:
        lines = sum(len(party.payments) for party in hidden)
        roles = sum(len(party.roles) for party in hidden)
        yield f"{counted(roles, 'further role')} with {counted(lines, 'measure')}"
    if conflicts:
        yield f"{counted(conflicts, 'further pair')} of roles in conflict (the view `conflicts` shows them)"
    if influences:
        yield f"{counted(influences, 'weaker influence')} on outcomes"


def _said(board: _Board, parties: Parties, conflicts: tuple[Conflict, ...], found: list[Lead]) -> Iterator[str]:
    if not parties.paid:
        plans = bool(board.model.of(Incentive))
        yield "No plan pays anybody for a KPI." if plans else "No plan is declared, so nobody is seen to be paid."
        return
    roles, plans_ = sum(len(party.roles) for party in parties.paid), len(board.incentives.plans)
    yield f"{counted(roles, 'role')} in {counted(plans_, 'plan')}; beside a line stands its share of variable pay."
    yield from pulling(conflicts)
    if not board.incentives.network.edges:
        yield "No influence is declared, so nothing says where the paid KPIs lead."
    elif not found:
        yield "No declared influence leads from what is paid to an outcome."
