"""Findings as annotations of GitHub: a workflow command each, of which it shows ten of a level in a step."""

from collections.abc import Iterator

from opmodel.engine import Result
from opmodel.finding import Finding, Severity, Span
from opmodel.reports import Options
from opmodel.reports._choice import annotated, whom
from opmodel.reports.terminal.words import shown
from opmodel.wording import counted

MOST = 10
"""Annotations of a level that GitHub shows for a step; the others it drops without a word."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write the open findings as commands, the weightiest first; the last of a level says how many there are beyond."""
    found = annotated(results, options.limit)
    lines = (line for severity in Severity for line in _level(severity, found))
    return "".join(f"{line}\n" for line in lines)


def _level(severity: Severity, found: tuple[tuple[Result, Finding], ...]) -> Iterator[str]:
    own = [(result, finding) for result, finding in found if finding.severity is severity]
    kept = own if len(own) <= MOST else own[: MOST - 1]
    for result, finding in kept:
        yield _command(severity, [*_place(finding.span), ("title", finding.rule)], _message(result, finding))
    if more := len(own) - len(kept):
        where = 'all are in the log of `--format text` and in `--format markdown="$GITHUB_STEP_SUMMARY"`'
        title = f"{counted(more, f'more {severity.value}')}"
        yield _command(severity, [("title", title)], [f"GitHub shows {MOST} of a level in a step; {where}"])


def notice(span: Span | None, title: str, lines: list[str]) -> str:
    """Write something worth knowing at a place, or at none, as a command."""
    return _command(Severity.NOTE, [*(_place(span) if span else ()), ("title", title)], lines)


def _place(span: Span) -> Iterator[tuple[str, str]]:
    """Yield where a finding stands; columns are understood within one line only."""
    yield "file", span.file
    yield "line", str(span.line)
    yield "endLine", str(span.end_line)
    if span.line == span.end_line:
        yield "col", str(span.column)
        yield "endColumn", str(span.end_column)


def _message(result: Result, finding: Finding) -> Iterator[str]:
    yield finding.told
    if finding.help:
        yield f"help: {finding.help}"
    if finding.owner:
        yield f"ask: {whom(result, finding)}"


def _command(severity: Severity, properties: list[tuple[str, str]], lines: Iterator[str] | list[str]) -> str:
    named = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{_COMMANDS[severity]} {named}::{'%0A'.join(map(_data, lines))}"


def _data(text: str) -> str:
    """Write a line of a message; breaks within it are shown as escapes, so that only ours are breaks."""
    return shown(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
