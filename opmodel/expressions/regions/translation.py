"""From the tree of a condition to a formula over the fewest variables; definitions are written out."""

from functools import partial

from opmodel.expressions.columns import Column, Kind
from opmodel.expressions.holds import COMPARE, DEEPEST_DEFINITION, FLIPPED, NEGATED
from opmodel.expressions.kinds import kind_of
from opmodel.expressions.patterns import Order, Pattern, TextTest
from opmodel.expressions.regions.formula import ALWAYS, NEVER, Formula, Formulas
from opmodel.expressions.regions.predicates import Among, Passes, Related, beyond
from opmodel.expressions.regions.terms import Amount, Terms, Unclear, is_whole
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

DEEPEST_TRANSLATED = 80
"""Parts translated within each other, those of definitions included; formulas are walked more often than records."""
_TEXTS = (Kind.TEXT, Kind.ENUM, Kind.USER)


class Translation:
    """Turns conditions about one record into formulas that share their variables."""

    def __init__(self, terms: Terms, formulas: Formulas) -> None:
        self._terms = terms
        self._make = formulas
        self._known: dict[tuple[str, bool], Formula] = {}
        self._known_cases: dict[str, tuple[tuple[str, Formula], ...]] = {}
        self._inside: list[str] = []
        self._level = 0

    def formula(self, node: Expression, *, wanted: bool = True) -> Formula:
        """Translate "the condition is true" (or false); what cannot be computed becomes a guess with its reason."""
        self._make.step()
        self._level += 1
        try:
            if self._level > DEEPEST_TRANSLATED:
                raise Unclear("its definitions are nested too deeply")
            return self._translated(node, wanted=wanted)
        except Unclear as unclear:
            guess = self._terms.guess(to_sql(node), str(unclear))
            return self._make.leaf(guess, Among(frozenset((wanted,)), inside=True, empty=False))
        finally:
            self._level -= 1

    def _translated(self, node: Expression, *, wanted: bool) -> Formula:
        match node:
            case And() | Or() | AtLeast():
                size = len(node.terms)
                count = node.count if isinstance(node, AtLeast) else size if isinstance(node, And) else 1
                terms = (self.formula(term, wanted=wanted) for term in node.terms)
                return self._make.at_least(count if wanted else size - count + 1, terms)
            case Not():
                return self.formula(node.operand, wanted=not wanted)
            case Comparison():
                return self._comparison(node.left, node.operator, node.right, wanted=wanted)
            case Membership() | Between() | Like() | IsNull():
                return self._predicate(node, wanted=wanted is not node.negated)
            case _:
                return self._truth(node, wanted=wanted)

    def _truth(self, node: Expression, *, wanted: bool) -> Formula:
        if isinstance(node, Literal) and isinstance(node.value, bool):
            return ALWAYS if node.value is wanted else NEVER
        if not isinstance(node, Reference):
            raise Unclear(f"{to_sql(node)} is no condition")
        column = self._terms.column(node)
        if column.kind is not Kind.BOOLEAN:
            raise Unclear(f"'{node.name}' is {column.kind.value}")
        if column.test is None:
            return self._make.leaf(self._terms.choice(node), Among(frozenset((wanted,)), inside=True, empty=False))
        key = (node.name, wanted)
        if key not in self._known:
            self._enter(node.name)
            self._known[key] = self.formula(moved(column.test, node.path[:-1]), wanted=wanted)
            self._inside.pop()
        return self._known[key]

    def _enter(self, name: str) -> None:
        if name in self._inside:
            raise Unclear(f"'{name}' refers to itself")
        if len(self._inside) >= DEEPEST_DEFINITION:
            raise Unclear("its definitions are nested too deeply")
        self._inside.append(name)

    def _comparison(self, left: Expression, operator: str, right: Expression, *, wanted: bool) -> Formula:
        kinds = {kind_of(left, self._terms.columns), kind_of(right, self._terms.columns)}
        if None in kinds:
            self._unknown(left, right)
        if kinds & {Kind.NUMBER, Kind.INTEGER, Kind.DATE}:
            return self._numbers(left, operator if wanted else NEGATED[operator], right)
        if Kind.BOOLEAN in kinds:
            if operator not in ("=", "<>"):
                raise Unclear("true and false have no order")
            return self._alike(left, right, wanted=wanted is (operator == "="))
        if isinstance(left, Literal):
            left, operator, right = right, FLIPPED[operator], left
        if isinstance(left, Reference):
            return self._texts(left, operator if wanted else NEGATED[operator], right)
        return ALWAYS if _in_order(operator, _text(left), _text(right)) is wanted else NEVER

    def _unknown(self, *sides: Expression) -> None:
        for side in sides:
            if isinstance(side, Reference):
                self._terms.column(side)

    def _numbers(self, left: Expression, operator: str, right: Expression) -> Formula:
        amount = self._terms.amount(left).plus(self._terms.amount(right), -1)
        full = self._filled(amount)
        if not any(amount.factors.values()):
            return self._make.every(full) if COMPARE[operator](amount.constant, 0) else NEVER
        line, operator, bound = self._terms.bound(amount, operator)
        whole = all(is_whole(self._terms.mentioned[name]) for name, _ in line.parts)
        if whole and bound.denominator > 1 and operator in ("=", "<>"):
            return self._make.every(full) if operator == "<>" else NEVER
        return self._make.every((*full, self._make.leaf(line, beyond(operator, bound, whole=whole))))

    def _filled(self, amount: Amount) -> tuple[Formula, ...]:
        no = Among(frozenset((False,)), inside=True, empty=False)
        return tuple(self._make.leaf(empty, no) for empty in self._terms.emptiness(amount))

    def _alike(self, left: Expression, right: Expression, *, wanted: bool) -> Formula:
        sides = ((True, wanted), (False, not wanted))
        return self._make.some(
            self._make.every((self.formula(left, wanted=one), self.formula(right, wanted=other)))
            for one, other in sides
        )

    def _texts(self, left: Reference, operator: str, right: Expression) -> Formula:
        if isinstance(right, Reference):
            return self._pair(left, operator, right)
        column, value = self._terms.column(left), _text(right)
        if operator in ("=", "<>"):
            return self._member(left, frozenset((value,)), (value,), inside=operator == "=")
        if not column.values:
            return self._passes(left, Order(operator, value), f"{operator} '{value}'")
        if value not in column.values:
            raise Unclear(f"'{left.name}' has no value '{value}'")
        allowed = frozenset(other for other in column.values if _ranked(column, operator, other, value))
        return self._member(left, allowed, (value,), inside=True)

    def _member(self, node: Reference, values: frozenset[str], samples: tuple[str, ...], *, inside: bool) -> Formula:
        column = self._terms.column(node)
        if column.cases:
            return self._make.some(test for value, test in self._cases(node, column) if (value in values) is inside)
        choice = self._terms.choice(node)
        self._terms.sets[choice].append(values)
        self._terms.samples[choice].extend(samples)
        return self._make.leaf(choice, Among(frozenset(values), inside, empty=False))

    def _cases(self, node: Reference, column: Column) -> tuple[tuple[str, Formula], ...]:
        if node.name in self._known_cases:
            return self._known_cases[node.name]
        self._enter(node.name)
        found: list[tuple[str, Formula]] = []
        missed: list[Formula] = []
        for value, test in column.cases:
            met = self.formula(moved(test, node.path[:-1]))
            found.append((value, self._make.every((met, *missed))))
            missed.append(self._make.opposite(met))
        self._inside.pop()
        self._known_cases[node.name] = tuple(found)
        return self._known_cases[node.name]

    def _pair(self, left: Reference, operator: str, right: Reference) -> Formula:
        one, other = self._terms.column(left), self._terms.column(right)
        if one.cases or other.cases:
            raise Unclear(f"'{left.name}' and '{right.name}' are compared with each other")
        choices = (self._terms.choice(left), self._terms.choice(right))
        self._terms.entangled.update(dict.fromkeys(choices))
        self._terms.paired.update(choices)
        key = f"{left.name} {operator} {right.name}"
        if one.values and one.values == other.values:
            ranked = Related(key, choices[1], partial(_ranked, one, operator), inside=True, empty=False, guess=None)
            return self._make.leaf(choices[0], ranked)
        guess = None if operator in ("=", "<>") else self._terms.guess(key, f"it depends on {key}")
        related = Related(key, choices[1], partial(_in_order, operator), inside=True, empty=False, guess=guess)
        return self._make.leaf(choices[0], related)

    def _passes(self, node: Reference, test: TextTest, wording: str) -> Formula:
        column = self._terms.column(node)
        values = column.values or tuple(value for value, _ in column.cases)
        if values:
            return self._member(node, frozenset(filter(test.passes, values)), (), inside=True)
        choice = self._terms.choice(node)
        self._terms.samples[choice].append(test.example())
        self._terms.entangled[choice] = None
        key = f"{node.name} {wording}"
        guess = self._terms.guess(key, f"it depends on {key}", choice, test)
        return self._make.leaf(choice, Passes((key,), test.passes, inside=True, empty=False, guess=guess))

    def _predicate(self, node: Membership | Between | Like | IsNull, *, wanted: bool) -> Formula:
        match node:
            case Membership():
                return self._membership(node, wanted=wanted)
            case Between():
                low = self._comparison(node.operand, ">=", node.low, wanted=wanted)
                high = self._comparison(node.operand, "<=", node.high, wanted=wanted)
                return self._make.at_least(2 if wanted else 1, (low, high))
            case Like():
                return self._like(node, wanted=wanted)
            case IsNull():
                return self._is_null(node.operand, wanted=wanted)

    def _membership(self, node: Membership, *, wanted: bool) -> Formula:
        if isinstance(node.operand, Reference) and kind_of(node.operand, self._terms.columns) in _TEXTS:
            texts = tuple(map(_text, node.values))
            return self._member(node.operand, frozenset(texts), texts, inside=wanted)
        found = tuple(self._comparison(node.operand, "=", value, wanted=wanted) for value in node.values)
        return self._make.at_least(1 if wanted else len(found), found)

    def _like(self, node: Like, *, wanted: bool) -> Formula:
        if not isinstance(node.operand, Reference) or kind_of(node.operand, self._terms.columns) not in _TEXTS:
            raise Unclear(f"{to_sql(node.operand)} is no text")
        passes = self._passes(node.operand, Pattern(node.pattern), f"like {literal_sql(node.pattern)}")
        if wanted:
            return passes
        return self._make.every((self._make.opposite(passes), self._is_null(node.operand, wanted=False)))

    def _is_null(self, operand: Expression, *, wanted: bool) -> Formula:
        kind = kind_of(operand, self._terms.columns)
        if kind is None:
            self._unknown(operand)
        if kind in (Kind.NUMBER, Kind.INTEGER, Kind.DATE):
            full = self._make.every(self._filled(self._terms.amount(operand)))
        elif kind is Kind.BOOLEAN:
            full = self._make.some((self.formula(operand), self.formula(operand, wanted=False)))
        elif isinstance(operand, Reference):
            full = self._full(operand)
        else:
            full = ALWAYS
        return self._make.opposite(full) if wanted else full

    def _full(self, node: Reference) -> Formula:
        column = self._terms.column(node)
        if column.cases:
            return self._make.some(test for _, test in self._cases(node, column))
        if not column.nullable:
            return ALWAYS
        return self._make.leaf(self._terms.choice(node), Among(frozenset(), inside=False, empty=False))


def _text(node: Expression) -> str:
    if isinstance(node, Literal) and isinstance(node.value, str):
        return node.value
    raise Unclear(f"a text is compared with {to_sql(node)}")


def _ranked(column: Column, operator: str, one: str, other: str) -> bool:
    ranks = column.values
    return COMPARE[operator](ranks.index(one), ranks.index(other))


def _in_order(operator: str, one: str, other: str) -> bool:
    return COMPARE[operator]((one > other) - (one < other), 0)
