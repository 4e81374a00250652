"""Which records have somebody, whom routing gives them to, and what customers get on the way."""

from opmodel.graph.coverage.carrying import Carrying
from opmodel.graph.coverage.feeding import Feeding
from opmodel.graph.coverage.outcomes import Outcomes
from opmodel.graph.coverage.routes import Overlap, Routes, Unassigned, names_of
from opmodel.graph.coverage.table import Claim, Coverage, Hole

__all__ = [
    "Carrying",
    "Claim",
    "Coverage",
    "Feeding",
    "Hole",
    "Outcomes",
    "Overlap",
    "Routes",
    "Unassigned",
    "names_of",
]
