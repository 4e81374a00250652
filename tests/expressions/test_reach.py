"""Findings about conditions that never or always hold against the answers they stand for."""

from hypothesis import given

from opmodel.expressions import Expression, Impossible, always, always_true, never_true, possible
from tests.expressions.strategies import ANY, COLUMNS


@given(ANY)
def test_a_condition_that_never_holds_is_an_impossible_one(tree: Expression) -> None:
    """The finding comes exactly where no record meets the condition."""
    assert (never_true(tree, COLUMNS) is not None) is isinstance(possible(tree, COLUMNS), Impossible)


@given(ANY)
def test_a_condition_that_always_holds_leaves_no_record_out(tree: Expression) -> None:
    """The finding comes exactly where every record meets the condition."""
    assert (always_true(tree, COLUMNS) is not None) is (always(tree, COLUMNS) is True)
