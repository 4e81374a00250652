"""What several models came to, seen as one."""

from collections import Counter
from collections.abc import Mapping
from itertools import islice

from opmodel.engine import Result
from opmodel.engine.outcome import COUNTED
from opmodel.finding import Finding, Status, by_weight, fingerprint

_UNSAID = (Status.SUPPRESSED, Status.KNOWN)


def counts(results: tuple[Result, ...]) -> Mapping[str, int]:
    """Return how many findings all results have together."""
    return {name: sum(result.counts[name] for result in results) for name in COUNTED}


def weightiest(results: tuple[Result, ...]) -> tuple[tuple[Result, Finding], ...]:
    """Return the findings of all results, the weightiest first, each with the result it belongs to."""
    pairs = ((result, finding) for result in results for finding in result.findings)
    return tuple(sorted(pairs, key=lambda pair: by_weight(pair[1])))


def audible(results: tuple[Result, ...], limit: int = 0) -> tuple[tuple[Result, Finding], ...]:
    """Return the findings people are to read, the weightiest first, without what passes or was known before."""
    found = tuple(pair for pair in weightiest(results) if pair[1].status not in _UNSAID)
    return found[: limit or None]


def annotated(results: tuple[Result, ...], limit: int = 0) -> tuple[tuple[Result, Finding], ...]:
    """Return the findings that are marked in a change under review: those people are to act on."""
    return tuple(pair for pair in audible(results, limit) if pair[1].status is not Status.ACCEPTED)


def identity(results: tuple[Result, ...], result: Result, finding: Finding) -> str:
    """Return the fingerprint of a finding; among several models it tells which one says it."""
    if len(results) == 1:
        return finding.fingerprint
    return fingerprint(finding.rule, finding.entity, f"{finding.fingerprint} {result.folder}")


def whom(result: Result, finding: Finding) -> str:
    """Return whom to talk to about a finding, as `VP Sales (vp_sales)`; nothing for whoever edits the files."""
    label = result.owners.get(finding.owner, finding.owner)
    return f"{label} ({finding.owner})" if label != finding.owner else label


def root_causes(results: tuple[Result, ...], most: int) -> tuple[tuple[Result, Finding, int], ...]:
    """Return what to mend first: the weightiest open finding of each rule, whose it is, how many more of its kind.

    The most severe and most frequent rules come first.
    """
    found: dict[tuple[str, str], list[tuple[Result, Finding]]] = {}
    for result, finding in weightiest(results):
        if finding.status.counts:
            found.setdefault((finding.rule, finding.severity.value), []).append((result, finding))
    kinds = sorted(found.values(), key=lambda kind: (*by_weight(kind[0][1])[:5], -len(kind)))
    first_of: dict[str, list[tuple[Result, Finding]]] = {}
    for kind in kinds:
        first_of.setdefault(kind[0][1].rule, kind)
    return tuple((*kind[0], len(kind) - 1) for kind in islice(first_of.values(), most))


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
