"""Findings as a JUnit report: a suite for each model, a case for each finding and for each rule that found nothing."""

from collections import Counter
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from opmodel.engine import Result
from opmodel.finding import Finding, Span
from opmodel.reports import Options
from opmodel.reports._choice import weightiest
from opmodel.reports.terminal.excerpt import Sources
from opmodel.reports.terminal.words import shown
from opmodel.reports.text import finding_text


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write a case that fails for each finding that fails the check; milder ones pass and say so in their output.

    It is ASCII, so that no encoding can change it, and has no time, so that the same results give the same bytes.
    """
    chosen = weightiest(results)[: options.limit or None]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="opmodel">']
    for result in results:
        lines += _suite(result, tuple(finding for owner, finding in chosen if owner is result))
    text = "".join(f"{line}\n" for line in [*lines, "</testsuites>"])
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _suite(result: Result, findings: tuple[Finding, ...]) -> Iterator[str]:
    calm = [one.rule for one in result.outcomes if one.checked and not one.findings]
    failures = sum(_fails(result, one) for one in findings)
    skipped = sum(not one.status.counts for one in findings)
    counts = f'tests="{len(findings) + len(calm)}" failures="{failures}" errors="0" skipped="{skipped}"'
    home = _attribute(f"{result.model} ({result.folder})")
    yield f"  <testsuite name={home} {counts}>"
    sources = Sources(result.texts)
    names = Counter(map(_name, findings))
    for finding in findings:
        name = _name(finding)
        unique = name if names[name] == 1 else f"{name} [{finding.fingerprint}]"
        yield f"    <testcase classname={home} name={_attribute(unique)} {_place(finding.span)}>"
        yield _outcome(result, finding, sources)
        yield "    </testcase>"
    for rule in calm:
        yield f"    <testcase classname={home} name={_attribute(rule)}/>"
    yield "  </testsuite>"


def _outcome(result: Result, finding: Finding, sources: Sources) -> str:
    if not finding.status.counts:
        return f"      <skipped message={_attribute(f'{finding.status.value}: {finding.told}')}/>"
    text = f"\n{escape(_legal(finding_text(finding, sources)))}\n      "
    if _fails(result, finding):
        return f'      <failure type="{finding.severity.value}" message={_attribute(finding.told)}>{text}</failure>'
    return f"      <system-out>{text}</system-out>"


def _place(span: Span) -> str:
    return f'file={_attribute(span.file)} line="{span.line}"'


def _name(finding: Finding) -> str:
    """Return what a viewer knows a case again by: neither a message nor a line."""
    return f"{finding.rule}: {finding.entity or finding.span.file}"


def _fails(result: Result, finding: Finding) -> bool:
    """Tell whether a finding fails the check, by the settings or because its file could not be read in full."""
    if not finding.status.counts:
        return False
    unread = finding.family == "files" and finding.span.file in result.unread
    return unread or finding.severity.rank <= result.settings.threshold


def _attribute(text: str) -> str:
    return quoteattr(_legal(shown(text)))


def _legal(text: str) -> str:
    """Leave out the two characters that are no text at all and that no document may have."""
    return text.replace("\ufffe", "").replace("\uffff", "")
