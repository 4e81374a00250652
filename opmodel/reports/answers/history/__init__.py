"""How often a model changed, by fiscal quarter and by distance from its end."""

from opmodel.reports.answers.history.json import json
from opmodel.reports.answers.history.text import text

__all__ = ["json", "text"]
