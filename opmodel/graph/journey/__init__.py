"""What moves where: stages, moves and handoffs, the ways they make, and what is agreed along them."""

from opmodel.graph.journey.agreements import TIMED, Agreements, TimeLimit
from opmodel.graph.journey.barred import Barred, Use
from opmodel.graph.journey.gaps import Gap, Gaps
from opmodel.graph.journey.journey import MOST_MOVES, Handoff, Journey, Move
from opmodel.graph.journey.ways import Ways

__all__ = [
    "MOST_MOVES",
    "TIMED",
    "Agreements",
    "Barred",
    "Gap",
    "Gaps",
    "Handoff",
    "Journey",
    "Move",
    "TimeLimit",
    "Use",
    "Ways",
]
