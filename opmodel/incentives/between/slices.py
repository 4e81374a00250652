"""Numbers that are cut into slices, and who is paid for one of them alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.payments import MOST_PLANS, Payment, scopes_meet
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class Claim:
    """One role that is paid for one slice."""

    role: str
    payment: Payment
    slice: Kpi


def rivals(incentives: Incentives) -> Iterator[tuple[Kpi, Claim, Claim]]:
    """Yield every number with two roles that earn more when a result counts as theirs and not as the other's."""
    for whole, claims in _claims(incentives):
        said: set[frozenset[str]] = set()
        for one, other in combinations(claims, 2):
            pair = frozenset((one.role, other.role))
            if pair not in said and _is_contest(one, other, whole, incentives):
                said.add(pair)
                yield whole, one, other


def has_stake(role: str, kpi: Kpi, incentives: Incentives) -> bool:
    """Tell whether a role is paid for a KPI, in its good direction, as much as matters."""
    return incentives.is_stake(incentives.positions[role].share(kpi.id, good_sign(kpi)))


def _claims(incentives: Incentives) -> Iterator[tuple[Kpi, list[Claim]]]:
    """Yield every number that is cut into slices with who is paid for one, most pay first."""
    found: dict[str, list[Claim]] = {}
    for name, paid in incentives.paid.items():
        kpi = incentives.kpis.get(name)
        if kpi and kpi.partition_of:
            claims = (Claim(role, one, kpi) for one in paid if one.sign == good_sign(kpi) for role in one.payees)
            found.setdefault(bare(kpi.partition_of), []).extend(
                one for one in claims if one.role in incentives.positions
            )
    for whole in sorted(found.keys() & incentives.kpis.keys()):
        ranked = sorted(found[whole], key=lambda one: (-one.payment.stake.percent, one.role, one.slice.id))
        yield incentives.kpis[whole], ranked[: 2 * MOST_PLANS]


def _is_contest(one: Claim, other: Claim, whole: Kpi, incentives: Incentives) -> bool:
    """Tell whether what counts for one is lost to the other; who is paid for the whole, or for both, does not care."""
    same = one.slice is other.slice or incentives.graph.people.same(one.role, other.role)
    if same or not one.payment.meets(other.payment) or not scopes_meet(one.slice, other.slice):
        return False
    both = all(has_stake(claim.role, whole, incentives) for claim in (one, other))
    is_even = has_stake(one.role, other.slice, incentives) or has_stake(other.role, one.slice, incentives)
    return not both and not is_even
