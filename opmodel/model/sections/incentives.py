"""What people are paid for."""

import enum
from datetime import date
from typing import Self

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, Period, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.parts import CalendarPeriod, Discretion, RampStep, percent
from opmodel.model.shapes import Amount, Choice, Flag, Length, Number, OrWord, Ref, Sql
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import Group, Keyed, Many, build
from opmodel.model.values import Duration, Quantity


class PaidDirection(enum.StrEnum):
    """Which way the number must move to earn."""

    UP = "up"
    DOWN = "down"


class MeasureLevel(enum.StrEnum):
    """Whose result earns."""

    INDIVIDUAL = "individual"
    TEAM = "team"
    COMPANY = "company"


class Basis(enum.StrEnum):
    """Which event earns."""

    BOOKING = "booking"
    INVOICE = "invoice"
    CASH = "cash"
    USAGE = "usage"


@group()
class PayMix:
    """The parts of pay at target, percent of the whole."""

    base: float | None = key(percent(), "the fixed part, percent")
    variable: float | None = key(percent(), "the part that depends on results, percent")


@group(map_key="kpi", short="minimum")
class PayGate:
    """A KPI that must be reached before anything is paid."""

    kpi: str = key(Ref("kpis"), "the KPI", required=True)
    minimum: float | Duration = key(Amount(), "the least value", required=True)


@group()
class Accelerator:
    """A faster rate above a share of quota."""

    from_: float = key(Number("percent of quota", 0), "from this share of quota on, percent", required=True)
    to: float | None = key(Number("percent of quota", 0), "up to this share of quota, percent")
    rate: float = key(Number("factor", 0), "the factor on the normal rate", required=True)
    gate: tuple[PayGate, ...] = key(Keyed(PayGate), "KPIs that must be reached for it", edge="gated_by")


@group()
class Multiplier:
    """A factor for some rows."""

    when: Condition | None = key(Sql(), "the rows it is for")
    factor: float = key(Number("factor", 0), "the factor", required=True)


@group(map_key="event", short="within")
class Clawback:
    """An event that takes pay back."""

    event: str = key(Ref("kpis", "transitions"), "the KPI or move that takes it back", required=True)
    within: Duration = key(Length(), "for how long after the payment", required=True)


@group(map_key="kpi")
class Measure:
    """One KPI in a plan, by weight (a share of variable pay) or by rate (percent of a value, money per record)."""

    kpi: str = key(Ref("kpis"), "the KPI that is paid", required=True)
    weight: float | None = key(percent(), "its share of variable pay, percent")
    rate: float | None = key(Number("percent of value, or money per record", 0), "what one unit earns")
    expected: float | None = key(percent(), "the share of variable pay a rate is worth, percent")
    direction: PaidDirection | None = key(Choice(PaidDirection), "which way earns; by default the KPI's good direction")
    level: MeasureLevel | None = key(Choice(MeasureLevel), "whose result earns")
    period: CalendarPeriod | None = key(Choice(CalendarPeriod), "the calendar period it is measured over")
    quota: Quantity[float] | None = key(Varying(Number("units of the KPI", 0)), "the number that earns the full share")
    basis: Basis | None = key(Choice(Basis), "the event that earns")
    counts: Condition | None = key(Sql(), "the rows that earn")
    value: Condition | None = key(Sql("value"), "what a row is worth")
    threshold: float | None = key(Number("percent of quota", 0), "below it nothing is paid, percent of quota")
    cap: float | str | None = key(
        OrWord(Number("percent of quota", 0), "none"), "above it nothing more is paid, percent of quota"
    )
    cliff: bool = key(Flag(), "reaching the threshold pays all at once", default=False)
    target: Quantity[float | Duration] | None = key(Varying[float | Duration](Amount()), "the number to reach")
    accelerators: tuple[Accelerator, ...] = key(Many(Group(Accelerator)), "faster rates above a share of quota")
    multipliers: tuple[Multiplier, ...] = key(Many(Group(Multiplier)), "factors for some rows")
    prior_period_base: bool = key(Flag(only_true=True), "measured against the period before", default=False)
    ratchet: bool = key(Flag(only_true=True), "a good period raises the next target", default=False)
    overlay: bool = key(Flag(only_true=True), "paid beside somebody else for the same row", default=False)
    gates: tuple[PayGate, ...] = key(Keyed(PayGate), "KPIs that must be reached first", edge="gated_by")
    clawbacks: tuple[Clawback, ...] = key(Keyed(Clawback), "events that take it back", edge="clawed_back_by")
    relative_to: tuple[str, ...] = key(Many(role()), "roles it is ranked against", edge="ranked_against")
    credit: str | None = key(Ref("crediting"), "how a row is credited", edge="credited_by")
    effective: Period | None = key(Group(Period), "the days it is in force")


@group()
class Quota:
    """The number a holder must bring."""

    amount: Quantity[float] | None = key(Varying(Number("money, or units of the KPI", 0)), "the number")
    times_ote: float | None = key(Number("times on-target earnings", 0), "the number as a multiple of on-target pay")
    per: CalendarPeriod | None = key(Choice(CalendarPeriod), "the calendar period it is for")
    split: tuple[float, ...] = key(Many(percent(), ordered=True), "shares of its parts, percent, 100 in all")


@group()
class Payout:
    """When money flows and what never earns."""

    every: Duration | None = key(Length(), "the time between two payouts")
    cut_off: Duration | None = key(Length(), "how long after the period rows still count")
    exclude: tuple[str, ...] = key(Many(Ref("definitions")), "records that never earn", edge="excludes")


@group()
class Guarantee:
    """Variable pay that is paid whatever happens."""

    percent: float | None = key(percent(), "the share that is paid, percent")
    for_: Duration | None = key(Length(), "for how long")


@group()
class Draw:
    """An advance on variable pay."""

    amount: float | None = key(Number("money", 0), "the advance")
    for_: Duration | None = key(Length(), "for how long")
    recoverable: bool = key(Flag(), "it is set off against later pay", default=False)


@section(
    "incentives",
    "incentive",
    also_called=("plans", "comp", "compensation", "commissions"),
    instead={"role": "payee", "kpis": "measures", "metrics": "measures"},
    example="""
    plan_account_executive:
      payee: account_executive
      pay_mix: {base: 60, variable: 40}
      measures:
        signed_revenue: {weight: 70, level: individual, period: quarter}
        win_rate: {weight: 30, level: team, period: quarter}
      approved_by: [head_of_sales, head_of_finance]
      calculated_by: revops
    """,
)
class Incentive(Entity):
    """A plan: who is paid, for which KPIs, and how much of the pay depends on them.

    A plan of a general role is that of all its kinds, one of a queue or pool that of those who work it. One of a
    function is shared by everybody who works in it or in a part of it; findings about it name its lead, who answers
    for it.
    """

    payee: tuple[str, ...] = key(
        Many(role(), lone=True),
        "who is paid; a function is all who work in it",
        required=True,
        edge="paid_to",
    )
    pay_mix: PayMix | None = key(Group(PayMix), "the fixed and the variable part of pay")
    measures: tuple[Measure, ...] = key(Keyed(Measure), "the KPIs that are paid", required=True, edge="paid_on")
    quota: Quota | None = key(Group(Quota), "the number a holder must bring")
    payout: Payout | None = key(Group(Payout), "when money flows")
    guarantee: Guarantee | None = key(Group(Guarantee), "variable pay that is paid whatever happens")
    ramp: tuple[RampStep, ...] = key(Many(Group(RampStep)), "shares of the quota while new")
    draw: Draw | None = key(Group(Draw), "an advance on variable pay")
    floor: float | None = key(percent(), "the least share of variable pay, percent")
    discretion: Discretion | None = key(Group(Discretion), "case-by-case pay")
    approved_by: tuple[str, ...] = key(Many(role()), "who approved it", expected=True, edge="approved_by")
    calculated_by: str | None = key(role(), "who computes the pay", expected=True, edge="calculated_by")

    def on(self, day: date) -> tuple[Self, frozenset[Trail]]:
        """Leave out the measures that are not in force on a day."""
        closed = [measure for measure in self.measures if measure.effective and not measure.effective.holds(day)]
        if not closed:
            return self, frozenset()
        trails = frozenset(("measures", measure.kpi) for measure in closed)
        kept = tuple(measure for measure in self.measures if measure not in closed)
        absences = {path: one for path, one in self.absences.items() if tuple(path.split(".")[:2]) not in trails}
        return build(type(self), {**self.__dict__, "measures": kept, "absences": absences}), trails

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:
        """Return the object of the measure's KPI."""
        kpi = lookup.get(Kpi, trail[1]) if len(trail) > 1 and isinstance(trail[1], str) else None
        return kpi.objects((), lookup) if kpi else ()
