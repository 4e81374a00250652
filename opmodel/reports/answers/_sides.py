"""Both directions between two roles: what the pay of one costs the other, with the paths that show it."""

from opmodel.incentives.profile import Against, Side
from opmodel.reports import Options, Paint, shown, wrapped
from opmodel.reports.answers import _spared
from opmodel.reports.answers._paths import after, blocks, called, rounded, signed, step_rows, way_value
from opmodel.reports.json import Value
from opmodel.wording import listed


def lines(side: Side, options: Options, lacks: str = "") -> list[str]:
    """Write one direction; `lacks` says what could not be read, for a sentence about what is not there."""
    paint = Paint(options.color)
    head = f"What the pay of {called(side.payee)} does to {called(side.other)}"
    found = [paint.strong(line) for line in wrapped(head, options.width)]
    if side.shared:
        found += wrapped(f"Both are paid on {listed(map(called, side.shared))}, the same way.", options.width)
    if not side.against:
        none = f"Nothing it is paid for works against what {called(side.other)} is paid for"
        said = _spared.sentence(side.spared, "No rule sees a conflict here") if side.spared else f"{none}{lacks}."
        return [*found, *wrapped(said, options.width)]
    for one in side.against:
        found += ["", *_against(one, options)]
    return found


def value(side: Side) -> Value:
    """Return one direction for programs."""
    return {
        "from": side.payee.id,
        "to": side.other.id,
        "shared": [thing.id for thing in side.shared],
        "harms": [
            {
                "rule": one.rule,
                "severity": one.severity,
                "verdict": one.verdict,
                "stake_percent": rounded(one.stake_percent),
                "lever": one.lever.ref,
                "push": "more" if one.push > 0 else "less",
                "kpi": one.kpi.id,
                "message": one.message,
                "gain": way_value(one.gain),
                "loss": way_value(one.loss),
            }
            for one in side.against
        ],
    }


def _against(one: Against, options: Options) -> list[str]:
    paint = Paint(options.color)
    said = wrapped(f"{one.severity}: {one.rule}: {shown(one.message)}", options.width - 2)
    parts = []
    for what, way, end in (("how it earns", one.gain, one.gains), ("how it harms", one.loss, one.kpi)):
        moves = "raises" if way.sign * one.push > 0 else "lowers"
        push = f"{'more' if one.push > 0 else 'less'} of {called(one.lever)}"
        if way.steps:
            strength = "in a reinforcing loop" if way.loop else signed(way.sign * one.push * way.strength)
            parts.append(
                (f"{what}: {push} {moves} {called(end)}, {strength}{after(way.lag_months)}", step_rows(way.steps))
            )
        else:
            parts.append((f"{what}: {push} is itself what counts", []))
    return [*(f"  {paint.level(one.severity, line)}" for line in said), *blocks(parts, options, "    ")]
