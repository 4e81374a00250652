"""Views of real, large, odd and random models become good pictures, in bounded time and without dropping anything."""

import pytest

from opmodel import views
from opmodel.drawing import Drawing
from opmodel.layouts import place
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from tests.drawing.check import check_placed
from tests.views import pictures

_FORTY = [f"s{at}" for at in range(40)]
_ODD = {
    "nothing": "",
    "one stage": "stages: {a: {type: open}}\n",
    "one role": "roles: {a: {}}\n",
    "a circle of roles": "roles: {a: {reports_to: b}, b: {reports_to: c}, c: {reports_to: a}, d: {reports_to: d}}\n",
    "a circle of kinds": "roles: {a: {is_a: b}, b: {is_a: a, reports_to: a}}\n",
    "stages nobody declares": """
objects: {deal: {}}
lifecycles: {path: {object: deal, stages: [a, ghost, broken, b]}, other: {object: deal, stages: [a]}}
stages: {a: {type: open}, b: {type: won}, broken: 3, alone: {type: open}}
transitions: {go: {from: a, to: [ghost, b], kind: advance}, odd: 4}
""",
    "forty stages that all lead to each other": (
        f"objects: {{deal: {{}}}}\nlifecycles: {{path: {{object: deal, stages: [{', '.join(_FORTY)}]}}}}\n"
        "roles: {x: {}, y: {}}\nstages:\n"
        + "".join(f"  {name}: {{type: open, owner: {'xy'[at % 2]}}}\n" for at, name in enumerate(_FORTY))
        + f"transitions: {{all: {{from: any, to: [{', '.join(_FORTY)}], kind: advance}}}}\n"
    ),
}


def _faults(drawing: Drawing) -> list[str]:
    return check_placed(place(drawing))


@pytest.mark.parametrize("view", views.names())
@pytest.mark.parametrize("name", [*pictures.FOLDERS, "8", "30", "300"])
def test_models_are_good_pictures(name: str, view: str) -> None:
    """No words touch, no line crosses a box, letters stay large: for every model here and for generated ones."""
    assert _faults(pictures.drawn(name, view)) == []


@pytest.mark.parametrize("view", views.names())
@pytest.mark.parametrize("name", _ODD)
def test_odd_models_are_good_pictures(name: str, view: str) -> None:
    """Emptiness, circles, strangers and crowds are drawn without an error."""
    assert _faults(pictures.of(_ODD[name], view)) == []


@pytest.mark.parametrize("view", views.names())
@pytest.mark.parametrize("seed", range(40))
def test_any_model_is_a_good_picture(seed: int, view: str) -> None:
    """Models made by chance keep every promise of a good picture, and look the same twice."""
    text = pictures.scribbled(seed)
    drawing = pictures.of(text, view)
    assert _faults(drawing) == []
    assert drawing == pictures.of(text, view)


@pytest.mark.parametrize("seed", range(40))
def test_everybody_and_every_stage_is_shown(seed: int) -> None:
    """Whatever the model, each stage is on the journey and each role in the organisation, once."""
    text = pictures.scribbled(seed)
    seen = pictures.read(text)
    for view, kind in (("journey", Stage), ("org", Role)):
        shown = [shape.id for shape in pictures.of(text, view).shapes if shape.kind != "heading"]
        assert sorted(shown) == sorted(entity.ref for entity in seen.of(kind))


def test_crowded_lines_are_counted() -> None:
    """Of 1,560 moves between forty stages the nearest are drawn and all others counted."""
    drawing = pictures.of(_ODD["forty stages that all lead to each other"], "journey")
    note = "1,460 moves between stages further apart, because no line could be followed"
    assert (len(drawing.edges), drawing.left_out) == (100, (note,))


def test_what_could_not_be_read_is_drawn_broken_or_counted() -> None:
    """A stage that is written but not understood keeps its place; what nobody wrote is said."""
    drawing = pictures.of(_ODD["stages nobody declares"], "journey")
    broken = pictures.shape(drawing, "stage/broken")
    assert (broken.alarm, broken.second, broken.column) == (True, "could not be read", 2)
    assert drawing.left_out == (
        "1 stage that a lifecycle names and nobody declares for this day",
        "1 stage in each of several lifecycles, drawn in the first",
        "1 transition that could not be read",
    )


def test_a_view_is_a_file() -> None:
    """The views are the files of their room, and an unknown one is named."""
    assert views.names() == ("conflicts", "handoffs", "incentives", "journey", "kpi_tree", "org")
