"""Definitions that name earlier ones many times over are worked out once, not once for each mention."""

import subprocess
import sys

import pytest

from opmodel.expressions import Column, Found, Impossible, Kind, always_true, holds, never_true, possible
from opmodel.expressions.tree import Reference
from tests.expressions.crm import Fields, condition, value

TOWERS = [(12, 3), (5, 20)]
"""Levels and mentions: written out, 3 to the power of 11 and 20 to the power of 4 conditions."""
JOINS = (" and ", " or ", " and not ")
PROGRAM = """
import sys
from opmodel.model import read
from opmodel.source import parse
manifest = parse(b"opmodel: 1\\n", "opmodel.yaml")
print(read([manifest, parse(sys.stdin.buffer.read(), "model.yaml")], "opmodel.yaml", "demo").faults)
"""
PATIENCE = 120
"""Seconds until a process counts as hanging; what is read here takes a fraction of one."""


def tower(levels: int, mentions: int, join: str) -> Fields:
    """Build definitions that each name the one below so many times."""
    columns = {"amount": Column("amount", Kind.NUMBER)}
    tests = ["amount > 5", *(join.join([f"d{level}"] * mentions) for level in range(levels - 1))]
    for level, test in enumerate(tests):
        columns[f"d{level}"] = Column(f"d{level}", Kind.BOOLEAN, nullable=False, test=condition(test))
    return Fields("object 'deal'", columns)


@pytest.mark.parametrize("join", JOINS)
@pytest.mark.parametrize(("levels", "mentions"), TOWERS)
@pytest.mark.parametrize("amount", [1, 6, None])
def test_a_record_is_read_in_steps_that_the_text_has(levels: int, mentions: int, join: str, amount: int | None) -> None:
    """Each definition is looked at once for each number of definitions around it, whatever the others say."""
    columns = tower(levels, mentions, join)
    steps: list[None] = []
    holds(Reference(0, 0, (f"d{levels - 1}",)), {"amount": amount}, columns, lambda: steps.append(None))
    assert len(steps) <= levels * (2 * mentions + 2)


@pytest.mark.parametrize(("levels", "mentions"), TOWERS)
def test_questions_about_towers_are_answered(levels: int, mentions: int) -> None:
    """The answer is that of the condition at the bottom."""
    top = Reference(0, 0, (f"d{levels - 1}",))
    for join in (" and ", " or "):
        columns = tower(levels, mentions, join)
        assert possible(top, columns) == Found({"amount": 6})
        assert never_true(top, columns) is None
        assert always_true(top, columns) is None
    assert possible(top, tower(levels, mentions, " and not ")) == Impossible()


def test_definitions_that_all_name_all_others_come_to_an_end() -> None:
    """Circles are cut where they close; twelve that name each other make 479,001,600 ways around."""
    names = [f"d{number}" for number in range(12)]
    columns = Fields(
        "object 'deal'",
        {
            name: Column(name, Kind.BOOLEAN, test=condition(" or ".join(other for other in names if other != name)))
            for name in names
        },
    )
    steps: list[None] = []
    assert holds(condition("d0"), {}, columns, lambda: steps.append(None)) is None
    assert len(steps) <= 12 * 12 * 13


def test_a_definition_cut_off_deep_down_is_worked_out_higher_up() -> None:
    """Thirteen levels are one too many, but what stands at the seventh is still what it is."""
    columns = tower(13, 1, " and ")
    assert holds(condition("d12"), {"amount": 6}, columns) is None
    assert holds(condition("d12 or d6"), {"amount": 6}, columns) is True


def test_computed_columns_that_name_each_other_are_summed_once() -> None:
    """Three mentions in twelve levels make 3 to the power of 11 times the amount at the bottom."""
    columns = {"n0": Column("n0", Kind.NUMBER)}
    for level in range(1, 12):
        below = f"n{level - 1}"
        columns[f"n{level}"] = Column(f"n{level}", Kind.NUMBER, derived=value(f"{below} + {below} + {below}"))
    answer = possible(condition(f"n11 = {3**11} and n0 > 0"), Fields("object 'deal'", columns))
    assert isinstance(answer, Found)
    assert answer.witness["n0"] == 1


@pytest.mark.parametrize("join", JOINS[:2])
@pytest.mark.parametrize(("levels", "mentions"), TOWERS)
def test_a_model_with_such_definitions_is_read(levels: int, mentions: int, join: str) -> None:
    """In a process of its own, so that a text that hangs the reader fails this test and not the whole run."""
    lines = ["objects: {deal: {fields: {amount: {type: money}}}}", "definitions:"]
    tests = ["amount > 5", *(join.join([f"d{level}"] * mentions) for level in range(levels - 1))]
    lines += [f"  d{level}: {{term: D{level}, object: deal, test: {test}}}" for level, test in enumerate(tests)]
    text = "\n".join(lines)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=text, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "()\n", "")
