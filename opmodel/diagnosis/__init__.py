"""Answers about a whole model: what leaders ask, and when a question has one answer."""

from opmodel.diagnosis.answer import Answer, Place, Reason
from opmodel.diagnosis.ask import RELEVANT, ask
from opmodel.diagnosis.diagnose import LEADS, Diagnosis, Judged, State, diagnose
from opmodel.diagnosis.rows import Cause, Row, rows

__all__ = [
    "LEADS",
    "RELEVANT",
    "Answer",
    "Cause",
    "Diagnosis",
    "Judged",
    "Place",
    "Reason",
    "Row",
    "State",
    "ask",
    "diagnose",
    "rows",
]
