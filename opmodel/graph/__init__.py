"""Questions about a model as a whole: who answers, what moves where, what reaches what."""

from opmodel.graph.circles import going_round, opened, way_round
from opmodel.graph.governance import Sponsorship
from opmodel.graph.graph import Graph, graph_of
from opmodel.graph.journey import Gap, Handoff, Move
from opmodel.graph.reach import Reached

__all__ = [
    "Gap",
    "Graph",
    "Handoff",
    "Move",
    "Reached",
    "Sponsorship",
    "going_round",
    "graph_of",
    "opened",
    "way_round",
]
