"""Numbers about a model: one per file, with a function `measure(scene)` and its page beside it."""

from opmodel.measures._measure import Measure, find, measured, measures, names
from opmodel.measures._number import Contribution, Figure, Missing, Number

__all__ = ["Contribution", "Figure", "Measure", "Missing", "Number", "find", "measured", "measures", "names"]
