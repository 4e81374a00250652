"""Paths of influence: a headline each, and every step below it with its strength, grounds and place."""

from collections.abc import Iterable, Iterator

from opmodel.incentives.influence.atlas import Step, Thing, Way
from opmodel.model.sections.parts import CalendarPeriod
from opmodel.reports import Options, Paint, aligned, shown, wrapped
from opmodel.reports.json import Value

UNGROUNDED = "no evidence given"
"""What a step says that declares no evidence, beside others that do."""
_INDENT = "  "
_WEEKS = 1 / CalendarPeriod.WEEK.months
"""Weeks of a month."""


def called(thing: Thing) -> str:
    """Write a thing as people say it, with its id."""
    return shown(f"{thing.label} ({thing.id})")


def signed(ratio: float) -> str:
    """Write a sum of strengths with its sign."""
    return f"{100 * ratio:+.3g}%" if abs(ratio) > 1e-12 else "0%"


def after(months: float) -> str:
    """Write a delay as the end of a headline, nothing where there is none."""
    return f", after {lag(months)}" if months else ""


def lag(months: float) -> str:
    """Write a delay: `3 months`, `2 weeks`."""
    amount, unit = (months, "month") if months >= 1 else (months * _WEEKS, "week")
    return f"{amount:.2g} {unit}{'' if f'{amount:.2g}' == '1' else 's'}" if months else ""


def step_rows(steps: tuple[Step, ...]) -> list[tuple[str, ...]]:
    """Return where a path starts and its steps as rows of one table."""
    start: list[tuple[str, ...]] = [("", called(step.source), "", "", "", "") for step in steps[:1]]
    return start + [
        (
            "raises" if step.sign > 0 else "lowers",
            called(step.target),
            shown(step.effect) + ("" if step.declared else " (strength open)"),
            f"after {shown(step.lag)}" if step.lag else "",
            _grounds(step),
            shown(f"{step.file}:{step.line}"),
        )
        for step in steps
    ]


def blocks(
    parts: Iterable[tuple[str, list[tuple[str, ...]]]], options: Options, indent: str = _INDENT
) -> Iterator[str]:
    """Yield headlines and below each its rows; the columns are the same below all headlines."""
    parts, paint = tuple(parts), Paint(options.color)
    lines = aligned(_without_empty([row for _, own in parts for row in own]), options.width - 2 * len(indent))
    for head, own in parts:
        first, *more = wrapped(head, options.width - len(indent))
        yield indent + paint.strong(first)
        yield from (indent * 2 + line for line in more)
        for _ in own:
            yield from (indent * 2 + line for line in next(lines))


def way_value(way: Way) -> dict[str, Value]:
    """Return a path for programs."""
    return {
        "sign": "+" if way.sign > 0 else "-",
        "strength": rounded(way.strength),
        "lag_months": rounded(way.lag_months),
        "steps": [step_value(step) for step in way.steps],
    }


def step_value(step: Step) -> Value:
    """Return a declared influence for programs; what nobody declared is null."""
    evidence: Value = {"type": step.evidence or None, "ref": step.evidence_ref or None}
    return {
        "from": step.source.ref,
        "to": step.target.ref,
        "effect": step.effect,
        "lag": step.lag or None,
        "evidence": evidence if step.evidence or step.evidence_ref else None,
        "file": step.file,
        "line": step.line,
    }


def rounded(number: float) -> float:
    """Return a number without the dust of binary fractions."""
    return round(number, 9)


def _without_empty(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Leave out the columns in which no row says anything, also that of evidence where none is given."""
    kept = [any(cell not in ("", UNGROUNDED) for cell in column) for column in zip(*rows, strict=True)]
    return [tuple(cell for cell, keep in zip(row, kept, strict=True) if keep) for row in rows]


def _grounds(step: Step) -> str:
    return shown(": ".join(part for part in (step.evidence, step.evidence_ref) if part)) or UNGROUNDED
