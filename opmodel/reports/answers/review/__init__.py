"""A request: what it changes, what it brings up and settles, and who must approve."""

from opmodel.changes import Review
from opmodel.reports import Options
from opmodel.reports.answers.review.github import github
from opmodel.reports.answers.review.json import json
from opmodel.reports.answers.review.markdown import markdown
from opmodel.reports.answers.review.text import text

_FORMATS = {"github": github, "json": json, "markdown": markdown, "text": text}
FORMATS = tuple(_FORMATS)

__all__ = ["FORMATS", "github", "json", "markdown", "render", "text"]


def render(name: str, review: Review, options: Options) -> str:
    """Write a review in one of the formats."""
    return _FORMATS[name](review, options)
