"""How changes are told: to people at a terminal, in a pull request and to programs."""

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import opmodel.reports
from opmodel.changes import Approver, Changes, diff
from opmodel.changes.judging import EXEMPT
from opmodel.changes.table import REST, ROWS
from opmodel.reports import Options
from opmodel.reports.answers import changes as report
from tests.changes.company import DAY, acme, changed
from tests.changes.quarter_end import quarter_end
from tests.models.folders import ROOT
from tests.reports.runner import commands
from tests.reports.test_hostile import HOSTILE, OBEYED
from tests.reports.test_markdown import LIVELY, cells, live

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = json.loads((Path(opmodel.reports.__file__).parent / "changes-v1.schema.json").read_text(encoding="utf-8"))
FORMATS = {"txt": report.text, "md": report.markdown, "json": report.json}
PAGE = ROOT / "docs" / "changes.md"
SHOWN = "```text\n"


@pytest.mark.parametrize("ending", FORMATS)
def test_format(ending: str, accept: bool) -> None:
    """What a format writes about a quarter's end is what a person has read and accepted."""
    written = FORMATS[ending](quarter_end(), Options())
    path = GOLDEN / f"quarter_end.{ending}"
    if accept:
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


def test_the_page_shows_what_the_program_says(accept: bool) -> None:
    """The documentation shows the same changes as sales sees them."""
    written = report.text(quarter_end().narrowed("sales"), Options())
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(SHOWN)
    shown, _, after = rest.partition("```\n")
    if accept:
        PAGE.write_text(f"{before}{SHOWN}{written}```\n{after}", encoding="utf-8")
        shown = written
    assert shown == written


HEAD = "| row | class | what | must approve |\n|---|---|---|---|\n"


def test_the_page_has_the_table(accept: bool) -> None:
    """The documentation lists every row, in the order in which they are asked."""
    rows = "".join(f"| `{row.name}` | {row.weight} | {row.what} | {row.who} |\n" for row in (*ROWS, *REST))
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(HEAD)
    shown, _, after = rest.partition("\n\n")
    if accept:
        PAGE.write_text(f"{before}{HEAD}{rows}\n{after}", encoding="utf-8")
        shown = rows.rstrip("\n")
    assert shown == rows.rstrip("\n")


def test_every_row_has_its_own_name() -> None:
    """A change says by one word which row gave its class."""
    names = [row.name for row in (*ROWS, *REST, *EXEMPT)]
    assert len(names) == len(set(names))


def test_schema() -> None:
    """The JSON document is what its schema says, with changes and without, and the schema is a sound one."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    nobody = Changes("a", "b")
    for found in (quarter_end(), changed(), nobody, diff(acme(), acme(("finance: cfo, ", "")), DAY)):
        jsonschema.validate(json.loads(report.json(found, Options())), SCHEMA)


def test_nothing() -> None:
    """Where nothing changed one line says so."""
    assert report.text(Changes("a", "b"), Options()) == "a -> b: Nothing changed: both say the same.\n"


def test_nobody_is_named() -> None:
    """An approver that nobody is named for stands in the list like the others, at its end."""
    found = diff(
        acme(("forecast: vp_sales, ", "")),
        acme(("forecast: vp_sales, ", ""), ("probability: 40", "probability: 9")),
        DAY,
    )
    lines = report.text(found, Options()).splitlines()
    assert any(line.split() == ["nobody", "is", "named", "1", "forecast", "owner"] for line in lines)


def _hostile(text: str) -> Changes:
    """Return a change with the same text in every place that comes from a model."""
    (change,) = changed(("probability: 40", "probability: 41")).found
    who = Approver(text, (text,), text, {"slack": text})
    hostile = replace(
        change, entity=f"stage/{text}", path=text, message=text, old=text, new=text, note=text, approvers=(who,),
        audiences=(text,), scopes=(text,),
    )  # fmt: skip
    return Changes(text, text, (hostile,), who, {text: text}, (text,))


@pytest.mark.parametrize("text", [*HOSTILE, *LIVELY])
def test_text_of_a_model_is_inert(text: str) -> None:
    """In a pull request nothing that a model says is markup, a mention or an address; tables keep their columns."""
    report_ = report.markdown(_hostile(text), Options())
    assert [one for one in live(report_) if one != "list_item_open"] == []
    assert cells(report_) == {3}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("ending", FORMATS)
def test_hostile_text(ending: str, text: str) -> None:
    """Nothing from a model commands a terminal or a build log."""
    written = FORMATS[ending](_hostile(text), Options())
    assert commands(written) == []
    assert not {char for char in written if unicodedata.category(char) in OBEYED} - {"\n"}


def test_a_comment_has_room() -> None:
    """However much changes, the page stays below what a comment takes, and says that there is more."""
    (change,) = changed(("probability: 40", "probability: 41")).found
    many = Changes("a", "b", tuple(replace(change, message=f"stage {number} {'x' * 90}") for number in range(900)))
    written = report.markdown(many, Options())
    assert len(written) < 60_000
    assert "opmodel diff" in written.splitlines()[-1]
