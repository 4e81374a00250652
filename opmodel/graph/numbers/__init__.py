"""Who answers for which KPI, is paid on it and looks at it, and where numbers come from."""

from opmodel.graph.numbers.audience import Audience
from opmodel.graph.numbers.lineage import Answering, Lineage
from opmodel.graph.numbers.numbers import Counted, Numbers, SharedNumbers

__all__ = ["Answering", "Audience", "Counted", "Lineage", "Numbers", "SharedNumbers"]
