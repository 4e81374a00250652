"""The verb show: one entity on a terminal, in a handbook and for programs."""

import json
import re
from pathlib import Path

from tests.cli.process import MISALIGNED, NORTHWIND, ON, opmodel, write

HOSTILE = """\
roles:
  a:
    name: "x\\e[31m ::error::y ##[error]z"
    description: "@boss ![pic](http://x) <img src=x> </details> `code` | a | b <!-- opmodel -->"
  b:
    name: "::error::y"
    reports_to: a
    description: "# heading"
"""


def test_text() -> None:
    """The page says what is written, what it names, what names it, and where each line stands."""
    ran = opmodel("show", "stage/pilot", "--model", NORTHWIND, *ON)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Pilot (stage/pilot)\n-------------------\n")
    assert re.search(r"^  type +open +new_business.yaml:\d+$", ran.out, re.MULTILINE)
    for title in ("as written", "what it names", "transitions", "kpis"):
        assert f"\n{title}\n" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_findings() -> None:
    """A page of an ill company ends with what is wrong, in the words of the check."""
    ran = opmodel("show", "plan_ae", "--model", MISALIGNED, *ON)
    assert ran.code == 0
    assert "\nfindings\n  error " in ran.out
    assert "opposed-incentives: role 'ae'" in ran.out
    calm = opmodel("show", "stage/pilot", "--model", NORTHWIND, *ON)
    assert calm.out.endswith("No finding is about it.\n")


def test_json() -> None:
    """Programs get the same chapters and lines."""
    page = json.loads(opmodel("show", "Pilot", "--model", NORTHWIND, *ON, "--format", "json").out)
    assert (page["entity"], page["label"]) == ("stage/pilot", "Pilot")
    line = page["chapters"][0]["lines"][0]
    assert line.keys() == {"depth", "label", "text", "file", "line"}


def test_markdown() -> None:
    """A handbook gets headings and lists, and amounts as they are written."""
    ran = opmodel("show", "stage/pilot", "--model", NORTHWIND, *ON, "--format", "markdown")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Pilot\n\n`stage/pilot`, `models/northwind/new_business.yaml:")
    assert "\n## As written\n\n- **" in ran.out
    assert "\n  - **after**: " in ran.out


def test_text_of_a_model_is_inert(tmp_path: Path) -> None:
    """Nothing that a model says is markup, a mention, a command or a colour."""
    folder = write(tmp_path / "m", roles=HOSTILE)
    for name in ("a", "b"):
        for form in ("text", "markdown", "json"):
            out = opmodel("show", f"role/{name}", "--model", folder, *ON, "--format", form).out
            assert "\x1b" not in out
            assert "##[" not in out
            assert not any(line.lstrip().startswith("::") for line in out.splitlines())
        page = opmodel("show", f"role/{name}", "--model", folder, *ON, "--format", "markdown").out
        assert not re.search(r"(?<!\\)[<!]\[|(?<![\\-])<(?!!-- -->)|@\w|(?<!\\)\|", page)
        assert page.count("\n# ") == 0


def test_who_is_meant() -> None:
    """A name that nothing has is usage, with the nearest one; so is one of another day."""
    for name, said in (("pilto", "did you mean 'pilot'?"), ("stage/pilo", "did you mean 'stage/pilot'?")):
        ran = opmodel("show", name, "--model", NORTHWIND, *ON)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    assert opmodel("show", "--model", NORTHWIND).code == 2


def test_a_page_about_a_part_says_so(tmp_path: Path) -> None:
    """Where a file could not be read the page stands, and says that it lacks something."""
    folder = write(tmp_path / "m", good="roles: {ae: {}}\n", bad="roles: [\n")
    ran = opmodel("show", "ae", "--model", folder, *ON)
    assert ran.code == 3
    assert ran.out.startswith("AE (role/ae)\n")
    assert "the page lacks" in ran.err
