"""The rules that the cases judge; what other rules say about the same models is not looked at."""

from opmodel.engine import rules

FAMILIES = ("incentives", "capacity")
_ABOUT_FORM = "weights-do-not-add-up"
"""A case may write one line of a plan only; whether the lines add up is no question of what they lead to."""

JUDGED = tuple(one.name for one in rules() if one.family in FAMILIES and one.name != _ABOUT_FORM)
