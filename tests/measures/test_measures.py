"""Numbers about a model are what their pages work out by hand."""

import json
import re
from pathlib import Path

import pytest

from opmodel import discover
from opmodel.measures import Measure, Number, measured, measures
from opmodel.model import Model, read
from opmodel.pipeline import load_folder
from opmodel.reports import Options
from opmodel.reports.answers import measures as report
from opmodel.source import parse
from tests.models.folders import DAY, MANIFEST, MISALIGNED, NORTHWIND, SOURCEGRAPH, TEMPLATE, no_collector
from tests.rules.examples import parts

MEASURES = measures()
FOLDERS = (NORTHWIND, MISALIGNED, SOURCEGRAPH, TEMPLATE)
_YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TEXT = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)

every_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.name)


def _said(number: Number) -> str:
    """Write a number as the pages do: a line per figure."""
    if not number.figures:
        wanted = " and ".join(map(str, number.missing))
        return f"cannot be worked out: {wanted}\n"
    return "".join(f"{one.what}: {one.amount} ({one.label})\n" for one in number.figures)


def _number(measure: Measure, model: Model) -> Number:
    ((_, number),) = measured(model, DAY, name=measure.name)
    return number


def _section(measure: Measure, heading: str) -> str:
    return next(part.text for part in parts(measure.page.text) if part.heading == heading)


def _model(text: str) -> Model:
    first, _, second = text.rpartition("# file: model.yaml\n")
    files = {MANIFEST: first or "opmodel: 1\n", "model.yaml": second}
    with no_collector():
        return read([parse(body.encode(), name) for name, body in files.items()], MANIFEST)


@every_measure
def test_value_on_northwind_is_the_one_worked_out_by_hand(measure: Measure) -> None:
    """The page says what the number is on northwind and how it comes about."""
    (expected,) = _TEXT.findall(_section(measure, "On northwind"))
    assert _said(_number(measure, load_folder(NORTHWIND, NORTHWIND))) == expected


@every_measure
def test_example_comes_to_what_its_page_says(measure: Measure) -> None:
    """The page works its number out on a model that has what it is about; the model has no fault."""
    text = _section(measure, "Example")
    (source,), (expected,) = _YAML.findall(text), _TEXT.findall(text)
    model = _model(source)
    assert [fault.message for fault in model.faults] == []
    assert _said(_number(measure, model)) == expected


@every_measure
def test_page_is_whole(measure: Measure) -> None:
    """A page has a title, one sentence, its formula in words and the rows of the diagnosis it answers."""
    assert measure.page.text.startswith(f"# {measure.name}\n")
    assert re.fullmatch(r"[^.]+\.", measure.page.sentence)
    assert [part.heading for part in parts(measure.page.text)] == ["How it is worked out", "On northwind", "Example"]
    assert measure.page.rows
    assert all(re.fullmatch(r"M\d\d", row) for row in measure.page.rows)


def test_every_page_has_a_measure() -> None:
    """Measures and pages stand in pairs."""
    pages = {path.stem for path in discover.folder("opmodel.measures").glob("*.md")}
    assert pages == {one.name for one in MEASURES}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_numbers_can_be_written(folder: Path) -> None:
    """Whatever a model says or leaves out, each number is written as text and as JSON that holds the same."""
    answers = measured(load_folder(folder, folder), DAY)
    assert [one["measure"] for one in json.loads(report.json(answers, Options()))] == [one.name for one in MEASURES]
    for answer in answers:
        (value,) = json.loads(report.json([answer], Options()))
        assert value["value"] == answer[1].value
        assert (value["value"] is None) <= bool(value["missing"] or not value["parts"])
        assert answer[0].name in report.text([answer], Options())


def test_nothing_is_measured_in_an_empty_model() -> None:
    """Without a section that a number is about there is none, and it says which section is missing."""
    empty = _model("# file: model.yaml\n")
    for measure in MEASURES:
        number = _number(measure, empty)
        assert number.value is None
        assert number.missing
