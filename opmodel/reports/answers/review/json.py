"""A review for programs: one JSON document of version 1, whose schema is `review-v1.schema.json`."""

from opmodel.changes import Review
from opmodel.finding import Finding
from opmodel.reports import Options
from opmodel.reports.answers.changes.json import value
from opmodel.reports.json import Value, finding_value, written

VERSION = 1


def json(review: Review, options: Options) -> str:  # noqa: ARG001 - all formats are called alike
    """Write everything that a review knows."""
    return written(
        {
            "schema": VERSION,
            "against": review.changes.before,
            "exit_code": review.result.exit_code,
            "introduced": _all(review.introduced),
            "resolved": _all(review.resolved),
            "changes": value(review.changes),
        }
    )


def _all(found: tuple[Finding, ...]) -> Value:
    return [finding_value(one) for one in found]
