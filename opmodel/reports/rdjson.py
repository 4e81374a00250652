"""Findings in the Diagnostic Format of reviewdog, which writes them as comments on the changed lines."""

from collections.abc import Mapping

from opmodel.engine import Result
from opmodel.finding import Finding, Severity
from opmodel.reports import Options
from opmodel.reports._choice import annotated, whom
from opmodel.reports._markdown import plain
from opmodel.reports.json import Value, written
from opmodel.reports.terminal.words import shown
from opmodel.source import Text

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write the findings somebody is to act on, the weightiest first."""
    found = annotated(results, options.limit)
    lines = {id(result): _Lines(result.texts) for result in results}
    report: dict[str, Value] = {
        "source": {"name": "opmodel"},
        "diagnostics": [_diagnostic(result, finding, lines[id(result)]) for result, finding in found],
    }
    if found:
        report["severity"] = _SEVERITIES[min((finding.severity for _, finding in found), key=lambda one: one.rank)]
    return written(report)


class _Lines:
    """The files that findings point into, by which columns become those of the format: bytes of UTF-8."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {file: Text(file, text) for file, text in texts.items()}

    def position(self, file: str, line: int, column: int) -> Value:
        """Return a position of a file; in one that could not be read nothing is known of what stands before."""
        before = self._texts[file].line(line)[: column - 1] if file in self._texts else ""
        wider = len(before.encode("utf-8", "surrogatepass")) - len(before)
        return {"line": line, "column": column + wider}


def _diagnostic(result: Result, finding: Finding, lines: _Lines) -> Value:
    span = finding.span
    said = [finding.told]
    said += [f"help: {finding.help}"] if finding.help else []
    said += [f"ask: {whom(result, finding)}"] if finding.owner else []
    return {
        "message": "\n".join(map(plain, said)),
        "location": {
            "path": shown(span.file),
            "range": {
                "start": lines.position(span.file, span.line, span.column),
                "end": lines.position(span.file, span.end_line, span.end_column),
            },
        },
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
