"""Numbers about a model: all of them in a line each, or one with its parts, its assumptions and what it lacks."""

from collections.abc import Iterator, Sequence

from opmodel.measures import Contribution, Figure, Measure, Missing, Number
from opmodel.reports import Options, Paint, grid, shown, wrapped
from opmodel.reports.json import Value, written
from opmodel.wording import listed

Measured = tuple[Measure, Number]
_PARTS = 20
"""Parts that the text shows."""
_REFS = 6
"""Entities of a part that the text names."""
_MISSING = 5
"""Missing fields that the text names."""


def text(answers: Sequence[Measured], options: Options) -> str:
    """Write numbers for people at a terminal; one alone is written with all that is behind it."""
    if len(answers) == 1:
        return "".join(f"{line}\n" for line in _whole(*answers[0], options))
    paint = Paint(options.color)
    rows = [("measure", "on this model"), *((one.name, shown(_said(number))) for one, number in answers)]
    note = "`opmodel measure NAME` shows how one comes about."
    return "".join(f"{line}\n" for line in (*grid(rows, options.width, paint), "", paint.quiet(note)))


def json(answers: Sequence[Measured], _: Options) -> str:
    """Write numbers for programs: always a list."""
    return written([_value(one, number) for one, number in answers])


def _said(number: Number) -> str:
    if not number.figures:
        return f"cannot be worked out: {_wanted(number.missing)}" if number.missing else "nothing to measure"
    first, *beside = number.figures
    more = f" ({', '.join(f'{one.what} {one.amount}' for one in beside)})" if beside else ""
    return f"{first.amount}{more}"


def _whole(measure: Measure, number: Number, options: Options) -> Iterator[str]:
    paint = Paint(options.color)
    yield from (paint.strong(line) for line in wrapped(shown(f"{measure.name}: {_said(number)}"), options.width))
    yield from wrapped(measure.page.sentence, options.width)
    yield ""
    yield from wrapped(f"Worked out as: {number.formula}.", options.width)
    if number.parts:
        yield ""
        rows = [("part", "value", "from"), *(tuple(map(shown, _row(part))) for part in number.parts[:_PARTS])]
        yield from grid(rows, options.width, paint)
        if len(number.parts) > _PARTS:
            yield f"and {len(number.parts) - _PARTS:,} more; --format json lists all"
    notes = [f"Assumed: {one}." for one in number.assumptions]
    if number.figures and number.missing:
        notes.append(f"Not in it, for want of {_wanted(number.missing)}.")
    for note in notes:
        yield ""
        yield from wrapped(shown(note), options.width)


def _row(part: Contribution) -> tuple[str, str, str]:
    first, *rest = part.figures
    said = [_figure(one) for one in rest]
    told = {one.what for one in rest}
    if refs := [ref for ref in part.refs if ref not in told]:
        more = (f"{len(refs) - _REFS} more",) if len(refs) > _REFS else ()
        said.append(listed((*refs[:_REFS], *more)))
    if part.lacks:
        said.append(f"lacks {listed(part.lacks)}")
    return part.ref, first.amount, "; ".join(said)


def _figure(figure: Figure) -> str:
    return f"{figure.what} {figure.amount}{' (assumed)' if figure.assumed else ''}"


def _wanted(missing: Sequence[Missing]) -> str:
    more = (f"{len(missing) - _MISSING} more",) if len(missing) > _MISSING else ()
    return listed((*map(str, missing[:_MISSING]), *more))


def _value(measure: Measure, number: Number) -> Value:
    return {
        "measure": measure.name,
        "sentence": measure.page.sentence,
        "formula": number.formula,
        "value": number.value,
        "unit": number.figures[0].unit if number.figures else None,
        "figures": [_figure_value(one) for one in number.figures],
        "assumptions": list(number.assumptions),
        "parts": [
            {
                "of": part.ref,
                "figures": [_figure_value(one) for one in part.figures],
                "entities": list(part.refs),
                "lacks": list(part.lacks),
            }
            for part in number.parts
        ],
        "missing": [{"entity": one.entity or None, "field": one.field} for one in number.missing],
    }


def _figure_value(figure: Figure) -> Value:
    return {"what": figure.what, "value": figure.value, "unit": figure.unit, "basis": figure.label}
