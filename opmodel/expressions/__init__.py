"""Conditions: the safe SQL subset, its kinds of values, and which records meet them."""

from opmodel.expressions.check import check
from opmodel.expressions.columns import Column, Columns, Kind
from opmodel.expressions.holds import Record, holds
from opmodel.expressions.reach import always_true, never_true
from opmodel.expressions.reading.parser import parse_condition, parse_value
from opmodel.expressions.regions.questions import FirstMatch, Shadowed, always, both, differ, none_of, possible
from opmodel.expressions.regions.search import Found, Impossible, SearchResult, Undecided
from opmodel.expressions.spelling import spell
from opmodel.expressions.sql import to_sql
from opmodel.expressions.suggestions import Suggestions
from opmodel.expressions.tree import (
    NEVER_TRUE,
    NOT_UNDERSTOOD,
    TYPE_MISMATCH,
    UNKNOWN_COLUMN,
    Expression,
    Mistake,
    Reference,
    Value,
    all_of,
    any_of,
    columns_of,
    moved,
    negated,
)

__all__ = [
    "NEVER_TRUE",
    "NOT_UNDERSTOOD",
    "TYPE_MISMATCH",
    "UNKNOWN_COLUMN",
    "Column",
    "Columns",
    "Expression",
    "FirstMatch",
    "Found",
    "Impossible",
    "Kind",
    "Mistake",
    "Record",
    "Reference",
    "SearchResult",
    "Shadowed",
    "Suggestions",
    "Undecided",
    "Value",
    "all_of",
    "always",
    "always_true",
    "any_of",
    "both",
    "check",
    "columns_of",
    "differ",
    "holds",
    "moved",
    "negated",
    "never_true",
    "none_of",
    "parse_condition",
    "parse_value",
    "possible",
    "spell",
    "to_sql",
]
