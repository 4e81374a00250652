"""Findings in SARIF 2.1.0, as GitHub reads them: a run for each model, within the limits of an upload."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import opmodel
from opmodel.engine import Result
from opmodel.finding import Finding
from opmodel.reports import Options
from opmodel.reports._choice import identity, weightiest
from opmodel.reports._sarif import ROOT, finding_object, rule_object
from opmodel.reports.json import Value, written
from opmodel.reports.terminal.words import shown
from opmodel.wording import counted

RUNS = 20
RESULTS = 25_000
SIZE = 10_000_000
"""Runs of a file, results of all runs, bytes after compression: above that GitHub refuses an upload.

Source: SARIF support for code scanning, docs.github.com.
"""
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write all findings, suppressed ones as such; of too many the weightiest stay and the others are counted."""
    found = weightiest(results)[: options.limit or None]
    most = RESULTS
    while True:
        text = written(_log(results, found, most))
        size = len(text) if len(text) <= SIZE else len(zlib.compress(text.encode("ascii"), 9))
        if size <= SIZE or not most:
            return text
        most = min(most, len(found)) * SIZE * 9 // (size * 10)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one run tells: its category, what was found, and how many findings had no room."""

    category: str
    results: tuple[Result, ...]
    found: tuple[tuple[Result, Finding], ...]
    left_out: int


def _log(results: tuple[Result, ...], found: tuple[tuple[Result, Finding], ...], most: int) -> Value:
    parts = _parts(results, found, most)
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(part) for part in parts]}


def _parts(results: tuple[Result, ...], found: tuple[tuple[Result, Finding], ...], most: int) -> Iterator[_Part]:
    """Yield a part for each model, whose folder tells GitHub which is which, or one for all where there are many."""
    groups = [(one,) for one in results] if len(results) <= RUNS else [results]
    for group in groups:
        ids = set(map(id, group))
        kept = tuple(pair for pair in found[:most] if id(pair[0]) in ids)
        every = sum(id(result) in ids for result, _ in found)
        folder = group[0].folder if len(group) == 1 else "."
        yield _Part(f"opmodel/{'' if folder == '.' else f'{shown(folder)}/'}", group, kept, every - len(kept))


def _run(part: _Part) -> Value:
    about = {name: one for result in part.results for name, one in result.about.items()}
    rules = {name: index for index, name in enumerate(sorted({finding.rule for _, finding in part.found}))}
    return {
        "tool": {
            "driver": {
                "name": "opmodel",
                "version": opmodel.__version__,
                "semanticVersion": opmodel.__version__,
                "informationUri": opmodel.HOME,
                "rules": [rule_object(name, about.get(name)) for name in rules],
            }
        },
        "automationDetails": {"id": part.category},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that the check was started in."}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": list(_notifications(part))}],
        "results": [
            {
                "ruleId": finding.rule,
                "ruleIndex": rules[finding.rule],
                **finding_object(result, finding),
                "partialFingerprints": {"primaryLocationLineHash": identity(part.results, result, finding)},
            }
            for result, finding in part.found
        ],
    }


def _notifications(part: _Part) -> Iterator[Value]:
    """Yield what the results do not say: what had no room and what was not looked at."""
    if part.left_out:
        more = counted(part.left_out, "more finding")
        yield _notification("warning", f"There is no room here for {more}; the text and json reports have them all.")
    for result in part.results:
        yield from (_notification("note", f"{result.model}: {cut}.") for cut in result.cut)


def _notification(level: str, text: str) -> Value:
    return {"level": level, "message": {"text": shown(text)}}
