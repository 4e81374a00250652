"""Numbers about a model: one per file, with a function `measure(scene)` and its page beside it."""

from opmodel.measures._measure import Measure, find, measured, measures, names
from opmodel.measures._number import Figure, Missing, Number, Part

__all__ = ["Figure", "Measure", "Missing", "Number", "Part", "find", "measured", "measures", "names"]
