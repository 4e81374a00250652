"""The grammar: from the text of a condition to its tree, or to the one mistake that stands in the way."""

from dataclasses import replace
from functools import lru_cache

from opmodel.expressions.reading import slips
from opmodel.expressions.reading.tokens import COMPARISONS, Token, tokens
from opmodel.expressions.tree import (
    NOT_UNDERSTOOD,
    TODAY,
    And,
    AtLeast,
    Between,
    Comparison,
    Expression,
    IsNull,
    Like,
    Literal,
    Membership,
    Mistake,
    Not,
    Or,
    Reference,
    Sum,
    Today,
)

LONGEST = 10_000
DEEPEST = 16
LONGEST_NUMBER = 15
_REMEMBERED = 1024  # models say the same short things over and over


@lru_cache(_REMEMBERED)
def parse_condition(text: str) -> Expression | Mistake:
    """Read one boolean expression of the safe SQL subset."""
    return _parse(text, asked=True)


@lru_cache(_REMEMBERED)
def parse_value(text: str) -> Expression | Mistake:
    """Read a value (columns, literals, plus, minus) or a condition."""
    return _parse(text, asked=False)


def _parse(text: str, *, asked: bool) -> Expression | Mistake:
    if len(text) > LONGEST:
        way_out = "name its parts as criteria or definitions and combine those"
        return Mistake(NOT_UNDERSTOOD, 0, len(text), f"the condition is longer than {LONGEST} characters", way_out)
    found = tokens(text)
    if isinstance(found, Mistake):
        return found
    try:
        return _Reader(text, found).whole(asked=asked)
    except _Stop as stop:
        return stop.mistake


class _Stop(Exception):  # noqa: N818 - never leaves this module: it carries the mistake out of the recursion
    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake


class _Reader:
    """Recursive descent, one method per level of binding; `_next` is the token not yet taken."""

    __slots__ = ("_at", "_depth", "_found", "_next", "_text")

    def __init__(self, text: str, found: list[Token]) -> None:
        self._text = text
        self._found = found
        self._at = 0
        self._next = found[0]
        self._depth = 0

    def whole(self, *, asked: bool) -> Expression:
        node = self._or()
        if self._next.kind != "end":
            raise _Stop(slips.leftover(self._text, self._found, self._at, node))
        return self._asked(node) if asked else node

    def _or(self) -> Expression:
        first = self._and()
        if self._next.kind != "or":
            return first
        terms = [self._asked(first)]
        while self._next.kind == "or":
            self._take()
            terms.append(self._asked(self._and(), beside=terms[-1]))
        return Or(terms[0].start, terms[-1].end, tuple(terms))

    def _and(self) -> Expression:
        first = self._not()
        if self._next.kind != "and":
            return first
        terms = [self._asked(first)]
        while self._next.kind == "and":
            self._take()
            terms.append(self._asked(self._not(), beside=terms[-1]))
        return And(terms[0].start, terms[-1].end, tuple(terms))

    def _not(self) -> Expression:
        if self._next.kind != "not":
            return self._predicate()
        token = self._take()
        self._enter(token)
        operand = self._asked(self._not())
        self._depth -= 1
        return Not(token.start, operand.end, operand)

    def _predicate(self) -> Expression:
        left = self._sum()
        kind = self._next.kind
        if kind in COMPARISONS:
            node = self._comparison(left)
        elif kind == "is":
            node = self._is(left)
        elif kind in ("not", "in", "between", "like"):
            node = self._listed(left)
        else:
            return left
        if self._next.kind in COMPARISONS:
            raise _Stop(slips.chained(self._text, node, self._next, self._found[self._at + 1]))
        return node

    def _comparison(self, left: Expression) -> Expression:
        sign = self._take()
        if self._next.kind == "null":
            raise _Stop(slips.compared_with_null(self._text, left, sign, self._next))
        right = self._sum()
        return Comparison(left.start, right.end, "<>" if sign.kind == "!=" else sign.kind, left, right)

    def _is(self, left: Expression) -> Expression:
        self._take()
        negated = self._next.kind == "not"
        if negated:
            self._take()
        if self._next.kind != "null":
            raise _Stop(slips.is_something(self._text, left, self._next, negated=negated))
        return IsNull(left.start, self._take().end, left, negated)

    def _listed(self, left: Expression) -> Expression:
        negated = self._next.kind == "not"
        if negated:
            self._take()
        if self._next.kind == "in":
            return self._in(left, negated=negated)
        if self._next.kind == "between":
            return self._between(left, negated=negated)
        if self._next.kind == "like":
            return self._like(left, negated=negated)
        raise _Stop(slips.after_not(self._text, left, self._next))

    def _in(self, left: Expression, *, negated: bool) -> Expression:
        word = self._take()
        if self._next.kind != "(":
            raise _Stop(slips.list_without_parentheses(word, self._next))
        opening = self._take()
        if self._next.kind == ")":
            raise _Stop(slips.empty_list(opening, self._next))
        values = self._commas(opening)
        if mistake := slips.thousands_in_list(self._text, values):
            raise _Stop(mistake)
        return Membership(left.start, self._close(opening).end, left, values, negated)

    def _between(self, left: Expression, *, negated: bool) -> Expression:
        word = self._take()
        low = self._sum()
        if self._next.kind != "and":
            raise _Stop(slips.between_without_and(self._text, word, low, self._next))
        self._take()
        high = self._sum()
        return Between(left.start, high.end, left, low, high, negated)

    def _like(self, left: Expression, *, negated: bool) -> Expression:
        word = self._take()
        if self._next.kind != "text":
            raise _Stop(slips.pattern_missing(word, self._next))
        pattern = self._take()
        return Like(left.start, pattern.end, left, _unquoted(pattern.text), negated)

    def _sum(self) -> Expression:
        first = self._primary()
        if self._next.kind not in ("+", "-"):
            return first
        parts = [(1, first)]
        while self._next.kind in ("+", "-"):
            sign = -1 if self._take().kind == "-" else 1
            parts.append((sign, self._primary()))
        return Sum(first.start, parts[-1][1].end, tuple(parts))

    def _primary(self) -> Expression:
        token = self._next
        kind = token.kind
        if kind == "name":
            return self._name()
        if kind == "number":
            self._take()
            return Literal(token.start, token.end, self._number(token))
        if kind == "text":
            self._take()
            return Literal(token.start, token.end, _unquoted(token.text))
        if kind == "(":
            return self._parenthesis()
        if kind in ("true", "false"):
            self._take()
            return Literal(token.start, token.end, kind == "true")
        if kind == TODAY:
            self._take()
            return Today(token.start, token.end)
        if kind == "at_least":
            return self._at_least()
        if kind == "-":
            return self._negative()
        raise _Stop(slips.no_value(self._text, self._found, self._at))

    def _name(self) -> Expression:
        token = self._take()
        if mistake := slips.name(self._text, token, self._next):
            raise _Stop(mistake)
        return Reference(token.start, token.end, tuple(token.text.split(".")))

    def _negative(self) -> Expression:
        sign = self._take()
        token = self._next
        if token.kind != "number":
            raise _Stop(slips.minus_alone(sign, token))
        self._take()
        return Literal(sign.start, token.end, -self._number(token))

    def _number(self, token: Token) -> int | float:
        if len(token.text) > LONGEST_NUMBER:
            message = f"the number has more than {LONGEST_NUMBER} digits"
            raise _Stop(Mistake(NOT_UNDERSTOOD, token.start, token.end, message, "round it"))
        return float(token.text) if "." in token.text else int(token.text)

    def _parenthesis(self) -> Expression:
        opening = self._take()
        self._enter(opening)
        node = self._or()
        self._depth -= 1
        return replace(node, start=opening.start, end=self._close(opening).end)

    def _at_least(self) -> Expression:
        word = self._take()
        if self._next.kind != "(":
            raise _Stop(slips.at_least_shape(word, word.end))
        opening = self._take()
        number = self._take()
        count = self._number(number) if number.kind == "number" else 0
        if not isinstance(count, int) or count < 1 or self._next.kind != ",":
            raise _Stop(slips.at_least_shape(word, number.end))
        self._take()
        terms = tuple(self._asked(term) for term in self._commas(opening))
        return AtLeast(word.start, self._close(opening).end, count, terms)

    def _commas(self, opening: Token) -> tuple[Expression, ...]:
        self._enter(opening)
        terms = [self._or()]
        while self._next.kind == ",":
            self._take()
            terms.append(self._or())
        self._depth -= 1
        return tuple(terms)

    def _close(self, opening: Token) -> Token:
        if self._next.kind != ")":
            raise _Stop(slips.not_closed(self._text, self._found, self._at, opening))
        return self._take()

    def _asked(self, node: Expression, beside: Expression | None = None) -> Expression:
        """Mark a node that must be true or false; refuse what can never be."""
        if isinstance(node, Reference):
            return Reference(node.start, node.end, node.path, asked=True)
        if isinstance(node, Sum | Today) or (isinstance(node, Literal) and not isinstance(node.value, bool)):
            raise _Stop(slips.value_alone(self._text, node, beside))
        return node

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            message = f"the condition is nested more than {DEEPEST} levels deep"
            way_out = "name its parts as criteria or definitions and combine those"
            raise _Stop(Mistake(NOT_UNDERSTOOD, token.start, token.end, message, way_out))

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        if token.kind != "end":
            self._next = self._found[self._at]
        return token


def _unquoted(text: str) -> str:
    return text[1:-1].replace("''", "'")
