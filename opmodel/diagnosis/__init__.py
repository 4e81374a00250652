"""Answers about a whole model: what leaders ask, and when a question has one answer."""

from opmodel.diagnosis.answer import Answer, Place, Reason
from opmodel.diagnosis.cases import answered
from opmodel.diagnosis.diagnose import Diagnosis, JudgedRow, State, diagnose
from opmodel.diagnosis.matching import find
from opmodel.diagnosis.rows import Cause, Row, leads, rows
from opmodel.diagnosis.silence import Silence

__all__ = [
    "Answer",
    "Cause",
    "Diagnosis",
    "JudgedRow",
    "Place",
    "Reason",
    "Row",
    "Silence",
    "State",
    "answered",
    "diagnose",
    "find",
    "leads",
    "rows",
]
