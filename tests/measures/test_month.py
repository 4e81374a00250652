"""How often a month something happens, and who takes part."""

import pytest

from opmodel.graph import Graph
from opmodel.measures._month import attending, heads, times, working_hours
from opmodel.model.values import duration
from tests.model.models import model

PEOPLE = Graph(
    model(
        """
functions: {sales: {lead: vp}}
roles:
  vp: {function: sales, headcount: 1}
  sdr: {function: sales}
  sdr_inbound: {is_a: sdr, headcount: 5}
  sdr_outbound: {is_a: sdr, headcount: 4}
  ae: {function: sales, headcount: 12}
  desk: {level: queue, held_by: ae}
  bot: {level: automation}
  partner: {level: external, headcount: 3}
  unsaid: {function: sales}
"""
    )
).people


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("1d", 21.74),
        ("1bd", 21.74),
        ("2d", 10.87),
        ("1w", 4.35),
        ("7d", 4.35),
        ("2w", 2.17),
        ("30d", 1.0146),
        ("1mo", 1),
        ("1q", 1 / 3),
        ("1y", 1 / 12),
        ("4h", 43.48),
        ("0d", 0),
    ],
)
def test_times_a_month(every: str, expected: float) -> None:
    """What is daily comes on working days, what is rarer comes by the calendar."""
    length = duration(every)
    assert length
    assert times(length) == pytest.approx(expected, rel=0.003)


@pytest.mark.parametrize(("length", "expected"), [("45min", 0.75), ("2h", 2), ("1d", 8), ("2bd", 16), ("1w", 40)])
def test_hours_of_work(length: str, expected: float) -> None:
    """A meeting of a day takes a working day."""
    found = duration(length)
    assert found
    assert working_hours(found) == pytest.approx(expected)


def test_everybody_is_counted_once() -> None:
    """A general role stands for its kinds, a queue for who works it, a function for its lead; programs take no part."""
    names = attending(("sdr", "sdr_inbound", "desk", "ae", "sales", "bot", "partner"), PEOPLE)
    assert names == ("sdr", "ae", "vp")
    assert (heads(names, PEOPLE).value, heads(names, PEOPLE).assumed) == (22, False)
    assert (heads(("unsaid",), PEOPLE).value, heads(("unsaid",), PEOPLE).assumed) == (1, True)
