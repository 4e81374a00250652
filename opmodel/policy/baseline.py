"""The baseline: a file beside the manifest with findings that were there when a company began to check."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from opmodel.engine import Kind, Limits, Suppression
from opmodel.errors import UsageError
from opmodel.finding import Finding
from opmodel.policy.suppressions import as_day, checked
from opmodel.source import Text

BASELINE = "opmodel.baseline.json"
VERSION = 1
_MOST = 100_000
_TEXTS = ("reason", "by", "until")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of a baseline, with what it said when it was written down."""

    fingerprint: str
    rule: str
    entity: str
    message: str


def read_baseline(data: bytes, file: str, limits: Limits, on: date) -> tuple[Suppression, ...]:
    """Return what a baseline lets pass, sorted by fingerprint.

    Raises:
        UsageError: it is not what `opmodel baseline create` writes.
    """
    try:
        whole = json.loads(data.decode("utf-8"))
        entries = _entries(whole)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        way_out = "write it anew with `opmodel baseline create`, or take it away"
        raise UsageError(f"{file} is no baseline of version {VERSION}; {way_out}") from error
    text = Text(file, data.decode("utf-8"))
    about = Suppression(
        Kind.BASELINE,
        text.span(0, 0),
        (),
        "",
        reason=whole["reason"],
        by=whole["by"],
        until=as_day(whole["until"]),
    )
    about = checked(about, limits, on)
    return tuple(_suppression(about, entry, text) for entry in entries)


def _entries(whole: Any) -> tuple[Entry, ...]:  # noqa: ANN401 - whatever a JSON document holds
    if whole["baseline"] != VERSION or len(whole["findings"]) > _MOST:
        raise ValueError
    if not all(isinstance(whole[name], str) for name in _TEXTS):
        raise TypeError
    found = tuple(Entry(**one) for one in whole["findings"])
    if not all(isinstance(value, str) for one in found for value in (one.fingerprint, one.rule, one.entity)):
        raise TypeError
    return found


def _suppression(about: Suppression, entry: Entry, text: Text) -> Suppression:
    at = max(0, text.string.find(f'"{entry.fingerprint}"'))
    span = text.span(at, at + len(entry.fingerprint) + 2) if at else about.span
    keys = (("fingerprint", entry.fingerprint),)
    return replace(about, span=span, keys=keys, anchor=entry.fingerprint, rules=(entry.rule,), entity=entry.entity)


def baseline_text(entries: Iterable[Entry], reason: str, by: str, until: date) -> str:
    """Write a baseline, sorted by fingerprint, so that two versions compare line by line."""
    ordered = sorted(entries, key=lambda one: one.fingerprint)
    findings = [
        {"fingerprint": one.fingerprint, "rule": one.rule, "entity": one.entity, "message": one.message}
        for one in ordered
    ]
    whole = {"baseline": VERSION, "reason": reason, "by": by, "until": str(until), "findings": findings}
    return json.dumps(whole, ensure_ascii=True, indent=2) + "\n"


def entry(finding: Finding) -> Entry:
    """Return a finding as an entry of a baseline."""
    return Entry(finding.fingerprint, finding.rule, finding.entity, finding.message)
