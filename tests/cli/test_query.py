"""The verb query: tables, CSV and JSON from one SELECT."""

import csv
import io
import json
from pathlib import Path

from tests.cli.process import MISALIGNED, NORTHWIND, ON, opmodel, write

SQL = "select id, owner from stages where stall_after_hours is null and type = 'open' order by id"
HOSTILE = """\
roles:
  a: {name: "=HYPERLINK(1)", description: "-2"}
  b: {name: "+1", description: "@x"}
  c: {name: "::error::x", description: "##[error]y \\e[31m"}
"""


def test_table() -> None:
    """Rows stand in columns, an empty cell says NULL, and below stands how many there are."""
    ran = opmodel("query", SQL, "--model", NORTHWIND, *ON)
    assert (ran.code, ran.err.count("\n")) == (0, 1)  # the variants it does without
    assert ran.out.splitlines()[0].split() == ["id", "owner"]
    assert ["live", "csm"] in [line.split() for line in ran.out.splitlines()]
    assert ran.out.endswith("rows\n")
    empty = opmodel("query", "select max(description) as text from sources where 0", "--model", NORTHWIND, *ON)
    assert empty.out == "text\nNULL\n\n1 row\n"


def test_json() -> None:
    """Programs get a list of objects with numbers as numbers, and two columns of one name do not collide."""
    ran = opmodel(
        "query", "select 1 as n, 2.5 as n, null as x, 'é' as y, 1e999 as z", "--model", NORTHWIND, "--format", "json"
    )
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == [{"n": 1, "n_2": 2.5, "x": None, "y": "é", "z": None}]
    assert ran.out.isascii()


def test_findings() -> None:
    """What a check finds can be asked for like everything else."""
    sql = "select count(*) as n from findings where severity = 'error' and status = 'open'"
    asked = json.loads(opmodel("query", sql, "--model", MISALIGNED, *ON, "--format", "json").out)
    checked = json.loads(opmodel("check", MISALIGNED, *ON, "--format", "json").out)
    found = [one for one in checked["findings"] if (one["severity"], one["status"]) == ("error", "open")]
    assert asked == [{"n": len(found)}]


def test_scope_and_day() -> None:
    """The tables hold what is in force on the day, for the records asked about."""
    folder = Path(NORTHWIND)
    early = opmodel("query", "select as_of() as d", "--model", folder, "--on", "2020-01-01", "--format", "csv")
    assert early.out == "d\n2020-01-01\n"
    ran = opmodel("query", "select id from roles", "--model", folder, "--scope", "segment=nope")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no value of segment 'nope'" in ran.err


def test_csv_holds_no_formula(tmp_path: Path) -> None:
    """A spreadsheet computes nothing that a model says, and no line is a command to a terminal or a build log."""
    folder = write(tmp_path / "m", roles=HOSTILE)
    ran = opmodel("query", "select name, description from roles", "--model", folder, "--format", "csv")
    found = list(csv.reader(io.StringIO(ran.out)))
    assert found[1:3] == [["'=HYPERLINK(1)", "'-2"], ["'+1", "'@x"]]
    assert not any(line.startswith(("::", '"::')) for line in ran.out.splitlines())
    assert "\x1b" not in ran.out
    assert "##[" not in ran.out
    assert (
        opmodel("query", "select -1, 2.5, null", "--model", folder, "--format", "csv").out.splitlines()[1] == "-1,2.5,"
    )


def test_what_is_wrong_is_one_line(tmp_path: Path) -> None:
    """A statement that is not answered is usage; nothing goes to standard output."""
    for sql, said in (
        ("select idd from stages", "opmodel: there is no column 'idd' in stages; did you mean 'id'?\n"),
        ("drop table stages", "opmodel: only a SELECT is answered here: begin with select or with\n"),
        ("", "opmodel: write a SELECT, or --tables to see what there is\n"),
    ):
        ran = opmodel("query", sql, "--model", NORTHWIND)
        assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert opmodel("query", "select 1", "--model", tmp_path).code == 4


def test_lists_tables() -> None:
    """`--tables` needs no model."""
    assert "stages_checklist" in opmodel("query", "--tables").out
    found = json.loads(opmodel("query", "--tables", "--format", "json").out)
    columns = {one["table"]: [column["name"] for column in one["columns"]] for one in found}
    assert {"rule", "severity", "status", "entity", "message", "owner", "file", "line"} <= set(columns["findings"])
    assert columns["edges"] == ["source", "edge", "target", "path", "file", "line"]


def test_an_answer_about_a_part_says_so(tmp_path: Path) -> None:
    """Where a file could not be read the answer stands, and the exit code and a line tell that it lacks something."""
    folder = write(tmp_path / "m", good="roles: {ae: {}}\n", bad="roles: [\n")
    ran = opmodel("query", "select id from roles", "--model", folder, "--format", "csv")
    assert (ran.code, ran.out) == (3, "id\nae\n")
    assert "the answer lacks bad.yaml" in ran.err or "bad.yaml" in ran.err


def test_many_columns_stand_below_each_other() -> None:
    """Where no room is left for whole words, each row is a list that fits a terminal."""
    ran = opmodel("query", "select * from findings", "--model", MISALIGNED, *ON)
    assert ran.out.startswith("row 1\n  rule         no-shared-outcome\n")
    assert max(map(len, ran.out.splitlines())) <= 100
