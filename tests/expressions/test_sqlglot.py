"""What this parser accepts, a full SQL parser reads in the same way."""

import dataclasses

import sqlglot
from hypothesis import example, given
from hypothesis import strategies as st
from sqlglot import exp

from opmodel.expressions import Expression, Mistake, parse_condition, parse_value, to_sql
from opmodel.expressions.reading.words import RESERVED
from opmodel.expressions.tree import (
    And,
    AtLeast,
    Between,
    Comparison,
    IsNull,
    Like,
    Literal,
    Membership,
    Node,
    Not,
    Or,
    Reference,
    Sum,
    Today,
)
from tests.expressions.strategies import ANY

COMPARISONS: dict[type[object], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
WORDS = (
    *("a", "b.c", "score", "'x'", "'it''s'", "5", "0.5", "true", "false", "null", "current_date", "at_least", "2"),
    *(
        "=",
        "<>",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "(",
        ")",
        ",",
        "+",
        "-",
        "and",
        "or",
        "not",
        "in",
        "between",
        "like",
        "is",
    ),
    *("as", "--", ";", "||", "*", '"a"', "`a`", "count", "user", "::int", "0x1", "1e5", "order", "date", "comment"),
)


def where(text: str) -> Expression:
    """Read a condition with sqlglot and return it as our tree."""
    clause = sqlglot.parse_one(f"select 1 from t where {text}").find(exp.Where)
    assert clause is not None
    return plain(ours(clause.this))


def ours(node: exp.Expression) -> Expression:
    """Turn a tree of sqlglot into ours."""
    match node:
        case exp.Paren():
            return ours(node.this)
        case exp.And() | exp.Or():
            kind = And if isinstance(node, exp.And) else Or
            return kind(0, 0, tuple(ours(term) for term in flat(node, type(node))))
        case exp.Not():
            return Not(0, 0, ours(node.this))
        case exp.Is():
            assert isinstance(node.expression, exp.Null)
            return IsNull(0, 0, ours(node.this), negated=False)
        case exp.In():
            return Membership(0, 0, ours(node.this), tuple(map(ours, node.expressions)), negated=False)
        case exp.Between():
            low, high = ours(node.args["low"]), ours(node.args["high"])
            return Between(0, 0, ours(node.this), low, high, negated=False)
        case exp.Like():
            return Like(0, 0, ours(node.this), node.expression.name, negated=bool(node.args.get("negate")))
    if type(node) in COMPARISONS:
        return Comparison(0, 0, COMPARISONS[type(node)], ours(node.this), ours(node.expression))
    return value(node)


def value(node: exp.Expression) -> Expression:
    """Turn a value or a function of sqlglot into ours."""
    match node:
        case exp.Column():
            return Reference(0, 0, tuple(part.name for part in node.parts))
        case exp.Boolean():
            return Literal(0, 0, bool(node.this))
        case exp.Literal():
            return Literal(0, 0, node.this if node.is_string else float(node.this))
        case exp.Neg():
            return Literal(0, 0, -float(node.this.name))
        case exp.CurrentDate():
            return Today(0, 0)
        case exp.Add() | exp.Sub():
            return Sum(0, 0, tuple(parts(node)))
    assert isinstance(node, exp.Anonymous)
    assert node.name == "at_least"
    count, *terms = node.expressions
    return AtLeast(0, 0, int(count.name), tuple(map(ours, terms)))


def flat(node: exp.Expression, kind: type[exp.Expression]) -> list[exp.Expression]:
    """Return the terms of a chain of one connective, stopping at parentheses."""
    left = flat(node.this, kind) if isinstance(node.this, kind) else [node.this]
    right = flat(node.expression, kind) if isinstance(node.expression, kind) else [node.expression]
    return left + right


def parts(node: exp.Expression) -> list[tuple[int, Expression]]:
    """Return the signed parts of a chain of plus and minus, stopping at parentheses."""
    if not isinstance(node, exp.Add | exp.Sub):
        return [(1, ours(node))]
    return [*parts(node.this), (-1 if isinstance(node, exp.Sub) else 1, ours(node.expression))]


def plain(node: Expression) -> Expression:
    """Write negated predicates with not in front, the one difference in shape between the two trees."""
    changed = {field.name: _plain(getattr(node, field.name)) for field in dataclasses.fields(node)}
    node = type(node)(**changed)  # type: ignore[arg-type]
    if isinstance(node, Membership | Between | Like | IsNull) and node.negated:
        return Not(0, 0, dataclasses.replace(node, negated=False))
    return node


def _plain(content: object) -> object:
    if isinstance(content, tuple):
        return tuple(map(_plain, content))
    return plain(content) if isinstance(content, Node) else content  # type: ignore[arg-type]


@given(ANY)
def test_every_tree_survives_writing_and_reading(tree: Expression) -> None:
    """Writing a tree as SQL and parsing it again yields the same tree."""
    assert parse_value(to_sql(tree)) == tree


@given(ANY)
def test_sqlglot_reads_the_same_tree(tree: Expression) -> None:
    """A full SQL parser sees the structure that this parser sees."""
    assert where(to_sql(tree)) == plain(tree)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join))
@example("not a = b and c or b.c")
@example("a - 5 - 2 > b.c + -5")
@example("not not a in ( 5 ) and a not between 5 and 2")
@example("( a = b ) = ( b.c or a )")
def test_what_is_accepted_means_the_same_to_sqlglot(text: str) -> None:
    """Whatever this parser accepts of words thrown together, a full SQL parser reads in the same way."""
    tree = parse_condition(text)
    if not isinstance(tree, Mistake):
        assert where(text) == plain(tree)


def test_a_word_of_sql_is_no_column() -> None:
    """Every word that sqlglot's general dialect cannot take for a column is refused as one."""
    words = sorted(word.lower() for word in sqlglot.Tokenizer.KEYWORDS if word.isidentifier())
    assert len(words) > 100
    for word in (*words, *sorted(RESERVED)):
        for text in (f"{word} = 5", f"a > 1 and {word}", f"not {word} in (1)", f"a = {word} + 1 or {word} is null"):
            tree = parse_condition(text)
            assert isinstance(tree, Mistake) or where(text) == plain(tree), text
