"""What every format of the diagnosis says: the state of a row and why it is that."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opmodel.diagnosis import LEADS, Diagnosis, Judged, State
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


def heads(diagnosis: Diagnosis) -> Iterator[tuple[str, tuple[Judged, ...]]]:
    """Yield what leaders ask first: a title and its rows."""
    for title, rows in LEADS:
        yield title, tuple(diagnosis.row(name) for name in rows)


def because(one: Judged, diagnosis: Diagnosis) -> Iterator[Because]:
    """Say why a row is what it is: what was computed, findings, what is missing or was left out."""
    if one.says:
        yield Because(one.says)
    named, rest = _telling(one.findings)
    for finding in named:
        yield Because(finding.message, _where(finding, diagnosis))
    if rest:
        yield Because(f"and {_more(rest)}")
    if one.state is State.UNCHECKED:
        yield Because(f"needs {_told(one.missing)}")
    elif one.unsure:
        yield Because(f"not looked at, for want of {_told(one.unsure)}")
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


def _told(missing: Sequence[str]) -> str:
    rest = (f"{len(missing) - _NAMED} more",) if len(missing) > _NAMED else ()
    return listed((*missing[:_NAMED], *rest))
