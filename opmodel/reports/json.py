"""Findings for programs: one JSON document of version 1, whose schema is `report-v1.schema.json`."""

import json
import math
from collections.abc import Mapping

import opmodel
from opmodel.engine import NotChecked, Result
from opmodel.finding import Data, Finding, Note
from opmodel.reports import Options
from opmodel.reports._choice import counts, weightiest

VERSION = 1

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write everything the results know in ASCII, so that no encoding and no build log can change it."""
    shown = weightiest(results)[: options.limit or None]
    report: dict[str, Value] = {
        "schema": VERSION,
        "tool": {"name": "opmodel", "version": opmodel.__version__},
        "models": [{"name": result.model, "folder": result.folder, "entities": result.entities} for result in results],
        "not_read": [file for result in results for file in result.unread],
        "not_checked": [_not_checked(one) for result in results for one in result.not_checked],
        "cut": [cut for result in results for cut in result.cut],
        "summary": dict(counts(results)),
        "findings": [finding_value(finding) for _, finding in shown],
    }
    return written(report)


def written(value: Value) -> str:
    """Write a JSON document that no encoding, terminal or build log changes."""
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, indent=2)
    return text.replace("##", r"#\u0023") + "\n"


def _not_checked(one: NotChecked) -> Value:
    return {"rule": one.rule, "entity": one.entity, "fields": list(one.fields)}


def finding_value(finding: Finding) -> Value:
    """Turn a finding into plain JSON."""
    span = finding.span
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "message": finding.message,
        "entity": finding.entity,
        "path": finding.path,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "owner": finding.owner,
        "help": finding.help,
        "notes": [_note(note) for note in finding.notes],
        "evidence": list(finding.evidence),
        "scopes": list(finding.scopes),
        "data": {name: _value(value) for name, value in sorted(finding.data.items())},
        "fingerprint": finding.fingerprint,
    }


def _note(note: Note) -> Value:
    span = note.span
    return {"file": span.file, "line": span.line, "column": span.column, "message": note.message}


def _value(value: Data) -> Value:
    """Turn what a rule attached into plain JSON; numbers that JSON cannot say become text."""
    if isinstance(value, Mapping):
        return {name: _value(inner) for name, inner in sorted(value.items())}
    if isinstance(value, tuple):
        return [_value(inner) for inner in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
