"""Pictures: every view in every format, and what does not fit said in one line."""

from pathlib import Path

import pytest

import opmodel as library
from opmodel.renderers import formats
from opmodel.views import names
from tests.cli.process import NORTHWIND, ON, ROOT, opmodel, write
from tests.cli.test_library import DAY

STARTS = {
    "svg": b"<svg",
    "png": b"\x89PNG\r\n\x1a\n",
    "dot": b"digraph",
    "mmd": b"flowchart",
    "pdf": b"%PDF-",
    "html": b"<!doctype html>",
}


@pytest.mark.parametrize("format_", formats())
@pytest.mark.parametrize("view", names())
def test_every_view_in_every_format(tmp_path: Path, view: str, format_: str) -> None:
    """A picture is written where it was asked for, as what its ending says."""
    out = tmp_path / f"picture.{format_}"
    ran = opmodel("draw", NORTHWIND, "--view", view, "--out", out, *ON)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[0] == f"opmodel: wrote {out}"
    assert STARTS[format_] in out.read_bytes()[:400]


def test_the_same_twice() -> None:
    """The same model gives the same picture, byte for byte."""
    first = library.draw(NORTHWIND, "journey", on=DAY)
    assert first == library.draw(NORTHWIND, "journey", on=DAY)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("models/northwind", "--view", "jorney", "--out", "x.svg"), 2, "did you mean 'journey'?"),
        (("models/northwind", "--view", "zzz", "--out", "x.svg"), 2, "none needs Graphviz"),
        (("models/northwind", "--view", "journey", "--out", "x.pnng"), 2, "did you mean 'png'?"),
        (("models/northwind", "--view", "journey", "--out", "x"), 2, "pictures end in"),
        (("models/northwind", "--view", "journey", "--out", "nowhere/x.svg"), 5, "cannot be written"),
        (("models/northwind", "--view", "journey"), 2, "missing option '--out'"),
        (("models", "--view", "journey", "--out", "x.svg"), 2, "models at 'models', name one of them:"),
        (("nowhere", "--view", "journey", "--out", "x.svg"), 2, "there is no folder or file 'nowhere'"),
        (("docs", "--view", "journey", "--out", "x.svg"), 4, "no model at 'docs'"),
    ],
)
def test_pictures_that_cannot_be(arguments: tuple[str, ...], code: int, says: str) -> None:
    """What does not fit is one line, and no file is left behind."""
    ran = opmodel("draw", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert not list(ROOT.glob("x*"))


def test_a_model_with_a_broken_file_is_drawn(tmp_path: Path) -> None:
    """What could be read is drawn, and the call says what is missing from it."""
    folder = write(tmp_path, org="roles: {ae: [\n", sales="roles: {sdr: {}}\n")
    ran = opmodel("draw", folder, "--view", "org", "--out", tmp_path / "x.svg", "--quiet")
    assert ran.code == 3
    assert "the picture lacks what stands in org.yaml, which could not be read" in ran.err
    assert b"sdr" in (tmp_path / "x.svg").read_bytes()


def test_an_ending_in_capitals_names_the_format(tmp_path: Path) -> None:
    """Some systems write endings in capitals."""
    out = tmp_path / "journey.PNG"
    assert opmodel("draw", NORTHWIND, "--view", "journey", "--out", out, *ON).code == 0
    assert STARTS["png"] in out.read_bytes()[:400]
