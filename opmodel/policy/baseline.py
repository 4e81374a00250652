"""The baseline: a file beside the manifest with findings that were there when a company began to check."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from opmodel.engine import Kind, Suppression
from opmodel.errors import UsageError
from opmodel.finding import Finding, Span
from opmodel.policy.suppressions import as_day
from opmodel.source import Text
from opmodel.wording import counted, listed

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


@dataclass(frozen=True, slots=True)
class About:
    """Why the findings of a baseline pass, who lets them, and until when."""

    reason: str = ""
    by: str = ""
    until: date | None = None


def read_baseline(data: bytes, file: str) -> tuple[Suppression, ...]:
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


def grown(
    before: tuple[Suppression, ...], found: Iterable[Finding], about: About, *, may_grow: bool
) -> tuple[str, str]:
    """Return the text of a baseline that holds what is found, and a sentence about it.

    Args:
        before: the baseline that is there; without leave it only shrinks.
        found: the findings of today.
        about: why it passes; what is not said is taken from before.
        may_grow: whether it may take up what it does not hold.

    Raises:
        UsageError: nobody says why, by whom or until when.
    """
    said = _said(before, about)
    entries = {one.fingerprint: entry(one) for one in found if one.status.counts}
    known = {one.anchor for one in before}
    new = entries.keys() - known
    if before and not may_grow:
        entries = {name: one for name, one in entries.items() if name in known}
    left = (
        f"; {counted(len(new), 'finding')} it does not hold, which --grow takes up"
        if new and before and not may_grow
        else ""
    )
    return _text(entries.values(), said), f"{_holds(len(entries))}{left}"


def pruned(before: tuple[Suppression, ...], found: Iterable[Finding]) -> tuple[str, str]:
    """Return the text of a baseline without what is mended, and a sentence about it.

    Raises:
        UsageError: there is no baseline.
    """
    if not before:
        raise UsageError(f"there is no {BASELINE}; `opmodel baseline create` writes one")
    here = {one.fingerprint: entry(one) for one in found}
    kept = [here[one.anchor] for one in before if one.anchor in here]
    gone = len(before) - len(kept)
    return _text(kept, _said(before, About())), f"{_holds(len(kept))}; {gone or 'none'} mended and taken out"


def _holds(number: int) -> str:
    return f"holds {counted(number, 'finding')}"


def _said(before: tuple[Suppression, ...], about: About) -> About:
    old = before[0] if before else Suppression(Kind.BASELINE, Span("", 1, 1, 1, 1), (), "")
    said = About(about.reason or old.reason, about.by or old.by, about.until or old.until)
    lacks = [f"--{name}" for name in _TEXTS if not getattr(said, name)]
    if lacks:
        raise UsageError(f"a baseline says why it passes, by whom and until when: add {listed(lacks)}")
    return said


def _text(entries: Iterable[Entry], about: About) -> str:
    """Write a baseline, sorted by fingerprint, so that two versions compare line by line."""
    ordered = sorted(entries, key=lambda one: one.fingerprint)
    findings = [
        {"fingerprint": one.fingerprint, "rule": one.rule, "entity": one.entity, "message": one.message}
        for one in ordered
    ]
    whole = {"baseline": VERSION, "reason": about.reason, "by": about.by, "until": str(about.until)}
    return json.dumps({**whole, "findings": findings}, ensure_ascii=True, indent=2) + "\n"


def entry(finding: Finding) -> Entry:
    """Return a finding as an entry of a baseline."""
    return Entry(finding.fingerprint, finding.rule, finding.entity, finding.message)
