"""One role's pay in columns: what it is paid on, what it moves, and where that leads."""

from collections import Counter
from collections.abc import Iterable

from opmodel.finding import Finding, Status
from opmodel.incentives.profile import Alignment, Drawn, Moved, PaidOn, Profile
from opmodel.incentives.profile.answer import Pay
from opmodel.reports import Options, Paint, aligned, columns, grid, shown, wrapped
from opmodel.reports.answers._paths import called, lag, rounded
from opmodel.reports.json import Value
from opmodel.wording import listed

_INDENT = "  "
_DRAWN = ("way", "by", "strength", "after", "how sure")
_MORE = {1: "more", -1: "less"}


def lines(profile: Profile, options: Options, most: int = 0) -> list[str]:
    """Write a role; of the KPIs that it is pulled towards at most so many, 0 for all."""
    paint = Paint(options.color)
    head = called(profile.role)
    found = [paint.strong(head), paint.quiet("-" * min(columns(head), options.width))]
    found += wrapped(aligned_words(profile.alignment), options.width)
    if not profile.paid_on and not profile.moves:
        return [*found, "It has neither a plan nor levers."]
    tables = (
        _table("paid on", ("way", "weight", "of pay", "per", "plan", ""), map(_paid, profile.paid_on)),
        _table(
            f"can move{' (assumed: only what it is paid on)' if profile.assumed_levers else ''}",
            ("what pays", "pay that hangs on it"),
            map(_moved, profile.moves),
        ),
        _towards(profile, most),
        _table("pulled away from", _DRAWN, map(_drawn, profile.away)),
    )
    for table in tables:
        if table:
            found += ["", *_written(table, options)]
    if profile.cut:
        found += ["", *wrapped("Left out: weaker paths from its levers, of which there are too many.", options.width)]
    return found


def aligned_words(alignment: Alignment) -> str:
    """Say how far pay and value agree."""
    if alignment.value is None:
        return f"alignment: none ({shown(alignment.why)})"
    return f"alignment: {alignment.value + 0:.2f} ({_meaning(alignment.value)})"


def aim(answer: Pay) -> str:
    """Say where value lies: the north star, else the outcomes."""
    more = (f"{len(answer.value) - 4} more",) if len(answer.value) > 4 else ()
    noun = "the north star" if answer.is_north_star else "the outcome" if len(answer.value) == 1 else "the outcomes"
    return f"{noun} {listed((*(called(one) for one in answer.value[:4]), *more))}"


def overview(answer: Pay, options: Options) -> list[str]:
    """Write a line for each role: the least aligned first, those that have no alignment last."""
    found = Counter(role for one in answer.findings if one.status is Status.OPEN for role in one.roles)
    ordered = sorted(
        answer.profiles, key=lambda one: (one.alignment.value is None, one.alignment.value or 0, one.role.id)
    )
    rows = [("role", "alignment", "variable pay", "pulled away from", "findings")]
    for one in ordered:
        number = "none" if one.alignment.value is None else f"{one.alignment.value + 0:.2f}"
        pay = f"{sum(paid.pay_percent for paid in one.paid_on):.3g}%" if one.paid_on else "no plan"
        away = list(dict.fromkeys(called(drawn.kpi) for drawn in one.away))
        more = f" and {len(away) - 1} more" if len(away) > 1 else ""
        rows.append((called(one.role), number, pay, f"{away[0]}{more}" if away else "nothing", str(found[one.role.id])))
    return list(grid(rows, options.width, Paint(options.color)))


def rows(profile: Profile) -> list[str]:
    """Return what is said of a role as one sentence each, for comparing two states of it."""
    said = [aligned_words(profile.alignment)]
    for paid in profile.paid_on:
        kpi, way, weight, pay, _, plan, assumed = _paid(paid)
        period = f"per {paid.period}" if paid.period else "period not written"
        said.append(
            f"paid on {kpi} {way}: {weight} of variable pay, {pay} of all, {period}, by {plan} {assumed}".strip()
        )
    said += [f"can move {lever}: {way} pays, {pay} of its pay" for lever, way, pay in map(_moved, profile.moves)]
    for name, drawn in (("towards", profile.towards), ("away from", profile.away)):
        for kpi, way, by, strength, later, sure in map(_drawn, drawn):
            after = f" after {later}" if later else ""
            said.append(f"pulled {name} {kpi}: {way} by {strength}{after} with {by}, {sure}")
    return said


def value(profile: Profile, findings: Iterable[Finding]) -> Value:
    """Return a role for programs; `findings` are those about it alone."""
    alone = [one for one in findings if len(one.roles) == 1 and one.roles[0] in profile.kinds]
    return {
        "role": profile.role.id,
        "alignment": None if profile.alignment.value is None else rounded(profile.alignment.value),
        "alignment_why": profile.alignment.why or None,
        "levers_assumed": profile.assumed_levers,
        "paid_on": [_paid_value(one) for one in profile.paid_on],
        "moves": [{"lever": one.lever.ref, "pay_percent_per_unit": rounded(one.pay_percent)} for one in profile.moves],
        "pulled_towards": [_drawn_value(one) for one in profile.towards],
        "pulled_away": [_drawn_value(one) for one in profile.away],
        "findings": [
            {
                "rule": one.rule,
                "severity": one.severity.value,
                "verdict": one.verdict or None,
                "message": one.message,
            }
            for one in alone
        ],
    }


def _meaning(value: float) -> str:
    if value >= 0.95:
        return "its pay points where value lies"
    if value > 0.05:
        return "its pay points partly where value lies; 1 would be straight at it"
    return "its pay points past what the company is after" if value >= -0.05 else "its pay points against value"


def _table(name: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    found = list(rows)
    return [(name, *head), *found] if found else []


def _towards(profile: Profile, most: int) -> list[tuple[str, ...]]:
    table = _table("pulled towards", _DRAWN, map(_drawn, profile.towards[: most or None]))
    more = len(profile.towards) - most
    return [*table, (f"and {more} more", "", "", "", "", "")] if most and more > 0 else table


def _without_empty(table: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Leave out the columns in which no row below the head says anything."""
    kept = [any(column[1:]) for column in zip(*table, strict=True)]
    return [tuple(cell for cell, keep in zip(row, kept, strict=True) if keep) for row in table]


def _written(table: list[tuple[str, ...]], options: Options) -> list[str]:
    paint = Paint(options.color)
    head, *body = aligned(_without_empty(table), options.width - len(_INDENT))
    return [*(_INDENT + paint.strong(line) for line in head), *(_INDENT + line for row in body for line in row)]


def _paid(one: PaidOn) -> tuple[str, ...]:
    assumed = f"assumed: {', '.join(one.assumed)}" if one.assumed else ""
    weight, pay = f"{one.weight_percent:.3g}%", f"{one.pay_percent:.3g}%"
    return (
        called(one.kpi),
        one.direction,
        weight,
        pay,
        one.period or "not written",
        shown(one.plan),
        shown(assumed),
    )


def _moved(one: Moved) -> tuple[str, ...]:
    way = "more of it" if one.pay_percent > 0 else "less of it"
    paid = abs(one.pay_percent) > 1e-9
    return (called(one.lever), way if paid else "neither", f"{abs(one.pay_percent):.3g}%" if paid else "0%")


def _drawn(one: Drawn) -> tuple[str, ...]:
    by = shown(one.lever.label) if one.lever != one.kpi else "itself"
    way, strength = "up" if one.moves > 0 else "down", f"{100 * one.strength:.3g}%"
    return (called(one.kpi), way, f"{_MORE[one.push]} of {by}", strength, lag(one.lag_months), one.verdict)


def _paid_value(one: PaidOn) -> Value:
    return {
        "kpi": one.kpi.id,
        "plan": one.plan,
        "direction": one.direction,
        "weight_percent": rounded(one.weight_percent),
        "pay_percent": rounded(one.pay_percent),
        "period": one.period or None,
        "assumed": list(one.assumed),
    }


def _drawn_value(one: Drawn) -> Value:
    return {
        "kpi": one.kpi.id,
        "lever": one.lever.ref,
        "push": _MORE[one.push],
        "moves": "up" if one.moves > 0 else "down",
        "strength": rounded(one.strength),
        "lag_months": rounded(one.lag_months),
        "verdict": one.verdict,
    }
