"""Whether a condition fits the columns: names that exist, values that can be compared."""

from opmodel.expressions import clashes
from opmodel.expressions.columns import Columns, Kind
from opmodel.expressions.kinds import kind_of, part_kind, sum_kind
from opmodel.expressions.sql import literal_sql
from opmodel.expressions.suggestions import Suggestions
from opmodel.expressions.tree import (
    TYPE_MISMATCH,
    UNKNOWN_COLUMN,
    Between,
    Comparison,
    Expression,
    Like,
    Literal,
    Membership,
    Mistake,
    Reference,
    Sum,
    Today,
    children,
)

_LISTED = 8
_TODAY = ("today", "now", "sysdate", "getdate")
"""What other languages call the current day."""


def check(expression: Expression, columns: Columns, suggestions: Suggestions | None = None) -> tuple[Mistake, ...]:
    """Return all mistakes of an expression in text order: unknown columns, kinds that do not go together."""
    checker = _Checker(columns, suggestions or Suggestions())
    checker.visit(expression)
    if not checker.mistakes:
        return ()
    return tuple(sorted(checker.mistakes, key=lambda mistake: (mistake.start, mistake.end)))


class _Checker:
    """Collects the mistakes of one expression; a kind of None was reported already and clashes with nothing."""

    def __init__(self, columns: Columns, suggestions: Suggestions) -> None:
        self._columns = columns
        self._suggestions = suggestions
        self.mistakes: list[Mistake] = []

    def visit(self, node: Expression) -> Kind | None:
        match node:
            case Reference():
                return self._reference(node)
            case Comparison():
                self._pair(node.left, node.operator, node.right)
            case Literal() | Today():
                return kind_of(node, self._columns)
            case Sum():
                return self._sum(node)
            case Membership():
                for value in node.values:
                    self._pair(node.operand, "=", value)
            case Between():
                self._pair(node.operand, ">=", node.low)
                self._pair(node.operand, "<=", node.high)
            case Like():
                self._like(node)
            case _:
                for child in children(node):
                    self.visit(child)
        return Kind.BOOLEAN

    def _reference(self, node: Reference, beside: Expression | None = None) -> Kind | None:
        column = self._columns.find(node.path)
        if column is None:
            self._report(
                UNKNOWN_COLUMN, node, f"{self._columns.label} has no column '{node.name}'", self._meant(node, beside)
            )
            return None
        if node.asked and column.kind is not Kind.BOOLEAN:
            way_out = clashes.comparison_with(node.name, column)
            message = f"'{node.name}' is {column.kind.value}, and here a condition is due"
            self._report(TYPE_MISMATCH, node, message, way_out)
        return column.kind

    def _meant(self, node: Reference, beside: Expression | None) -> str:
        if node.name.lower() in _TODAY:
            return "write current_date"
        names = self._columns.names()
        own, _, rest = node.name.partition(".")
        if self._columns.label == f"object '{own}'" and self._columns.find(tuple(rest.split("."))):
            return f"the condition is about {own} already: write {rest}"
        other = self._columns.find(beside.path) if isinstance(beside, Reference) else None
        if other and other.kind is Kind.ENUM and (value := self._suggestions.nearest(node.name, other.values)):
            return f"texts stand in quotes: {literal_sql(value)}"
        if meant := self._suggestions.nearest(node.name, names):
            return f"did you mean '{meant}'?"
        if other and other.kind in (Kind.ENUM, Kind.TEXT, Kind.USER):
            return f"texts stand in quotes: {literal_sql(node.name)}"
        listed = ", ".join(names[:_LISTED]) + (" ..." if len(names) > _LISTED else "")
        return f"its columns are {listed}" if names else ""

    def _pair(self, left: Expression, operator: str, right: Expression) -> None:
        left_kind, right_kind = self._side(left, right), self._side(right, left)
        if left_kind is None or right_kind is None or (left_kind.counts and right_kind.counts):
            return
        sides = (clashes.Side(left, left_kind), clashes.Side(right, right_kind))
        clash = clashes.between(*sides, operator, self._columns, self._suggestions)
        if clash and clash not in self.mistakes:
            self.mistakes.append(clash)

    def _side(self, node: Expression, beside: Expression) -> Kind | None:
        return self._reference(node, beside) if isinstance(node, Reference) else self.visit(node)

    def _like(self, node: Like) -> None:
        kind = self.visit(node.operand)
        if kind and kind not in (Kind.TEXT, Kind.ENUM, Kind.USER):
            message = f"{clashes.shown(node.operand)} is {kind.value}, and like compares texts"
            self._report(TYPE_MISMATCH, node.operand, message, "compare it with =, <, >")

    def _sum(self, node: Sum) -> Kind | None:
        kinds = tuple((sign, part_kind(part, self._columns)) for sign, part in node.parts)
        known = [self.visit(part) for _, part in node.parts]
        if None in known:
            return None
        total = sum_kind(kinds)
        if total is None:
            self._report(TYPE_MISMATCH, *_unfit(node, kinds))
        return total

    def _report(self, rule: str, node: Expression, message: str, way_out: str) -> None:
        mistake = Mistake(rule, node.start, node.end, message, way_out)
        if mistake not in self.mistakes:
            self.mistakes.append(mistake)


def _unfit(node: Sum, kinds: tuple[tuple[int, Kind | None], ...]) -> tuple[Expression, str, str]:
    for (_, part), (_, kind) in zip(node.parts, kinds, strict=True):
        if kind and kind is not Kind.DATE and not kind.counts:
            return part, f"{clashes.shown(part)} is {kind.value}, plus and minus take numbers and dates", ""
    for (_, part), (_, kind) in zip(node.parts, kinds, strict=True):
        if kind is Kind.NUMBER:
            return part, f"{clashes.shown(part)} is not whole, and dates count in whole days", "write a whole number"
    if sum(sign for sign, kind in kinds if kind is Kind.DATE) > 1:
        return node, "two dates are added", "subtract them for the days between, or add days to one of them"
    return node, "a date is subtracted from a number", "subtract days from a date: close_date - 30"
