"""What the pay of one role does to the pay of another, with the paths that prove it."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.incentives import words
from opmodel.incentives.analysis import Incentives
from opmodel.incentives.harm import Harm, Harms
from opmodel.incentives.influence.atlas import Atlas, Thing, Way
from opmodel.incentives.position import Position
from opmodel.incentives.profile.spared import Spared, spared


@dataclass(frozen=True, slots=True)
class Against:
    """A push that costs the other side: how the payee gains and how the other loses, by the strongest path of each."""

    rule: str
    severity: str
    verdict: str
    stake_percent: float
    lever: Thing
    push: int
    kpi: Thing
    gains: Thing
    """The KPI by which the payee gains most."""
    message: str
    gain: Way
    loss: Way


@dataclass(frozen=True, slots=True)
class Side:
    """One direction between two roles: what the pay of the first does against the pay of the second.

    `shared` are the KPIs on which both are paid the same way, `spared` those that the other is paid for and that suffer
    though no rule says so; both matter where nothing stands `against`.
    """

    payee: Thing
    other: Thing
    against: tuple[Against, ...]
    shared: tuple[Thing, ...]
    spared: tuple[Spared, ...] = ()


def sides(one: Position, other: Position, incentives: Incentives, harms: Harms, atlas: Atlas) -> tuple[Side, Side]:
    """Return both directions between two roles."""
    return (_side(one, other, incentives, harms, atlas), _side(other, one, incentives, harms, atlas))


def _side(payee: Position, other: Position, incentives: Incentives, harms: Harms, atlas: Atlas) -> Side:
    own = {(payment.kpi, payment.sign) for payment in payee.payments}
    shared = dict.fromkeys(payment.kpi for payment in other.payments if (payment.kpi, payment.sign) in own)
    return Side(
        atlas.entity(payee.role.ref),
        atlas.entity(other.role.ref),
        tuple(_against(harm, incentives, atlas) for harm in _harms(payee, other, incentives, harms)),
        tuple(atlas.entity(f"kpi/{kpi}") for kpi in shared),
        tuple(Spared(atlas.entity(ref), why) for ref, why in spared(payee, other, incentives, harms).items()),
    )


def _harms(payee: Position, other: Position, incentives: Incentives, harms: Harms) -> Iterator[Harm]:
    same = incentives.graph.people.same
    for harm in harms.oppositions:
        if harm.victim is not None and same(harm.payee.name, payee.name) and same(harm.victim.name, other.name):
            yield from (harm, *harm.also)


def _against(harm: Harm, incentives: Incentives, atlas: Atlas) -> Against:
    gain, loss = words.proof(harm, incentives)
    gained = harm.push.earning
    return Against(
        harm.rule,
        harm.severity.value,
        str(harm.verdict),
        harm.stake.percent,
        atlas.thing(harm.push.lever),
        harm.push.sign,
        atlas.entity(harm.kpi.ref),
        atlas.entity(f"kpi/{gained.kpi}"),
        words.message(harm, incentives),
        atlas.way(gain),
        atlas.way(loss),
    )
