"""Which records have somebody, whom routing gives them to, and what customers get on the way."""

from opmodel.graph.coverage.carrying import Carrying
from opmodel.graph.coverage.feeding import Feeding
from opmodel.graph.coverage.outcomes import Outcomes
from opmodel.graph.coverage.presence import Away, Presence
from opmodel.graph.coverage.rest import Rest
from opmodel.graph.coverage.routes import Overlap, Routes, Unassigned, names_of
from opmodel.graph.coverage.table import Claim, CoverageTable, Hole

__all__ = [
    "Away",
    "Carrying",
    "Claim",
    "CoverageTable",
    "Feeding",
    "Hole",
    "Outcomes",
    "Overlap",
    "Presence",
    "Rest",
    "Routes",
    "Unassigned",
    "names_of",
]
