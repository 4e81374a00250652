"""Findings one line each, for eyes, grep and editors: `file:line:column: severity: message [rule]`."""

from collections.abc import Iterator

from opmodel.engine import Result
from opmodel.finding import Finding, Status
from opmodel.reports import Options
from opmodel.reports._choice import audible
from opmodel.reports.terminal.words import Paint, shown


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write one line for each finding that is not suppressed, the open ones first."""
    paint = Paint(options.color)
    return "".join(f"{line}\n" for line in _lines(results, options.limit, paint))


def _lines(results: tuple[Result, ...], limit: int, paint: Paint) -> Iterator[str]:
    for _, finding in audible(results, limit):
        status = "" if finding.status is Status.OPEN else f" ({finding.status.value})"
        level = paint.level(finding.severity.value, finding.severity.value + status)
        yield f"{_place(finding)}: {level}: {shown(finding.told)} {paint.quiet(f'[{finding.rule}]')}"


def _place(finding: Finding) -> str:
    """Name the place; a file whose name would start a command of a build log is named from its folder."""
    span = finding.span
    file = shown(span.file)
    return f"{'./' if file.lstrip().startswith('::') else ''}{file}:{span.line}:{span.column}"
