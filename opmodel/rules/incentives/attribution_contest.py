"""No two roles are paid only for their own slices of one number."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, good_sign, smaller
from opmodel.incentives.payments import MOST_PLANS, scopes_meet
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class _Claim:
    """One role that is paid for one slice."""

    role: str
    payment: Payment
    slice: Kpi


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good", "kpis.partition_of"))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of roles that earn more when a result counts as theirs and not as the other's."""
    context.look(Incentive)
    context.judge(one.role for one in context.sides)
    for whole, claims in _claims(context.incentives):
        said: set[frozenset[str]] = set()
        for one, other in combinations(claims, 2):
            pair = frozenset((one.role, other.role))
            if pair not in said and _is_contest(one, other, whole, context.incentives):
                said.add(pair)
                yield _problem(one, other, whole, context)


def _claims(incentives: Incentives) -> Iterator[tuple[Kpi, list[_Claim]]]:
    """Yield every number that is cut into slices with who is paid for one, most pay first."""
    found: dict[str, list[_Claim]] = {}
    for name, paid in incentives.paid.items():
        kpi = incentives.kpis.get(name)
        if kpi and kpi.partition_of:
            claims = (_Claim(role, one, kpi) for one in paid if one.sign == good_sign(kpi) for role in one.payees)
            found.setdefault(bare(kpi.partition_of), []).extend(
                one for one in claims if one.role in incentives.positions
            )
    for whole in sorted(found.keys() & incentives.kpis.keys()):
        ranked = sorted(found[whole], key=lambda one: (-one.payment.stake.percent, one.role, one.slice.id))
        yield incentives.kpis[whole], ranked[: 2 * MOST_PLANS]


def _problem(one: _Claim, other: _Claim, whole: Kpi, context: Context) -> Problem:
    incentives, people = context.incentives, context.graph.people
    stake = smaller(one.payment.stake, other.payment.stake)
    lacking = [claim.role for claim in (one, other) if not _holds(claim.role, whole, incentives)]
    whom = "both" if len(lacking) == 2 else f"'{lacking[0]}' too"
    least = f"at least {incentives.thresholds.stake_percent:g}% of variable pay"
    return about_pay(
        one.payment.where,
        f"kpi '{whole.id}' is cut into slices: {_earns(one)}, {_earns(other)}, so what counts for one is lost to the "
        f"other{stake.assuming}",
        f"pay {whom} on kpi '{whole.id}' with {least} and keep the slices for analysis",
        roles=(one.role, other.role),
        kpis=(whole.id, one.slice.id, other.slice.id),
        severity=incentives.severity(stake),
        stake=stake.percent,
        notes=(
            (other.payment.where, f"what '{other.role}' is paid for"),
            *((claim.slice.where("partition_of"), f"a slice of {whole.id}") for claim in (one, other)),
        ),
        people=sum(people.headcount(claim.role) or 0 for claim in (one, other)),
        told_apart=" ".join((whole.id, *sorted((one.role, other.role)))),
    )


def _earns(claim: _Claim) -> str:
    return f"role '{claim.role}' earns {claim.payment.stake.percent:.3g}% of its pay by {claim.slice.id}"


def _is_contest(one: _Claim, other: _Claim, whole: Kpi, incentives: Incentives) -> bool:
    """Tell whether what counts for one is lost to the other; who is paid for the whole, or for both, does not care."""
    same = one.slice is other.slice or incentives.graph.people.same(one.role, other.role)
    if same or not one.payment.meets(other.payment) or not scopes_meet(one.slice, other.slice):
        return False
    both = all(_holds(claim.role, whole, incentives) for claim in (one, other))
    return not both and not _holds(one.role, other.slice, incentives) and not _holds(other.role, one.slice, incentives)


def _holds(role: str, kpi: Kpi, incentives: Incentives) -> bool:
    return incentives.is_stake(incentives.positions[role].share(kpi.id, good_sign(kpi)))
