"""Which records have somebody: the coverage table, scopes of roles, and what routing does with records."""

from opmodel.graph.coverage.table import Claim, Coverage, Hole

__all__ = ["Claim", "Coverage", "Hole"]
