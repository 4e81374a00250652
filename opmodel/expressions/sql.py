"""An expression written out again as SQL, with single blanks and the fewest parentheses."""

from decimal import Decimal
from typing import assert_never

from opmodel.expressions.tree import (
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
    Not,
    Or,
    Reference,
    Sum,
    Today,
    Value,
)

_OR, _AND, _NOT, _PREDICATE, _SUM, _PRIMARY = range(6)


def to_sql(node: Expression) -> str:
    """Write an expression as SQL; parsing it again yields an equal one."""
    match node:
        case Reference():
            return node.name
        case Literal():
            return literal_sql(node.value)
        case Today():
            return TODAY
        case Sum():
            return _sum(node)
        case And():
            return " and ".join(_inside(term, _NOT) for term in node.terms)
        case Or():
            return " or ".join(_inside(term, _AND) for term in node.terms)
        case Not():
            return f"not {_inside(node.operand, _NOT)}"
        case AtLeast():
            return f"at_least({node.count}, {', '.join(map(to_sql, node.terms))})"
        case Comparison() | Membership() | Between() | Like() | IsNull():
            return _predicate(node)
    assert_never(node)


def literal_sql(value: Value) -> str:
    """Write a number, a text or a truth value as SQL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, int):
        return str(value)
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").removesuffix(".") if "." in text else text


def _predicate(node: Comparison | Membership | Between | Like | IsNull) -> str:
    if isinstance(node, Comparison):
        return f"{_inside(node.left, _SUM)} {node.operator} {_inside(node.right, _SUM)}"
    operand = _inside(node.operand, _SUM)
    word = "not " if node.negated else ""
    match node:
        case Membership():
            return f"{operand} {word}in ({', '.join(map(to_sql, node.values))})"
        case Between():
            return f"{operand} {word}between {_inside(node.low, _SUM)} and {_inside(node.high, _SUM)}"
        case Like():
            return f"{operand} {word}like {literal_sql(node.pattern)}"
        case IsNull():
            return f"{operand} is {word}null"
    assert_never(node)


def _sum(node: Sum) -> str:
    text = ""
    for sign, part in node.parts:
        joint = " - " if sign < 0 else " + "
        text += (joint if text else "") + _inside(part, _PRIMARY)
    return text


def _inside(node: Expression, least: int) -> str:
    text = to_sql(node)
    return text if _binding(node) >= least else f"({text})"


def _binding(node: Expression) -> int:
    match node:
        case Or():
            return _OR
        case And():
            return _AND
        case Not():
            return _NOT
        case Comparison() | Membership() | Between() | Like() | IsNull():
            return _PREDICATE
        case Sum():
            return _SUM
        case _:
            return _PRIMARY
