"""Answers about a whole model: what leaders ask, and when a question has one answer."""

from opmodel.diagnosis.answer import Answer, Place, Reason
from opmodel.diagnosis.ask import RELEVANT, answer
from opmodel.diagnosis.cases import answered
from opmodel.diagnosis.diagnose import LEADS, Diagnosis, Judged, State, diagnose
from opmodel.diagnosis.matching import find
from opmodel.diagnosis.rows import Cause, Row, rows
from opmodel.diagnosis.silence import Silence

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
    "Silence",
    "State",
    "answer",
    "answered",
    "diagnose",
    "find",
    "rows",
]
