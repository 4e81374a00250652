"""From the tree of a condition to a formula over the fewest variables; definitions are written out."""

from collections.abc import Callable
from fractions import Fraction

from opmodel.expressions.columns import Column, Kind
from opmodel.expressions.holds import COMPARE, DEEPEST_DEFINITION, matches
from opmodel.expressions.kinds import kind_of
from opmodel.expressions.regions import formula as f
from opmodel.expressions.regions.terms import Terms, Unclear
from opmodel.expressions.sql import literal_sql, to_sql
from opmodel.expressions.tree import (
    And,
    AtLeast,
    Between,
    Comparison,
    Expression,
    IsNull,
    Like,
    Literal,
    Membership,
    Not,
    Or,
    Reference,
    moved,
)

DEEPEST = 80
_FLIPPED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Translation:
    """Turns conditions about one record into formulas that share their variables."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._known: dict[str, f.Formula] = {}
        self._cases_of: dict[str, tuple[tuple[str, f.Formula], ...]] = {}
        self._inside: list[str] = []
        self._level = 0

    def formula(self, node: Expression) -> f.Formula:
        """Translate a condition; what cannot be computed stays open, with the reason."""
        self._level += 1
        try:
            if self._level > DEEPEST:
                raise Unclear("its definitions are nested too deeply")
            return self._translated(node)
        except Unclear as unclear:
            return f.Open(self._terms.guess(to_sql(node), str(unclear)))
        finally:
            self._level -= 1

    def _translated(self, node: Expression) -> f.Formula:
        match node:
            case And():
                return f.Every(tuple(self.formula(term) for term in node.terms))
            case Or():
                return f.Some(tuple(self.formula(term) for term in node.terms))
            case AtLeast():
                return f.Counted(node.count, tuple(self.formula(term) for term in node.terms))
            case Not():
                return f.Mapped(f.NEGATION, self.formula(node.operand))
            case Comparison():
                return self._comparison(node.left, node.operator, node.right)
            case Membership() | Between() | Like() | IsNull():
                plain = self._predicate(node)
                return f.Mapped(f.NEGATION, plain) if node.negated else plain
            case _:
                return self._truth(node)

    def _truth(self, node: Expression) -> f.Formula:
        if isinstance(node, Literal) and isinstance(node.value, bool):
            return f.Fixed(f.TRUE if node.value else f.FALSE)
        if not isinstance(node, Reference):
            raise Unclear(f"{to_sql(node)} is no condition")
        column = self._terms.column(node)
        if column.kind is not Kind.BOOLEAN:
            raise Unclear(f"'{node.name}' is {column.kind.value}")
        if column.test is None:
            return f.Member(self._terms.choice(node), frozenset((True,)))
        return self._written_out(node, column.test)

    def _written_out(self, node: Reference, test: Expression) -> f.Formula:
        if node.name not in self._known:
            self._enter(node.name)
            self._known[node.name] = self.formula(moved(test, node.path[:-1]))
            self._inside.pop()
        return self._known[node.name]

    def _enter(self, name: str) -> None:
        if name in self._inside:
            raise Unclear(f"'{name}' refers to itself")
        if len(self._inside) >= DEEPEST_DEFINITION:
            raise Unclear("its definitions are nested too deeply")
        self._inside.append(name)

    def _comparison(self, left: Expression, operator: str, right: Expression) -> f.Formula:
        kinds = {kind_of(left, self._terms.columns), kind_of(right, self._terms.columns)}
        if None in kinds:
            self._unknown(left, right)
        if kinds & {Kind.NUMBER, Kind.INTEGER, Kind.DATE}:
            amount = self._terms.amount(left).plus(self._terms.amount(right), -1)
            return f.Bound(*self._terms.bound(amount, operator), self._terms.emptiness(amount))
        if Kind.BOOLEAN in kinds:
            if operator not in ("=", "<>"):
                raise Unclear("true and false have no order")
            same = f.Alike(self.formula(left), self.formula(right))
            return same if operator == "=" else f.Mapped(f.NEGATION, same)
        if isinstance(left, Literal):
            left, operator, right = right, _FLIPPED[operator], left
        if isinstance(left, Reference):
            return self._texts(left, operator, right)
        return f.Fixed(f.TRUE if _in_order(to_sql(left), operator, to_sql(right)) else f.FALSE)

    def _unknown(self, *sides: Expression) -> None:
        for side in sides:
            if isinstance(side, Reference):
                self._terms.column(side)

    def _texts(self, left: Reference, operator: str, right: Expression) -> f.Formula:
        if isinstance(right, Reference):
            return self._pair(left, operator, right)
        if not isinstance(right, Literal) or not isinstance(right.value, str):
            raise Unclear(f"'{left.name}' is compared with {to_sql(right)}")
        column, value = self._terms.column(left), right.value
        if operator in ("=", "<>"):
            same = self._member(left, frozenset((value,)), (value,))
            return same if operator == "=" else f.Mapped(f.NEGATION, same)
        if not column.values:
            return self._pattern(left, lambda text: _in_order(text, operator, value), value, f"{operator} '{value}'")
        if value not in column.values:
            raise Unclear(f"'{left.name}' has no value '{value}'")
        allowed = frozenset(other for other in column.values if _ranked(column, other, operator, value))
        return self._member(left, allowed, (value,))

    def _member(self, node: Reference, allowed: frozenset[str], samples: tuple[str, ...]) -> f.Formula:
        column = self._terms.column(node)
        if column.cases:
            return f.Cases(self._cases(node, column), allowed)
        choice = self._terms.choice(node)
        self._terms.sets[choice].append(allowed)
        self._terms.samples[choice].extend(samples)
        return f.Member(choice, allowed)

    def _cases(self, node: Reference, column: Column) -> tuple[tuple[str, f.Formula], ...]:
        if node.name not in self._cases_of:
            self._enter(node.name)
            tests = ((value, self.formula(moved(test, node.path[:-1]))) for value, test in column.cases)
            self._cases_of[node.name] = tuple(tests)
            self._inside.pop()
        return self._cases_of[node.name]

    def _pair(self, left: Reference, operator: str, right: Reference) -> f.Formula:
        one, other = self._terms.column(left), self._terms.column(right)
        if one.cases or other.cases:
            raise Unclear(f"'{left.name}' and '{right.name}' are compared with each other")
        choices = (self._terms.choice(left), self._terms.choice(right))
        self._terms.entangled.update(choices)
        if one.values and one.values == other.values:
            return f.Computed(choices, lambda texts: _ranked(one, texts[0], operator, texts[1]), None)
        guess = None
        if operator not in ("=", "<>"):
            key = f"{left.name} {operator} {right.name}"
            guess = self._terms.guess(key, f"it depends on {key}")
        return f.Computed(choices, lambda texts: _in_order(texts[0], operator, texts[1]), guess)

    def _pattern(self, node: Reference, test: Callable[[str], bool], sample: str, wording: str) -> f.Formula:
        column = self._terms.column(node)
        if column.cases:
            values = frozenset(value for value, _ in column.cases if test(value))
            return f.Cases(self._cases(node, column), values)
        if column.values:
            return self._member(node, frozenset(filter(test, column.values)), ())
        choice = self._terms.choice(node)
        self._terms.samples[choice].append(sample)
        self._terms.entangled.add(choice)
        key = f"{node.name} {wording}"
        return f.Computed((choice,), lambda texts: test(texts[0]), self._terms.guess(key, f"it depends on {key}"))

    def _predicate(self, node: Membership | Between | Like | IsNull) -> f.Formula:
        match node:
            case Membership():
                return self._membership(node)
            case Between():
                low = self._comparison(node.operand, ">=", node.low)
                return f.Every((low, self._comparison(node.operand, "<=", node.high)))
            case Like():
                if not isinstance(node.operand, Reference):
                    raise Unclear("a pattern is compared with something else than a column")
                sample = node.pattern.replace("%", "").replace("_", "x")
                wording = f"like {literal_sql(node.pattern)}"
                return self._pattern(node.operand, lambda text: matches(node.pattern, text), sample, wording)
            case IsNull():
                return self._is_null(node.operand)

    def _membership(self, node: Membership) -> f.Formula:
        texts = tuple(
            value.value for value in node.values if isinstance(value, Literal) and isinstance(value.value, str)
        )
        kind = kind_of(node.operand, self._terms.columns)
        textual = kind in (Kind.TEXT, Kind.ENUM, Kind.USER) and len(texts) == len(node.values)
        if isinstance(node.operand, Reference) and textual:
            return self._member(node.operand, frozenset(texts), texts)
        return f.Some(tuple(self._comparison(node.operand, "=", value) for value in node.values))

    def _is_null(self, operand: Expression) -> f.Formula:
        kind = kind_of(operand, self._terms.columns)
        if kind is None:
            self._unknown(operand)
        if kind in (Kind.NUMBER, Kind.INTEGER, Kind.DATE):
            amount = self._terms.amount(operand)
            return f.Some(tuple(f.IsEmpty(empty) for empty in self._terms.emptiness(amount)))
        if kind is Kind.BOOLEAN:
            return f.Mapped(f.IS_UNKNOWN, self.formula(operand))
        if isinstance(operand, Reference):
            return f.Mapped(f.IS_UNKNOWN, self._member(operand, frozenset(), ()))
        return f.Fixed(f.FALSE)


def _ranked(column: Column, one: str, operator: str, other: str) -> bool:
    ranks = column.values
    return COMPARE[operator](Fraction(ranks.index(one)), Fraction(ranks.index(other)))


def _in_order(one: str, operator: str, other: str) -> bool:
    return COMPARE[operator](Fraction((one > other) - (one < other)), Fraction())
