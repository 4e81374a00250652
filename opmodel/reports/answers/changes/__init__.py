"""What changed between two models: for whom, how much it matters and who must approve."""

from opmodel.reports.answers.changes.codeowners import codeowners
from opmodel.reports.answers.changes.json import json
from opmodel.reports.answers.changes.markdown import markdown
from opmodel.reports.answers.changes.text import text

__all__ = ["codeowners", "json", "markdown", "text"]
