"""Words that every format of the diagnosis shares."""

from collections import Counter
from collections.abc import Iterator, Sequence

from opmodel.diagnosis import LEADS, Diagnosis, Judged, State
from opmodel.finding import Finding
from opmodel.wording import counted, listed

WORDS = {State.HOLDS: "holds", State.BROKEN: "broken", State.UNCHECKED: "cannot be checked"}
COUNTED = {State.HOLDS: "hold", State.BROKEN: "broken", State.UNCHECKED: "cannot be checked"}
MISSING = 4
"""Missing fields that people are told."""


def heads(diagnosis: Diagnosis) -> Iterator[tuple[str, tuple[Judged, ...]]]:
    """Yield what leaders ask first: a title and its rows."""
    for title, rows in LEADS:
        yield title, tuple(diagnosis.row(name) for name in rows)


def at(finding: Finding) -> str:
    """Return where a finding stands: `org.yaml:12`."""
    return f"{finding.span.file}:{finding.span.line}"


def ask(finding: Finding, diagnosis: Diagnosis) -> str:
    """Say whom to talk to about a finding, as the end of a line."""
    name = diagnosis.owners.get(finding.owner, finding.owner)
    return f" - talk to {name}" if name else ""


def telling(findings: Sequence[Finding], limit: int) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings to name, the weightiest of each rule before a second one of any, and the rest."""
    first = {one.rule: one for one in reversed(findings)}
    ranked = sorted(findings, key=lambda one: first[one.rule] is not one)  # stable: the weightiest come first
    return tuple(ranked[:limit]), tuple(ranked[limit:])


def more(findings: Sequence[Finding]) -> str:
    """Say which rules found the rest: `3 more: owner-missing (2) and two-accountable-owners`."""
    rules = Counter(one.rule for one in findings)
    named = listed(f"{rule} ({count})" if count > 1 else rule for rule, count in rules.items())
    return f"{counted(len(findings), 'more finding')}: {named}"


def told(missing: Sequence[str], limit: int) -> str:
    """Name what is missing, up to a limit."""
    rest = (f"{len(missing) - limit} more",) if len(missing) > limit else ()
    return listed((*missing[:limit], *rest))
