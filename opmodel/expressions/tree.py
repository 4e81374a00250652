"""The tree of a condition: one node per part of the text, each with its place in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never

Value: TypeAlias = bool | int | float | str
"""What a literal or a field of a record holds; an empty field is None. Dates are ISO text."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a condition: the rule it breaks, the stretch of the text, the fact and the way out.

    `start` and `end` are offsets into the text that was parsed, the end exclusive.
    """

    rule: str
    start: int
    end: int
    message: str
    help: str = ""


NOT_UNDERSTOOD = "condition-not-understood"
UNKNOWN_COLUMN = "unknown-column"
TYPE_MISMATCH = "condition-type-mismatch"
NEVER_TRUE = "condition-never-true"
TODAY = "current_date"
"""How conditions write the day they are asked on, and how records name it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a condition and its offsets; two nodes are equal if they say the same, wherever they stand."""

    start: int = field(compare=False)
    end: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """A column as written, `account.employees` in two steps; `asked` if it stands where yes or no is expected."""

    path: tuple[str, ...]
    asked: bool = field(default=False, compare=False)

    @property
    def name(self) -> str:
        """The column as it is written."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, a text or a truth value; null is no literal, it only occurs in `IsNull`."""

    value: Value


@dataclass(frozen=True, slots=True)
class Today(Node):
    """`current_date`."""


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Parts that are added (sign 1) or subtracted (sign -1), two or more."""

    parts: tuple[tuple[int, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """Two values and one of `= <> < <= > >=`; `!=` is read as `<>`."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class And(Node):
    """Conditions that hold together, in the order of the text."""

    terms: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Conditions of which one holds, in the order of the text."""

    terms: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The opposite of a condition; that of an unknown is unknown."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Membership(Node):
    """`in` and `not in` with the values of the list."""

    operand: "Expression"
    values: tuple["Expression", ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`between low and high`, both ends included."""

    operand: "Expression"
    low: "Expression"
    high: "Expression"
    negated: bool


@dataclass(frozen=True, slots=True)
class Like(Node):
    """`like` with its pattern: % stands for any text, _ for one character; case counts."""

    operand: "Expression"
    pattern: str
    negated: bool


@dataclass(frozen=True, slots=True)
class IsNull(Node):
    """`is null` and `is not null`."""

    operand: "Expression"
    negated: bool


@dataclass(frozen=True, slots=True)
class AtLeast(Node):
    """`at_least(count, a, b, c)`: with count 1 it is `or`, with as many as there are terms it is `and`."""

    count: int
    terms: tuple["Expression", ...]


Expression: TypeAlias = (
    Reference | Literal | Today | Sum | Comparison | And | Or | Not | Membership | Between | Like | IsNull | AtLeast
)


def columns_of(expression: Expression) -> tuple[Reference, ...]:
    """Return every mention of a column in the order of the text."""
    found: list[Reference] = []
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if type(node) is Reference:
            found.append(node)
        elif type(node) is Comparison:
            waiting += (node.right, node.left)
        elif type(node) is not Literal:
            waiting += reversed(children(node))
    return tuple(found)


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield the expression and all its parts in the order of the text."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        if type(node) is not Reference and type(node) is not Literal:
            waiting += reversed(children(node))


def children(node: Expression) -> tuple[Expression, ...]:
    """Return the direct parts of a node."""
    match node:
        case Reference() | Literal():
            return ()
        case Comparison():
            return (node.left, node.right)
        case And() | Or() | AtLeast():
            return node.terms
        case IsNull() | Not() | Like():
            return (node.operand,)
        case Membership():
            return (node.operand, *node.values)
        case Between():
            return (node.operand, node.low, node.high)
        case Sum():
            return tuple(part for _, part in node.parts)
        case Today():
            return ()
    assert_never(node)


def moved(node: Expression, prefix: tuple[str, ...]) -> Expression:
    """Return the expression as it reads one join away: with `account` before it `employees` is `account.employees`."""
    if not prefix:
        return node
    match node:
        case Reference():
            return replace(node, path=(*prefix, *node.path))
        case Literal() | Today():
            return node
        case Sum():
            return replace(node, parts=tuple((sign, moved(part, prefix)) for sign, part in node.parts))
        case Comparison():
            return replace(node, left=moved(node.left, prefix), right=moved(node.right, prefix))
        case And() | Or() | AtLeast():
            return replace(node, terms=tuple(moved(term, prefix) for term in node.terms))
        case Not() | Like() | IsNull():
            return replace(node, operand=moved(node.operand, prefix))
        case Membership():
            values = tuple(moved(value, prefix) for value in node.values)
            return replace(node, operand=moved(node.operand, prefix), values=values)
        case Between():
            low, high = moved(node.low, prefix), moved(node.high, prefix)
            return replace(node, operand=moved(node.operand, prefix), low=low, high=high)
    assert_never(node)


def all_of(expressions: tuple[Expression, ...]) -> Expression:
    """Join conditions with `and`; of none, always true."""
    if len(expressions) == 1:
        return expressions[0]
    return And(0, 0, expressions) if expressions else Literal(0, 0, value=True)


def any_of(expressions: tuple[Expression, ...]) -> Expression:
    """Join conditions with `or`; of none, never true."""
    if len(expressions) == 1:
        return expressions[0]
    return Or(0, 0, expressions) if expressions else Literal(0, 0, value=False)


def negated(expression: Expression) -> Expression:
    """Return the opposite of a condition."""
    return Not(0, 0, expression)
