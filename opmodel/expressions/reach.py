"""Conditions that never hold, and those that always do."""

from itertools import combinations

from opmodel.expressions.columns import Columns
from opmodel.expressions.glance import met_by_one, missed_by_one
from opmodel.expressions.regions.questions import always, possible
from opmodel.expressions.regions.search import Impossible
from opmodel.expressions.sql import to_sql
from opmodel.expressions.tree import NEVER_TRUE, And, Expression, Mistake, all_of

_MOST_TERMS = 8
_LONGEST_QUOTE = 60


def never_true(expression: Expression, columns: Columns) -> Mistake | None:
    """Return the mistake of a condition that no record meets, at the smallest part that shows it."""
    if met_by_one(expression, columns) or not isinstance(possible(expression, columns), Impossible):
        return None
    parts = _clash(expression, columns)
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    texts = [to_sql(part) for part in parts]
    if len(parts) > 1 and sum(map(len, texts)) <= _LONGEST_QUOTE:
        return Mistake(NEVER_TRUE, start, end, f"{' and '.join(map(_quoted, texts))} never hold together", _CHOOSE)
    subject = _quoted(texts[0]) if len(texts[0]) <= _LONGEST_QUOTE else "the condition"
    return Mistake(NEVER_TRUE, start, end, f"{subject} can never hold", _CHOOSE)


def always_true(expression: Expression, columns: Columns) -> Mistake | None:
    """Return the mistake of a condition that every record meets."""
    if missed_by_one(expression, columns) or always(expression, columns) is not True:
        return None
    text = to_sql(expression)
    subject = _quoted(text) if len(text) <= _LONGEST_QUOTE else "the condition"
    return Mistake(NEVER_TRUE, expression.start, expression.end, f"{subject} holds for every record", _DROP)


_CHOOSE = "no record meets it: check the numbers, and whether or is meant where and stands"
_DROP = "leave it out, or say what it should keep apart"


def _clash(expression: Expression, columns: Columns) -> tuple[Expression, ...]:
    if not isinstance(expression, And) or len(expression.terms) > _MOST_TERMS:
        return (expression,)
    for size in (1, 2):
        for parts in combinations(expression.terms, size):
            if isinstance(possible(all_of(parts), columns), Impossible):
                return parts if size > 1 else _clash(parts[0], columns)
    return (expression,)


def _quoted(text: str) -> str:
    return f"'{text}'"
