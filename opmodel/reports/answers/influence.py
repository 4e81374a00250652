"""How one thing moves another: its sign, the paths it takes and what they come to."""

from collections.abc import Iterator

from opmodel.incentives.influence.answer import Influenced, Loop, Total
from opmodel.incentives.influence.atlas import Thing, Way
from opmodel.reports import Options, Paint, shown, wrapped
from opmodel.reports.answers import _paths as paths
from opmodel.reports.json import Value, written
from opmodel.wording import counted, listed

_SHOWN = 10
"""Paths that the text shows in full."""
_SIGNS = {
    "+": "More of '{}' means more of '{}'; all paths agree.",
    "-": "More of '{}' means less of '{}'; all paths agree.",
    "?": "By some paths more of '{}' means more of '{}', by others less.",
    "0": "No path leads from '{}' to '{}'",
}


def text(answer: Influenced, options: Options) -> str:
    """Write an answer for people at a terminal."""
    parts = [_paths(answer, options)] if answer.source and answer.target else []
    parts += [_loops(answer, options)] if answer.searched else []
    said = [shown(f"{cut[:1].upper()}{cut[1:]}.") for cut in answer.cut]
    steps = [step for way in answer.ways for step in way.steps] + [step for loop in answer.loops for step in loop.steps]
    if steps and not any(step.evidence or step.evidence_ref for step in steps):
        said.append("None of these influences says what it rests on; `evidence: {type: expert, ref: ...}` would.")
    if said:
        parts.append([line for one in said for line in wrapped(one, options.width)])
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


def json(answer: Influenced, _: Options) -> str:
    """Write an answer for programs."""
    total = answer.total if answer.target else None
    value: dict[str, Value] = {
        "from": answer.source.ref if answer.source else None,
        "to": answer.target.ref if answer.target else None,
        "sign": answer.sign or None,
        "paths": [paths.way_value(way) for way in answer.ways],
        "sum": _sum(total) if total else None,
        "comparable": answer.comparable,
        "cut": list(answer.cut),
        "loops": [_loop(loop) for loop in answer.loops],
    }
    return written(value)


def _paths(answer: Influenced, options: Options) -> list[str]:
    assert answer.source
    assert answer.target
    paint = Paint(options.color)
    head = f"{_whole(answer.source)} -> {_whole(answer.target)}: {answer.sign}"
    lines = [paint.strong(line) for line in wrapped(head, options.width)]
    if answer.source == answer.target:
        return [*lines, "Both are the same thing, which moves itself one to one."]
    said = _SIGNS[answer.sign].format(answer.source.label, answer.target.label)
    if answer.sign == "0":
        said += f"{answer.lacks}." if answer.lacks else "; if one moves the other, declare it below `influences:`."
    lines += wrapped(shown(said), options.width)
    if answer.ways:
        lines.append("")
        lines += paths.blocks((_block(number, way) for number, way in enumerate(answer.ways[:_SHOWN], 1)), options)
        if answer.count > _SHOWN:
            lines.append(f"  and {answer.count - _SHOWN:,} weaker paths; --format json lists more of them")
    for sentence in _sentences(answer):
        lines += ["", *wrapped(sentence, options.width)]
    return lines


def _block(number: int, way: Way) -> tuple[str, list[tuple[str, ...]]]:
    strength = "in a reinforcing loop" if way.loop else f"{paths.signed(way.sign * way.strength)}"
    verb = "raises" if way.sign > 0 else "lowers"
    return f"{number}. {verb} it, {strength}{paths.after(way.lag_months)}", paths.step_rows(way.steps)


def _sentences(answer: Influenced) -> Iterator[str]:
    """Yield what the paths come to."""
    if answer.runaway:
        more = (f"{len(answer.runaway) - 5} more",) if len(answer.runaway) > 5 else ()
        named = listed((*(paths.called(one) for one in answer.runaway[:5]), *more))
        yield (
            "Together: reinforcing loop, strengths not comparable. The paths meet a loop that feeds itself with a gain "
            f"of 1 or more ({named}): what goes in comes back larger, and no sum of strengths means anything."
        )
    elif answer.total and answer.ways:
        total = answer.total
        both = (
            f"{paths.signed(total.plus)} and {paths.signed(-total.minus)}, net " if total.plus and total.minus else ""
        )
        yield (
            f"Together: {both}{paths.signed(total.net)}, and between {paths.signed(total.low)} and "
            f"{paths.signed(total.high)} whatever the strengths are within their bands. At 100% the second "
            "changes in proportion to the first."
        )
    elif answer.total and answer.sign != "0":
        yield "Every path is too weak to matter."


def _loops(answer: Influenced, options: Options) -> list[str]:
    paint = Paint(options.color)
    asked = dict.fromkeys(paths.called(thing) for thing in (answer.source, answer.target) if thing)
    through = f" through {listed(asked)}" if asked else ""
    through += " or what lies between them" if len(asked) > 1 else ""
    if not answer.loops:
        return [*wrapped(f"There is no loop{through}{shown(answer.lacks)}.", options.width)]
    reinforcing = sum(loop.reinforcing for loop in answer.loops)
    head = f"{counted(len(answer.loops), 'loop')}{through}: {reinforcing} reinforcing, "
    head += f"{len(answer.loops) - reinforcing} balancing"
    lines = [paint.strong(line) for line in wrapped(head, options.width)]
    lines.append("")
    lines += paths.blocks((_circle(number, loop) for number, loop in enumerate(answer.loops[: _SHOWN * 2], 1)), options)
    if len(answer.loops) > _SHOWN * 2:
        lines.append(f"  and {len(answer.loops) - _SHOWN * 2} more, which --format json lists")
    return lines


def _circle(number: int, loop: Loop) -> tuple[str, list[tuple[str, ...]]]:
    kind = "reinforcing: it feeds itself" if loop.reinforcing else "balancing: it holds itself back"
    return f"{number}. {kind}{paths.after(loop.lag_months)}", paths.step_rows(loop.steps)


def _whole(thing: Thing) -> str:
    return shown(f"{thing.label} ({thing.ref})")


def _sum(total: Total) -> Value:
    named = {"plus": total.plus, "minus": total.minus, "net": total.net, "low": total.low, "high": total.high}
    return {name: paths.rounded(number) for name, number in named.items()}


def _loop(loop: Loop) -> Value:
    return {
        "kind": "reinforcing" if loop.reinforcing else "balancing",
        "kpis": [thing.id for thing in loop.kpis],
        "lag_months": paths.rounded(loop.lag_months),
        "steps": [paths.step_value(step) for step in loop.steps],
    }
