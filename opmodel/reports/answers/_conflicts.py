"""Findings between roles: who with whom, how many and how bad, then each in a sentence."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from opmodel.finding import Finding, Status, apart
from opmodel.incentives.profile import Spared
from opmodel.incentives.profile.answer import Pay
from opmodel.reports import Options, Paint, columns, grid, shown, wrapped
from opmodel.reports.answers import _spared
from opmodel.reports.json import Value
from opmodel.wording import counted

SHOWN = 10
"""Findings that are shown where all roles are; the others are counted."""
_PAIRS = 20
_INDENT = "  "
_LETTERS = {"error": "E", "warning": "W", "note": "N", "accepted": "A"}


def between(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that are between roles."""
    return tuple(
        one for one in findings if one.is_between and len(one.roles) > 1 and one.status is not Status.SUPPRESSED
    )


def lines(answer: Pay, options: Options, most: int = 0) -> list[str]:
    """Write who conflicts with whom as a matrix, then findings about pay, the weightiest first: so many, 0 for all.

    What both directions between two roles have said is not said again.
    """
    told = {one.message for side in answer.sides for one in side.against}
    findings = tuple(one for one in answer.findings if one.status is not Status.SUPPRESSED)
    findings = tuple(one for one in findings if one.message not in told or one.status is not Status.OPEN)
    if told and not findings:
        return []
    if not findings:
        return list(wrapped(_nothing(answer), options.width)) if answer.profiles else []
    pairs = between(findings)
    alone = tuple(one for one in findings if one not in pairs)
    paint, found = Paint(options.color), []
    if pairs:
        found += [
            paint.strong(f"{counted(len(pairs), 'conflict')} between roles"),
            *_matrix(pairs, answer, options, most),
        ]
        found += _sentences(pairs, options, most)
    if alone:
        found += [""] if pairs else []
        found += [paint.strong(f"{counted(len(alone), 'finding')} about one role alone")]
        found += _sentences(alone, options, most)
    return found


def _nothing(answer: Pay) -> str:
    """Say that no rule speaks, and why, where pay pulls away from something nonetheless."""
    if not any(one.paid_on for one in answer.profiles):
        return f"There is no pay here that a rule could judge{shown(answer.lacks)}."
    if answer.sides:
        return f"No finding is about both of them{shown(answer.lacks)}."
    away = [Spared(one.kpi, one.spared) for role in answer.profiles for one in role.away if one.spared]
    if away:
        return _spared.sentence(away, "No rule finds anything wrong with this pay")
    return f"No rule finds anything wrong with this pay{shown(answer.lacks)}."


def _sentences(findings: tuple[Finding, ...], options: Options, most: int) -> list[str]:
    found = [line for one in findings[: most or None] for line in ("", *sentence(one, options))]
    return [*found, "", f"{_INDENT}and {len(findings) - most:,} more"] if 0 < most < len(findings) else found


def sentence(finding: Finding, options: Options, lead: str = "") -> list[str]:
    """Write a finding: how bad, which rule, who, and what is wrong."""
    paint = Paint(options.color)
    verdict = finding.verdict
    status = "" if finding.status is Status.OPEN else f" ({finding.status.value})"
    head = f"{lead}{finding.severity.value}{status}: {finding.rule}"
    roles = finding.roles
    head += f" [{shown(', '.join(roles[:6]))}{' and others' if len(roles) > 6 else ''}]" if roles else ""
    head += f", {shown(verdict)}" if verdict and verdict not in finding.message else ""
    first, *more = wrapped(head, options.width - 2 * len(_INDENT))
    text = wrapped(shown(finding.message), options.width - 2 * len(_INDENT))
    return [
        _INDENT + paint.level(finding.severity.value, first),
        *(_INDENT * 2 + line for line in (*more, *text)),
        f"{_INDENT * 2}{paint.quiet(shown(f'{finding.span.file}:{finding.span.line}'))}",
    ]


def value(finding: Finding) -> Value:
    """Return a finding for programs."""
    return {
        "roles": list(finding.roles),
        "rule": finding.rule,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "verdict": finding.verdict or None,
        "message": finding.message,
        "help": finding.help,
        "entity": finding.entity,
        "file": finding.span.file,
        "line": finding.span.line,
        "fingerprint": finding.fingerprint,
    }


def _matrix(pairs: tuple[Finding, ...], answer: Pay, options: Options, most: int) -> list[str]:
    """Write how many errors, warnings and notes are between which two.

    That is a matrix, or pairs, the worst first, where most of it were empty or it were too wide.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for one in pairs:
        for side in apart(one):
            for pair in combinations(sorted(set(side.roles)), 2):
                counts.setdefault(pair, Counter())[_kind(side)] += 1
    names = sorted({name for pair in counts for name in pair})
    labels = {one.id: f"{one.label} ({one.id})" for one in answer.labels}
    rows: list[tuple[str, ...]] = [("", *map(shown, names))]
    for name in names:
        cells = (_cell(counts.get((min(name, other), max(name, other)))) for other in names)
        rows.append((shown(labels.get(name, name)), *cells))
    widest = sum(max(columns(row[at]) for row in rows) + 2 for at in range(len(rows[0])))
    if len(counts) < len(names) or widest + len(_INDENT) > options.width:
        ordered = sorted(counts.items(), key=lambda item: (*(-item[1][name] for name in _LETTERS), item[0]))
        rows = [("between", "and", "findings")]
        rows += [
            (shown(one), shown(other), _cell(count)) for (one, other), count in ordered[: _PAIRS if most else None]
        ]
        rows += [(f"and {len(counts) - _PAIRS:,} more pairs", "", "")] if most and len(counts) > _PAIRS else []
    paint = Paint(options.color)
    legend = paint.quiet("(E errors, W warnings, N notes, A accepted)")
    return ["", *(_INDENT + line for line in grid(rows, options.width - len(_INDENT), paint)), _INDENT + legend]


def _kind(finding: Finding) -> str:
    return finding.severity.value if finding.status is Status.OPEN else "accepted"


def _cell(count: Counter[str] | None) -> str:
    return " ".join(f"{count[name]}{letter}" for name, letter in _LETTERS.items() if count[name]) if count else "."
