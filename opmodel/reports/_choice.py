"""What several models came to, seen as one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from opmodel.engine import Result
from opmodel.finding import Finding, Status, by_weight

COUNTED = ("error", "warning", "note", "accepted", "suppressed")
"""What a summary counts: open findings by severity, the others by status."""

_SILENT = frozenset((Status.SUPPRESSED,))


def counts(results: tuple[Result, ...]) -> Mapping[str, int]:
    """Return how many findings all results have together."""
    return {name: sum(result.counts[name] for result in results) for name in COUNTED}


def weightiest(results: tuple[Result, ...], limit: int = 0) -> tuple[tuple[Result, Finding], ...]:
    """Return the findings of all results, the weightiest first, each with the result it belongs to."""
    pairs = ((result, finding) for result in results for finding in result.findings)
    found = sorted(pairs, key=lambda pair: by_weight(pair[1]))
    return tuple(found[:limit] if limit else found)


def audible(results: tuple[Result, ...], limit: int = 0) -> tuple[tuple[Result, Finding], ...]:
    """Return the findings people are to read: the weightiest first, without suppressed ones."""
    found = [pair for pair in weightiest(results) if pair[1].status not in _SILENT]
    return tuple(found[:limit] if limit else found)


@dataclass(frozen=True, slots=True)
class Cause:
    """The weightiest open finding of one rule, and how many more of its kind there are."""

    finding: Finding
    more: int


def root_causes(results: tuple[Result, ...], most: int) -> tuple[Cause, ...]:
    """Return what to mend first: one finding for each rule, the most severe and most frequent rules first."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for _, finding in weightiest(results):
        if finding.status is Status.OPEN:
            found.setdefault((finding.rule, finding.severity.value), []).append(finding)
    kinds = sorted(found.values(), key=lambda kind: (*by_weight(kind[0])[:4], -len(kind)))
    first_of = {kind[0].rule: kind for kind in reversed(kinds)}
    chosen = [kind for kind in kinds if first_of[kind[0].rule] is kind]
    return tuple(Cause(kind[0], len(kind) - 1) for kind in chosen[:most])


def not_checked(results: tuple[Result, ...]) -> Counter[tuple[str, str]]:
    """Count the entities that could not be checked by their singular and the field that would allow it."""
    places = {
        (result.folder, one.entity, field) for result in results for one in result.not_checked for field in one.fields
    }
    return Counter((entity.partition("/")[0], _without_ids(field)) for _, entity, field in places)


def _without_ids(path: str) -> str:
    """Name a field by the ends of its path: what stands between are ids and positions."""
    first, *rest = path.split(".")
    return f"{first}.{rest[-1]}" if rest else first
