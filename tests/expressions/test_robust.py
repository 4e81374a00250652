"""Whatever parses can be checked, asked about and evaluated, however little sense it makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodel.expressions import (
    Expression,
    Found,
    Impossible,
    Mistake,
    check,
    holds,
    never_true,
    none_of,
    parse_value,
    possible,
    spell,
)
from opmodel.expressions.tree import (
    And,
    AtLeast,
    Between,
    Comparison,
    IsNull,
    Like,
    Membership,
    Not,
    Or,
    Reference,
    Sum,
    Today,
)
from tests.expressions.crm import Fields, condition, deal, lead
from tests.expressions.strategies import COLUMNS, OPERATORS, literal

ZERO = st.just(0)
LEAVES = st.one_of(
    st.sampled_from(("whole", "amount", "rank", "size", "flag", "rich", "place", "begun", "net", "nowhere", "a.b")).map(
        lambda name: Reference(0, 0, tuple(name.split(".")))
    ),
    st.sampled_from([literal(content) for content in (1, 0.5, True, "low", "2026-01-01", "x")]),
    st.just(Today(0, 0)),
)


def nonsense(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Join any expressions in any way."""
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(And, ZERO, ZERO, several),
        st.builds(Or, ZERO, ZERO, several),
        st.builds(AtLeast, ZERO, ZERO, st.integers(1, 4), several),
        st.builds(Not, ZERO, ZERO, inner),
        st.builds(Comparison, ZERO, ZERO, OPERATORS, inner, inner),
        st.builds(Between, ZERO, ZERO, inner, inner, inner, st.booleans()),
        st.builds(Membership, ZERO, ZERO, inner, several, st.booleans()),
        st.builds(Like, ZERO, ZERO, inner, st.just("a%"), st.booleans()),
        st.builds(IsNull, ZERO, ZERO, inner, st.booleans()),
        st.builds(lambda parts: Sum(0, 0, tuple((1, part) for part in parts)), several),
    )


@given(st.recursive(LEAVES, nonsense, max_leaves=6))
def test_no_tree_raises(tree: Expression) -> None:
    """Mistakes, answers and truths come back for any tree; a witness found for nonsense still holds."""
    assert all(isinstance(mistake, Mistake) for mistake in check(tree, COLUMNS))
    assert holds(tree, {"place": "low", "whole": "x", "begun": 5, "flag": "yes", "rank": None}, COLUMNS) in (
        True,
        False,
        None,
    )
    answer = possible(tree, COLUMNS)
    if isinstance(answer, Found):
        assert holds(tree, answer.witness, COLUMNS) is True
        assert spell(answer.witness)
    hole = none_of([tree], COLUMNS)
    if isinstance(hole, Found):
        assert holds(tree, hole.witness, COLUMNS) is not True


@pytest.mark.parametrize("levels", [4, 15])
def test_the_deepest_condition_can_be_asked_about(levels: int) -> None:
    """Parentheses up to the limit, in every kind of place, pass through all questions."""
    text = "fit_score > 1"
    for level in range(levels):
        text = f"({text} {'or' if level % 2 else 'and'} not pain is null)"
    tree = condition(text)
    assert check(tree, lead) == ()
    assert isinstance(possible(tree, lead), Found)
    assert never_true(tree, lead) is None
    sums = "annual_amount"
    for _ in range(levels):
        sums = f"({sums} - discount)"
    parsed = parse_value(f"{sums} > 5")
    assert not isinstance(parsed, Mistake)
    assert isinstance(possible(parsed, deal), Found)


def test_a_long_condition_is_answered_within_the_budget() -> None:
    """Conditions at the limit of length end with an answer, be it that there is none."""
    wide = " or ".join(f"(fit_score = {n} and source = 'web')" for n in range(250))
    assert isinstance(possible(condition(wide), lead), Found)
    values = ", ".join(map(str, range(1_500)))
    assert not isinstance(possible(condition(f"fit_score in ({values})"), lead), Impossible)


def test_an_object_without_columns_is_no_crash() -> None:
    """An object that declares nothing has unknown columns and undecided answers."""
    empty = Fields("object 'x'", {})
    (mistake,) = check(condition("a > 5"), empty)
    assert mistake.message == "object 'x' has no column 'a'"
    assert mistake.help == ""
