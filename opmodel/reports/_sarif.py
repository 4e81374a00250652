"""The objects of a SARIF report: one for a rule, one for a finding."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

import opmodel
from opmodel.engine import About, Result
from opmodel.finding import ACCEPTED_UNTIL, Finding, Severity, Span, Status
from opmodel.reports._choice import whom
from opmodel.reports._markdown import plain
from opmodel.reports.json import Value
from opmodel.reports.terminal.words import shown

ROOT = "ROOT"
"""The name of the folder that files are named from."""

_TEXT = 1024
_RELATED = 100
_STEPS = 1000
"""Letters of a description, related places and steps of a path that GitHub takes."""
_LINKED = 5
_PRECISION = {"core": "very-high", "recommended": "high", "strict": "medium"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


def rule_object(name: str, about: About | None) -> dict[str, Value]:
    """Describe a rule by its page; of one without a page its name is all there is to say."""
    explain = f"`opmodel explain {name}`"
    described: dict[str, Value] = {"id": name, "name": "".join(word.capitalize() for word in name.split("-"))}
    home = f"{opmodel.HOME}/rules/{name}"
    if about is None:
        text: Value = {"text": f"{name.replace('-', ' ').capitalize()}."}
        return {**described, "shortDescription": text, "fullDescription": text, "help": text, "helpUri": home}
    page = about.page
    return {
        **described,
        "shortDescription": {"text": _cut(page.sentence)},
        "fullDescription": {"text": _cut(f"{page.sentence} {page.why}")},
        "help": {"text": f"{page.sentence} {explain} shows examples and what helps.", "markdown": page.manual},
        "helpUri": home,
        "defaultConfiguration": {"level": about.severity.value},
        "properties": {
            "tags": [about.family],
            "precision": _PRECISION[page.profile],
            "problem.severity": _PROBLEM[about.severity],
        },
    }


def finding_object(result: Result, finding: Finding) -> dict[str, Value]:
    """Describe a finding but for its rule and fingerprint."""
    steps = [(step, result.places[step]) for step in finding.evidence if step in result.places]
    related: list[Value] = [
        {"id": number, **_location(note.span, plain(note.message))}
        for number, note in enumerate(finding.notes[:_RELATED], start=1)
    ]
    described: dict[str, Value] = {
        "level": finding.severity.value,
        "message": {"text": " ".join(_message(result, finding))},
        "locations": [_location(finding.span, entity=finding.entity)],
    }
    if related:
        described["relatedLocations"] = related
    if steps:
        path: list[Value] = [{"location": _location(span, plain(step), step)} for step, span in steps[:_STEPS]]
        described["codeFlows"] = [{"threadFlows": [{"locations": path}]}]
    if result.against:
        described["baselineState"] = "unchanged" if finding.status is Status.KNOWN else "new"
    if finding.status not in (Status.OPEN, Status.KNOWN):
        described["suppressions"] = [_suppression(finding)]
    properties: dict[str, Value] = {"owner": shown(finding.owner)} if finding.owner else {}
    if finding.scopes:
        properties["scopes"] = list(map(shown, finding.scopes))
    return {**described, "properties": properties} if properties else described


def _message(result: Result, finding: Finding) -> Iterator[str]:
    """Yield sentences; related places become links where they are named in the text."""
    yield _sentence(finding.told)
    if finding.help:
        yield f"Help: {_sentence(finding.help)}"
    if finding.owner:
        yield f"Ask {_sentence(whom(result, finding))}"
    links = [f"[{_label(note.message)}]({number})" for number, note in enumerate(finding.notes[:_LINKED], start=1)]
    if links:
        yield f"See {', '.join(links)}."


def _sentence(text: str) -> str:
    said = plain(text)
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _label(text: str) -> str:
    return plain(text).translate(str.maketrans("[]\\", "()/")) or "here"


def _location(span: Span, message: str = "", entity: str = "") -> dict[str, Value]:
    place: dict[str, Value] = {
        "artifactLocation": {"uri": _uri(span.file), "uriBaseId": ROOT},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }
    found: dict[str, Value] = {"physicalLocation": place}
    if entity:
        found["logicalLocations"] = [{"fullyQualifiedName": shown(entity)}]
    return {**found, "message": {"text": message}} if message else found


def _uri(file: str) -> str:
    """Write a file's name as a relative URI, byte by byte, so that a reader finds the file again."""
    try:
        return quote(file.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(file.encode("utf-8", "surrogatepass"))


def _suppression(finding: Finding) -> Value:
    """Say where it was settled that nobody acts on a finding, and why if that is known."""
    told = finding.data.get("suppression")
    how: Mapping[str, object] = told if isinstance(told, Mapping) else {}
    accepted = (note.message for note in finding.notes if note.message.startswith(ACCEPTED_UNTIL))
    why = str(how.get("reason") or next(accepted, ""))
    settled: dict[str, Value] = {
        "kind": "external" if how.get("by") == "baseline" else "inSource",
        "status": "underReview" if finding.status is Status.PROPOSED else "accepted",
    }
    return {**settled, "justification": plain(why)} if why else settled


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"
