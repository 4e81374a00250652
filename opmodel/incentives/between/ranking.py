"""Who is ranked against people whose help they need: another role, or colleagues in the same one."""

from dataclasses import dataclass
from functools import cached_property

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.between.handing import work_together
from opmodel.incentives.payments import Payment, scopes_meet
from opmodel.model.reading import named
from opmodel.model.sections.roles import Role

_PEER = "peer"
"""What a role's `backup` says where colleagues stand in for each other."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Pay by rank, and why the payee and its rival, the same role among colleagues, need each other.

    `link` says what they do together, `lever` is what they share, empty where that is not the reason. `is_sure` tells
    that the model says their work meets: holders of one job have the same levers, and perhaps each a territory.
    """

    payment: Payment
    payee: str
    rival: str
    link: str
    lever: str = ""
    is_sure: bool = True

    @property
    def is_among_colleagues(self) -> bool:
        """Tell whether people of one role are ranked."""
        return self.payee == self.rival


class Rankings:
    """Questions about relative pay."""

    def __init__(self, incentives: Incentives) -> None:
        self._of, self._people = incentives, incentives.graph.people

    @cached_property
    def all(self) -> tuple[Ranking, ...]:
        """Every ranking between people who need each other, in the order of the KPIs."""
        ranked = (one for paid in self._of.paid.values() for one in paid if one.measure.relative_to)
        sides = ((one, payee, rival) for one in ranked for payee in one.payees for rival in self._rivals(one, payee))
        found = (self._ranking(payment, payee, rival) for payment, payee, rival in sides)
        return tuple(one for one in found if one is not None)

    def _rivals(self, payment: Payment, payee: str) -> tuple[str, ...]:
        """Return whom a payee is ranked against; general roles and kinds of its own are its colleagues."""
        roles = (self._people.role(name) for name in payment.measure.relative_to)
        names = (role.id for role in roles if role)
        return tuple(dict.fromkeys(payee if self._people.same(payee, name) else name for name in names))

    def _ranking(self, payment: Payment, payee: str, rival: str) -> Ranking | None:
        if payee == rival and self._people.headcount(payee) == 1:
            return None
        if work_together(payee, rival, self._of):
            return Ranking(payment, payee, rival, "hand records to each other")
        if payee == rival and self._stands_in(payee):
            return Ranking(payment, payee, rival, "stand in for each other")
        return self._by_lever(payment, payee, rival)

    def _by_lever(self, payment: Payment, payee: str, rival: str) -> Ranking | None:
        shared = self._levers(payee) & self._levers(rival)
        general = (self._levers(kind) for kind in {*self._people.kinds(payee)} & {*self._people.kinds(rival)})
        chosen = shared.difference(*general)
        if not chosen and not self._meet(payee, rival):
            return None
        for node in sorted(chosen or shared):
            lever = self._of.network.names[node]
            return Ranking(payment, payee, rival, f"share {named(lever)}", lever, is_sure=bool(chosen))
        return None

    def _levers(self, name: str) -> frozenset[int]:
        position = self._of.position_of(name)
        return frozenset(position.levers) if position and not position.assumed else frozenset()

    def _meet(self, one: str, other: str) -> bool:
        """Tell whether two roles work for some of the same records, as far as their scopes say."""
        first, second = (self._of.graph.model.get(Role, name) for name in (one, other))
        return first is None or second is None or scopes_meet(first, second)

    def _stands_in(self, name: str) -> bool:
        kinds = (self._people.role(kind) for kind in self._people.kinds(name))
        return any(role is not None and role.backup == _PEER for role in kinds)
