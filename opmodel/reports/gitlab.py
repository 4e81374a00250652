"""Findings as a Code Quality report of GitLab: one list, which a merge request compares with that of its target."""

from opmodel.engine import Result
from opmodel.finding import Finding, Severity, Status
from opmodel.reports import Options
from opmodel.reports._choice import audible, identity
from opmodel.reports._markdown import plain
from opmodel.reports.json import Value, written
from opmodel.reports.terminal.words import shown

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write what is not suppressed; GitLab knows a finding again by its fingerprint and ignores what has none."""
    return written([_issue(results, result, finding) for result, finding in audible(results, options.limit)])


def _issue(results: tuple[Result, ...], result: Result, finding: Finding) -> Value:
    is_open = finding.status is Status.OPEN
    return {
        "description": plain(finding.told if is_open else f"({finding.status.value}) {finding.told}"),
        "check_name": finding.rule,
        "fingerprint": identity(results, result, finding),
        "severity": _SEVERITIES[Severity.NOTE if finding.status is Status.ACCEPTED else finding.severity],
        "location": {"path": shown(finding.span.file), "lines": {"begin": finding.span.line}},
    }
