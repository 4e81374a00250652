"""The verb influence: signs, paths, sums and loops of small models with known answers."""

import json
from pathlib import Path

import pytest

from tests.bench.incentives import DENSE, write_company
from tests.cli.process import NORTHWIND, ON, opmodel, write

LOOP = """\
kpis:
  a: {aggregation: sum}
  b: {aggregation: sum}
  c: {aggregation: sum}
  d: {aggregation: sum}
influences:
  a: {b: "+"}
  b: {c: "+"}
  c: {b: "-", d: "+"}
"""
SALES = """\
levers:
  discount: {}
  share: {}
roles:
  ae: {name: Account executive, levers: [discount]}
kpis:
  bookings: {name: Bookings, aggregation: sum}
  margin: {name: Gross margin, aggregation: ratio}
  share: {aggregation: ratio}
  profit: {aggregation: sum}
influences:
  discount:
    bookings: +strong
    margin: {effect: -0.5, lag: 3mo, evidence: {type: data, ref: price study}}
  bookings: {profit: +0.4}
  margin: {profit: +strong}
"""
RUNAWAY = """\
levers: {push: {}}
kpis: {a: {aggregation: sum}, b: {aggregation: sum}, c: {aggregation: sum}}
influences:
  push: {a: +strong}
  a: {b: "+1"}
  b: {a: "+1", c: -medium}
"""


def answer(folder: Path, *arguments: str) -> dict:
    """Return what the verb says as JSON."""
    ran = opmodel("influence", *arguments, "--model", folder, *ON, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


@pytest.mark.parametrize(
    ("source", "target", "sign"),
    [("a", "c", "+"), ("c", "b", "-"), ("b", "b", "+"), ("d", "a", "0"), ("b", "d", "+")],
)
def test_signs(tmp_path: Path, source: str, target: str, sign: str) -> None:
    """A thermostat makes nothing ambiguous, and a thing moves itself with plus."""
    assert answer(write(tmp_path, m=LOOP), source, target)["sign"] == sign


def test_paths_and_their_sum(tmp_path: Path) -> None:
    """Every path has its steps with grounds and place, and all add up."""
    found = answer(write(tmp_path, m=SALES), "discount", "profit")
    assert (found["from"], found["to"], found["sign"], found["comparable"]) == (
        "lever/discount",
        "kpi/profit",
        "?",
        True,
    )
    assert [(path["sign"], path["strength"], path["lag_months"]) for path in found["paths"]] == [
        ("-", 0.375, 3.0),
        ("+", 0.3, 0.0),
    ]
    step = found["paths"][0]["steps"][0]
    assert step == {
        "from": "lever/discount",
        "to": "kpi/margin",
        "effect": "-0.5",
        "lag": "3mo",
        "evidence": {"type": "data", "ref": "price study"},
        "file": "m.yaml",
        "line": 14,
    }
    assert found["sum"] == {"plus": 0.3, "minus": 0.375, "net": -0.075, "low": -0.255, "high": 0.105}
    assert (found["cut"], found["loops"]) == ([], [])


def test_text(tmp_path: Path) -> None:
    """People read both paths, what each rests on, and what they come to, within the width."""
    ran = opmodel("influence", "discount", "profit", "--model", write(tmp_path, m=SALES), *ON)
    assert ran.code == 0
    assert ran.out.startswith("Discount (lever/discount) -> Profit (kpi/profit): ?\n")
    for said in ("1. lowers it, -37.5%, after 3 months", "data: price study", "m.yaml:14", "net -7.5%"):
        assert said in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_a_loop_that_feeds_itself_has_no_sum(tmp_path: Path) -> None:
    """Where a path meets a loop of gain 1 or more, no number is given."""
    folder = write(tmp_path, m=RUNAWAY)
    found = answer(folder, "push", "c")
    assert (found["sign"], found["sum"], found["comparable"]) == ("-", None, False)
    ran = opmodel("influence", "push", "c", "--model", folder, *ON)
    assert "reinforcing loop, strengths not comparable" in ran.out.replace("\n", " ")


def test_weak_paths_are_counted(tmp_path: Path) -> None:
    """What is too weak to list is said."""
    chain = "".join(f"  k{at}: {{k{at + 1}: +weak}}\n" for at in range(4))
    kpis = "".join(f"  k{at}: {{aggregation: sum}}\n" for at in range(5))
    found = answer(write(tmp_path, m=f"kpis:\n{kpis}influences:\n{chain}"), "k0", "k4")
    assert (found["sign"], found["paths"]) == ("+", [])
    assert "1 weaker path (below 1%) is left out" in found["cut"][0]


def test_more_paths_than_steps(tmp_path: Path) -> None:
    """A dense network is cut, and the answer says where."""
    names = [f"k{at}" for at in range(14)]
    kpis = "".join(f"  {name}: {{aggregation: sum}}\n" for name in names)
    edges = "".join(f"  {one}: {{{', '.join(f'{other}: +' for other in names if other != one)}}}\n" for one in names)
    found = answer(write(tmp_path, m=f"kpis:\n{kpis}influences:\n{edges}"), "k0", "k1")
    assert found["sign"] == "+"
    assert "more paths than 200,000 steps can follow" in found["cut"][0]


def test_a_network_too_dense_for_any_floor(tmp_path: Path) -> None:
    """Of two hundred KPIs that all move each other the direct influence is left, and it is said."""
    folder = tmp_path / "dense"
    write_company(folder, DENSE)
    found = answer(folder, "k0", "k1")
    assert [len(way["steps"]) for way in found["paths"]] == [1]
    assert found["cut"][0].endswith(
        "even of the strongest: only the direct influence is listed, and nothing is added up"
    )


def test_missing_evidence_is_said_once(tmp_path: Path) -> None:
    """Where no step rests on anything there is no column for it, only a sentence."""
    out = opmodel("influence", "a", "d", "--model", write(tmp_path, m=LOOP)).out
    assert (out.count("evidence"), "None of these influences says what it rests on" in out) == (1, True)


def test_loops(tmp_path: Path) -> None:
    """All loops of a model, or those that two nodes and what lies between them pass through."""
    folder = write(tmp_path, m=LOOP)
    for arguments in (("--loops",), ("a", "d", "--loops"), ("b", "b", "--loops")):
        assert [(one["kind"], one["kpis"]) for one in answer(folder, *arguments)["loops"]] == [
            ("balancing", ["b", "c"])
        ]
    assert answer(folder, "a", "a", "--loops")["loops"] == []
    assert "1 loop: 0 reinforcing, 1 balancing" in opmodel("influence", "--loops", "--model", folder).out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("discout", "profit"), "there is no lever or KPI 'discout'; did you mean 'discount'?"),
        (("lever/discout", "profit"), "did you mean 'lever/discount'?"),
        (("share", "profit"), "'share' is a lever and a KPI; say which: lever/share or kpi/share"),
        (("ae", "profit"), "role 'ae' moves discount: name one of them"),
        (("discount",), "name two levers or KPIs, FROM and TO, or ask for --loops"),
        ((), "name two levers or KPIs"),
        (("discount", "profit", "margin"), "is too much: name FROM and TO, and the model by --model PATH"),
    ],
)
def test_usage(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    """What was typed wrong is said in one line, with the way out."""
    ran = opmodel("influence", *arguments, "--model", write(tmp_path, m=SALES), *ON)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_where_both_have_the_id(tmp_path: Path) -> None:
    """The section in front says which is meant."""
    assert answer(write(tmp_path, m=SALES), "kpi/share", "profit")["sign"] == "0"


def test_what_was_not_read_is_said(tmp_path: Path) -> None:
    """The rest is answered, and the code says that something is missing."""
    ran = opmodel("influence", "discount", "profit", "--model", write(tmp_path, m=SALES, x="roles: {a: [\n"), *ON)
    assert ran.code == 3
    assert "the answer lacks x.yaml, which could not be read" in ran.err


def test_what_was_not_understood_is_said(tmp_path: Path) -> None:
    """An entity that could not be read is missing from the answer, and named."""
    folder = write(tmp_path, m=SALES.replace("aggregation: ratio}\n  profit", "aggregation: avg}\n  profit"))
    ran = opmodel("influence", "discount", "profit", "--model", folder, *ON)
    assert (ran.code, ran.err.count("kpi/share")) == (0, 1)
    missing = opmodel("influence", "kpi/share", "profit", "--model", folder, *ON)
    assert "kpi 'share' could not be read" in missing.err


def test_no_path_says_where_to_declare_one(tmp_path: Path) -> None:
    """Who misses an influence learns where it is written."""
    ran = opmodel("influence", "d", "a", "--model", write(tmp_path, m=LOOP), *ON)
    assert "No path leads from 'D' to 'A'; if one moves the other, declare it below `influences:`." in ran.out


def test_a_folder_in_place_of_a_name_says_how_to_name_it() -> None:
    """Who writes PATH as for other verbs learns the option."""
    ran = opmodel("influence", NORTHWIND, "--loops")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"opmodel: '{NORTHWIND}' is a folder; name the model by --model {NORTHWIND}\n"
