"""Which records have somebody: the coverage table, scopes of roles, and what routing does with records."""

from opmodel.graph.coverage.feeding import Feeding
from opmodel.graph.coverage.routes import Overlap, Routes, Unassigned, names_of
from opmodel.graph.coverage.table import Claim, Coverage, Hole

__all__ = ["Claim", "Coverage", "Feeding", "Hole", "Overlap", "Routes", "Unassigned", "names_of"]
