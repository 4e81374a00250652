"""What every format of the diagnosis says: the state of a row and why it is that."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opmodel.diagnosis import Diagnosis, JudgedRow, Silence, State, leads
from opmodel.finding import Finding
from opmodel.wording import counted, listed

WORDS = {State.HOLDS: "holds", State.BROKEN: "broken", State.UNCHECKED: "cannot be checked"}
COUNTED = {State.HOLDS: "hold", State.BROKEN: "broken", State.UNCHECKED: "cannot be checked"}
_FINDINGS = 2
"""Findings of a row that people are told in full."""
_NAMED = 4
"""Missing fields that people are told."""


@dataclass(frozen=True, slots=True)
class Because:
    """One sentence that says why a row is what it is, and of a finding where it stands and whom to talk to."""

    text: str
    where: str = ""


def heads(diagnosis: Diagnosis) -> Iterator[tuple[str, tuple[JudgedRow, ...]]]:
    """Yield what leaders ask first: a title and its rows."""
    for title, rows in leads().items():
        yield title, tuple(diagnosis.row(name) for name in rows)


def because(one: JudgedRow, diagnosis: Diagnosis) -> Iterator[Because]:
    """Say why a row is what it is: what was computed, findings, what is missing or was left out."""
    if one.says:
        yield Because(one.says)
    named, rest = _telling(one.findings)
    for finding in named:
        yield Because(finding.message, _where(finding, diagnosis))
    if rest:
        yield Because(f"and {_more(rest)}")
    if one.is_unsaid:
        yield Because("each of these is something not written, which the company may have")
    if one.state is State.UNCHECKED:
        yield Because(_lacking(one.missing, diagnosis))
    elif one.unsure:
        yield Because(f"not looked at, {_lacking(one.unsure, diagnosis)}")
    if one.accepted:
        yield Because(f"{counted(one.accepted, 'finding')} accepted on purpose")


def _telling(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings to name, the weightiest of each rule before a second one of any, and the rest."""
    first = {one.rule: one for one in reversed(findings)}
    ranked = sorted(findings, key=lambda one: first[one.rule] is not one)  # stable: the weightiest come first
    return tuple(ranked[:_FINDINGS]), tuple(ranked[_FINDINGS:])


def _where(finding: Finding, diagnosis: Diagnosis) -> str:
    name = diagnosis.owners.get(finding.owner, finding.owner)
    only = f"only for {'; '.join(finding.scopes)}, " if finding.scopes else ""
    return f"{only}{finding.span.file}:{finding.span.line}{f', talk to {name}' if name else ''}"


def _more(findings: Sequence[Finding]) -> str:
    """Say which rules found the rest: `3 more findings: owner-missing (2) and two-accountable-owners`."""
    rules = Counter(one.rule for one in findings)
    named = listed(f"{rule} ({count})" if count > 1 else rule for rule, count in rules.items())
    return f"{counted(len(findings), 'more finding')}: {named}"


def _lacking(missing: Sequence[str], diagnosis: Diagnosis) -> str:
    """Tell what nobody wrote from what nobody knows, what is kept elsewhere and what could not be read."""
    parts: dict[Silence, list[str]] = {}
    for name in missing:
        parts.setdefault(_why(name, diagnosis), []).append(name)
    heads = {why: f"{why.value}:" for why in Silence} | {Silence.UNWRITTEN: "needs"}
    return "; ".join(f"{heads[why]} {_told(parts[why])}" for why in Silence if why in parts)


def _why(name: str, diagnosis: Diagnosis) -> Silence:
    return diagnosis.silences.get(name, Silence.UNWRITTEN)


def silent(diagnosis: Diagnosis) -> Iterator[str]:
    """Say, in sentences, what is wrong by what is written and where only the model is silent."""
    broken = [one for one in diagnosis.rows if one.state is State.BROKEN]
    if unsaid := sum(one.is_unsaid for one in broken):
        are = "is" if len(broken) == 1 else "are"
        yield (
            f"{counted(len(broken), 'row')} {are} broken: {len(broken) - unsaid} by what is written, {unsaid} only "
            "because something is not. There the model is silent, and the company may have it: ask, then write it."
        )
    if unchecked := [one for one in diagnosis.rows if one.state is State.UNCHECKED]:
        reasons = ({_why(name, diagnosis) for name in one.missing} for one in unchecked)
        found = Counter(next(why for why in Silence if why in those) for those in reasons)
        said = listed(f"in {found[why]} {_SILENT[why]}" for why in Silence if found[why])
        yield f"{counted(len(unchecked), 'row')} cannot be checked, which proves nothing against the company: {said}."


_SILENT = {
    Silence.UNWRITTEN: "the model is silent",
    Silence.UNKNOWN: "the model says that nobody knows (the company lacks it)",
    Silence.ELSEWHERE: "the model says that it is kept elsewhere",
    Silence.BROKEN: "what is written could not be read",
}


def _told(missing: Sequence[str]) -> str:
    rest = (f"{len(missing) - _NAMED} more",) if len(missing) > _NAMED else ()
    return listed((*missing[:_NAMED], *rest))
