"""Numbers within linear bounds."""

from fractions import Fraction

import pytest

from opmodel.expressions.regions.linear import Limit, Unsure, between, limit, solve

WHOLE = frozenset(("i", "j"))


def solved(limits: list[Limit], *names: str) -> dict[str, Fraction] | None:
    """Solve without counting steps."""
    return solve(limits, names, WHOLE, lambda count: None)


def most(bound: float, *, strict: bool = False, **factors: int) -> Limit:
    """Return the bound that the sum is at most a number."""
    return limit(
        {name: Fraction(factor) for name, factor in factors.items()}, Fraction(bound), strict=strict, whole=WHOLE
    )


def test_numbers_meet_their_bounds() -> None:
    """With x - y >= 2 and y >= 3, x is at least 5."""
    found = solved([most(-2, x=-1, y=1), most(-3, y=-1)], "y", "x")
    assert found == {"y": Fraction(3), "x": Fraction(5)}


def test_a_circle_of_bounds_is_refuted() -> None:
    """No numbers have x < y, y < z and z < x."""
    bounds = [most(0, strict=True, x=1, y=-1), most(0, strict=True, y=1, z=-1), most(0, strict=True, z=1, x=-1)]
    assert solved(bounds, "x", "y", "z") is None


def test_whole_numbers_have_nothing_between_neighbours() -> None:
    """Between 2 and 3, ends excluded, there are fractions only."""
    assert solved([most(3, strict=True, i=1), most(-2, strict=True, i=-1)], "i") is None
    assert solved([most(3, strict=True, x=1), most(-2, strict=True, x=-1)], "x") == {"x": Fraction(5, 2)}


def test_even_is_not_odd() -> None:
    """2i = 2j + 1 has no whole solution, which the common factor shows."""
    assert solved([most(1, i=2, j=-2), most(-1, i=-2, j=2)], "i", "j") is None


def test_too_many_bounds_are_not_worked_through() -> None:
    """The budget is a number of bounds."""
    bounds = [most(index, x=index % 7 - 3, y=index % 5 - 2, z=index % 11 - 5) for index in range(2_000)]
    with pytest.raises(Unsure):
        solved(bounds, "x", "y", "z")


@pytest.mark.parametrize(
    ("low", "high", "open_low", "open_high", "whole", "expected"),
    [
        (500, None, False, False, True, 500),
        (500, None, True, False, True, 501),
        (None, 500, False, True, True, 499),
        (None, 500, False, False, True, 500),
        (0, 1, True, True, False, Fraction(1, 2)),
        (0, 1, True, True, True, None),
        (Fraction(1, 2), 3, False, False, True, 1),
        (None, Fraction(7, 2), False, True, True, 3),
        (None, None, True, True, False, 0),
        (3, 2, False, False, False, None),
    ],
)
def test_the_most_readable_number_of_an_interval(
    low: int | None, high: int | None, open_low: bool, open_high: bool, whole: bool, expected: int | None
) -> None:
    """An end if it belongs, else its neighbour, else the middle."""
    first = None if low is None else Fraction(low)
    last = None if high is None else Fraction(high)
    assert between(first, last, open_low=open_low, open_high=open_high, whole=whole) == expected
