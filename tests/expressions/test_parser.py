"""From text to tree: structure, places, limits."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opmodel.expressions import Expression, Mistake, columns_of, moved, parse_condition, parse_value, to_sql
from opmodel.expressions.tree import And, Comparison, Node, Not, Or, Reference, walk
from tests.expressions.crm import condition, value
from tests.expressions.strategies import ANY

REAL = (
    "cross_border and monthly_loads between 200 and 20000",
    "fit_score >= 50 and at_least(2, pain_named, sponsor_named, date_named)",
    "goal_agreed and stage >= 'evaluation' and stage < 'won'",
    "account.ideal_customer and not fit_score < 70",
    "close_date < current_date - 180 and lost_at >= 'evaluation'",
    "account.segment in ('mid', 'large')",
    "monthly_loads < 500 or monthly_loads is null",
    "taken_at < met_at + 2",
    "source <> 'event'",
    "not cancelled",
    "NOT a AND b IN ('x') OR c Is Not Null",
)


@pytest.mark.parametrize("text", REAL)
def test_conditions_as_people_write_them_parse(text: str) -> None:
    """Conditions of real operating models are within the subset."""
    assert not isinstance(parse_condition(text), Mistake)


@pytest.mark.parametrize(
    "text", ["arr", "annual_amount - discount", "touched_at - routed_at", "kickoff_at - deal.signed_at"]
)
def test_values_parse_as_values_only(text: str) -> None:
    """A column or a sum is a value; a sum is no condition, a column may be one."""
    assert not isinstance(parse_value(text), Mistake)
    assert isinstance(parse_condition(text), Mistake) is ("-" in text)


def test_not_binds_tighter_than_and_and_and_tighter_than_or() -> None:
    """The connectives bind as in SQL."""
    tree = condition("a or not b and c = 1")
    assert isinstance(tree, Or)
    assert isinstance(tree.terms[1], And)
    assert isinstance(tree.terms[1].terms[0], Not)
    assert isinstance(condition("not a = 1"), Not)


def test_every_node_knows_its_place() -> None:
    """Cutting the text at the offsets of a node gives the text of that node."""
    text = "  fit_score >= 70 and (not account.ideal_customer or pain is null)"
    places = [text[node.start : node.end] for node in walk(condition(text))]
    assert places == [
        "fit_score >= 70 and (not account.ideal_customer or pain is null)",
        "fit_score >= 70",
        "fit_score",
        "70",
        "(not account.ideal_customer or pain is null)",
        "not account.ideal_customer",
        "account.ideal_customer",
        "pain is null",
        "pain",
    ]


@given(ANY)
def test_the_text_of_a_part_parses_to_that_part(tree: Expression) -> None:
    """Every part of a condition, cut out of the text, is an expression equal to the part."""
    text = to_sql(tree)
    for node in walk(value(text)):
        assert parse_value(text[node.start : node.end]) == node


def test_columns_are_listed_with_their_places() -> None:
    """Columns come in the order of the text, each mention once."""
    text = "a = 1 and account.b in (a, 2) and at_least(1, c)"
    found = [(node.name, text[node.start : node.end]) for node in columns_of(condition(text))]
    assert found == [("a", "a"), ("account.b", "account.b"), ("a", "a"), ("c", "c")]


def test_equal_means_saying_the_same() -> None:
    """Blanks, case of keywords and the place in a file make no difference between two conditions."""
    assert condition("a=1   AND b <> 2") == condition(" a = 1 and b != 2")
    assert condition("a = 1") != condition("a = 2")


def test_moving_puts_a_join_before_every_column() -> None:
    """A definition of the account reads as seen from the lead once its columns carry the join."""
    tree = moved(
        condition("size > 1 and at_least(1, big, not old) and x in (y, 2) and d between 1 and e + 1"), ("account",)
    )
    assert {node.name for node in columns_of(tree)} == {
        f"account.{name}" for name in ("size", "big", "old", "x", "y", "d", "e")
    }


def test_a_text_holds_quotes_written_twice() -> None:
    """Two single quotes inside a text are one."""
    tree = condition("goal = 'don''t know'")
    assert isinstance(tree, Comparison)
    assert to_sql(tree.right) == "'don''t know'"
    assert tree == condition(to_sql(tree))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "not " * 2_400 + "a",
        "(" * 17 + "a" + ")" * 17,
        "at_least(1, " * 800,
        "a in (" * 1_600,
        "[" * 9_999,
    ],
)
def test_nesting_has_a_limit_and_no_crash(text: str) -> None:
    """Ten thousand parentheses are a mistake like any other."""
    assert isinstance(parse_condition(text), Mistake)


def test_sixteen_levels_are_fine_and_seventeen_are_said_to_be_too_many() -> None:
    """The limit of nesting is told with its number."""
    assert not isinstance(parse_condition("(" * 16 + "a" + ")" * 16), Mistake)
    mistake = parse_condition("(" * 17 + "a" + ")" * 17)
    assert isinstance(mistake, Mistake)
    assert mistake.message == "the condition is nested more than 16 levels deep"
    assert (mistake.start, mistake.end) == (16, 17)


def test_a_condition_has_at_most_ten_thousand_characters() -> None:
    """Long chains parse up to the limit of length."""
    assert not isinstance(parse_condition(" and ".join(["a"] * 1_600)), Mistake)
    mistake = parse_condition("a " * 5_001)
    assert isinstance(mistake, Mistake)
    assert mistake.message == "the condition is longer than 10000 characters"


@given(st.text())
@example("\x00")
@example("'")
@example("at_least(" + "9" * 5_000)
@example("5 " + "9" * 5_000 + "k")
@example("٣ > ²")
def test_no_text_raises(text: str) -> None:
    """Any text is a tree or a mistake whose place lies in the text."""
    for parsed in (parse_condition(text), parse_value(text)):
        assert isinstance(parsed, Mistake | Node)
        assert 0 <= parsed.start <= parsed.end <= len(text)


@given(st.text("ab'\"(),.;=<>!+-*/%$€ 0159kd&|{}[]“”\n", max_size=20))
def test_no_jumble_of_signs_raises(text: str) -> None:
    """Texts made of the signs of SQL and its neighbours are read or refused with words."""
    parsed = parse_condition(text)
    assert isinstance(parsed, Node) or parsed.message


def test_a_bare_column_is_asked_only_where_a_condition_stands() -> None:
    """The tree tells a column that must be true or false from one that is a value."""
    asked = {node.name: node.asked for node in columns_of(condition("a and not b and c = d and at_least(1, e)"))}
    assert asked == {"a": True, "b": True, "c": False, "d": False, "e": True}
    tree = parse_value("arr")
    assert isinstance(tree, Reference)
    assert not tree.asked
