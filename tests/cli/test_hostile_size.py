"""Hostile sizes: what is dense or has no end costs no more than a little of it; and each line has its tests."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.process import CALM, ON, cost, opmodel, write
from tests.cli.test_hostile import NESTED


def test_each_of_the_sixteen_lines_has_tests() -> None:
    """`test_7_...` is about the seventh line; all of them drive the real process."""
    texts = (path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_hostile*.py"))
    assert {int(found) for text in texts for found in re.findall(r"^def test_(\d+)_", text, re.MULTILINE)} == {
        *range(1, 17)
    }


def test_1_nesting_costs_what_a_small_model_does(tmp_path: Path) -> None:
    """Nothing behind the place where it becomes too deep is looked at."""
    small = cost("check", write(tmp_path / "small", a=CALM), *ON)
    for name, text in NESTED.items():
        assert cost("check", write(tmp_path / name, a=text), *ON) < 3 * small, name


def _linked(names: list[str], line: str) -> str:
    return "".join(line.format(one=one, two=two) for one in names for two in names if one != two)


def _stages(number: int) -> dict[str, str]:
    names = [f"s{one}" for one in range(number)]
    head = f"objects: {{deal: {{}}}}\nlifecycles: {{deals: {{object: deal, stages: [{', '.join(names)}]}}}}\nstages:\n"
    stages = "".join(f"  {name}: {{type: open}}\n" for name in names)
    moves = _linked(names, "  t_{one}_{two}: {{from: {one}, to: {two}, kind: advance}}\n")
    return {"a": f"{head}{stages}transitions:\n{moves}"}


def _moves(number: int) -> dict[str, str]:
    head = "objects: {deal: {}}\nlifecycles: {deals: {object: deal, stages: [s0, s1]}}\n"
    moves = "".join(f"  t{one}: {{from: s0, to: s1, kind: advance}}\n" for one in range(number))
    return {"a": f"{head}stages: {{s0: {{type: open}}, s1: {{type: open}}}}\ntransitions:\n{moves}"}


def _kpis(number: int) -> dict[str, str]:
    parts = (range(first, min(first + 10_000, number)) for first in range(0, number, 10_000))
    return {
        f"k{part.start}": "kpis:\n" + "".join(f"  k{one}: {{aggregation: sum}}\n" for one in part) for part in parts
    }


def _influences(number: int) -> dict[str, str]:
    names = [f"k{one}" for one in range(number)]
    kpis = "".join(f"  {name}: {{aggregation: sum}}\n" for name in names)
    moved = "".join(f"  {one}: {{{', '.join(f'{two}: +0.5' for two in names if two != one)}}}\n" for one in names)
    plan = "roles: {r: {}}\nincentives: {p: {payee: r, measures: {k0: {weight: 50}, k1: {weight: 50}}}}\n"
    return {"a": f"{plan}kpis:\n{kpis}influences:\n{moved}"}


def _comments(number: int) -> dict[str, str]:
    note = "# opmodel: ignore[owner-missing]\n"
    return {"a": f"roles:\n{note * number}  r: {{}}\n"}


UNREAD = {"missing-key", "unknown-key", "wrong-type", "file-too-large"}
DENSE = {"stages": (_stages, 20, 40), "transitions": (_moves, 2_500, 10_000), "kpis": (_kpis, 25_000, 100_000)}
DENSE |= {"influences": (_influences, 20, 40), "comments": (_comments, 5_000, 20_000)}


@pytest.mark.parametrize("kind", DENSE)
def test_15_dense(tmp_path: Path, kind: str) -> None:
    """Four times as many moves, KPIs or influences cost no more than about four times as much."""
    made, few, many = DENSE[kind]
    small, large = (write(tmp_path / str(number), **made(number)) for number in (few, many))
    report = json.loads(opmodel("check", large, "--format", "json", *ON).out)
    assert not {one["rule"] for one in report["findings"]} & {
        "missing-key",
        "unknown-key",
        "wrong-type",
        "file-too-large",
    }
    assert cost("check", large, "--format", "concise", *ON) < 8 * cost("check", small, "--format", "concise", *ON)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("stages", ("draw", "--view", "journey", "--out", "x.svg")),
        ("stages", ("draw", "--view", "handoffs", "--out", "x.svg")),
        ("stages", ("diagnose",)),
        ("influences", ("influence", "k0", "k39")),
        ("influences", ("influence", "--loops")),
        ("influences", ("incentives",)),
        ("influences", ("draw", "--view", "kpi_tree", "--out", "x.svg")),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[:3]),
)
def test_15_dense_in_other_verbs(tmp_path: Path, kind: str, words: tuple[str, ...]) -> None:
    """Where paths without number lead from one to another, a bounded number is looked at."""
    made, few, many = DENSE[kind]
    small, large = (write(tmp_path / str(number), **made(number)) for number in (few, many))
    fewer = tuple(f"k{few - 1}" if word == f"k{many - 1}" else word for word in words)
    assert cost(*words, *ON, cwd=large) < 8 * cost(*fewer, *ON, cwd=small)
