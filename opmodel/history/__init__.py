"""What changed in a model over time, how often, and how near the ends of quarters."""

from opmodel.history.chance import Chance, chance_of
from opmodel.history.counting import TOPICS, Counts, Frequent, Quarterly, counted
from opmodel.history.history import QUARTER, Event, History, Topic, Version, without_slips
from opmodel.history.periods import Closing, Fiscal, closing_of

__all__ = [
    "QUARTER",
    "TOPICS",
    "Chance",
    "Closing",
    "Counts",
    "Event",
    "Fiscal",
    "Frequent",
    "History",
    "Quarterly",
    "Topic",
    "Version",
    "chance_of",
    "closing_of",
    "counted",
    "without_slips",
]
