"""A review for programs: one JSON document of version 1, whose schema is `review-v1.schema.json`."""

from json import loads

from opmodel.changes import Review
from opmodel.finding import Finding
from opmodel.reports import Options
from opmodel.reports.answers import changes
from opmodel.reports.json import Value, finding_value, written

VERSION = 1


def json(review: Review, options: Options) -> str:
    """Write everything that a review knows."""
    return written(
        {
            "schema": VERSION,
            "against": review.changes.before,
            "exit_code": review.result.exit_code,
            "introduced": _all(review.introduced),
            "resolved": _all(review.resolved),
            "changes": loads(changes.json(review.changes, options)),
        }
    )


def _all(found: tuple[Finding, ...]) -> Value:
    return [finding_value(one) for one in found]
