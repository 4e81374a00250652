"""Layouts: good pictures of every size, and a check that notices bad ones."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from opmodel.drawing import Drawing, Edge, Group, Lane, Line, Placed, Shape
from opmodel.errors import OutputError
from opmodel.layouts import names, place
from tests.drawing import samples
from tests.drawing.check import check_placed

_SAMPLES = {
    "northwind": samples.northwind(),
    "journey of 8": samples.journey(8, per_lifecycle=8, lanes=3),
    "journey of 30": samples.journey(30),
    "journey of 300": samples.journey(300, per_lifecycle=12, lanes=8),
    "matrix of 5": samples.matrix(5),
    "matrix of 12": samples.matrix(12),
    "matrix of 30": samples.matrix(30),
    "conflicts of 3": samples.conflicts(3),
    "conflicts of 18": samples.conflicts(18),
    "columns of 8": samples.columns(random.Random(0), (3, 3, 2)),
    "columns of 40": samples.columns(random.Random(1), (12, 18, 10)),
    "drivers of 8": samples.drivers(random.Random(2), 8),
    "drivers of 60": samples.drivers(random.Random(3), 60),
    "org of 10": samples.org(10),
    "org of 120": samples.org(120),
}
_KINDS = ("advance", "handoff", "recycle", "lose", "reopen", "scheduled", "convert")


def _line(placed: Placed, name: str) -> Line:
    return next(line for line in placed.lines if line.id == name)


@pytest.mark.parametrize("name", _SAMPLES)
def test_pictures_are_good(name: str) -> None:
    """No words touch, no line crosses a box or runs on another, letters are large and dark enough."""
    assert check_placed(place(_SAMPLES[name])) == []


@pytest.mark.parametrize("seed", range(60))
def test_any_journey_is_a_good_picture(seed: int) -> None:
    """Random journeys with twice as many edges as stages keep every promise of a good picture."""
    assert check_placed(place(samples.scribble(random.Random(seed)))) == []


@pytest.mark.parametrize("seed", range(40))
def test_any_columns_and_any_drivers_are_a_good_picture(seed: int) -> None:
    """Random columns, one to five of them, and random trees keep every promise of a good picture."""
    chance = random.Random(seed)
    sizes = tuple(chance.randint(1, 9) for _ in range(chance.randint(1, 4)))
    assert check_placed(place(samples.columns(chance, sizes))) == []
    assert check_placed(place(samples.drivers(chance, chance.randint(1, 60)))) == []


@pytest.mark.parametrize("name", _SAMPLES)
def test_the_same_drawing_gets_the_same_places(name: str) -> None:
    """Layouts depend on nothing but the drawing."""
    assert place(_SAMPLES[name]) == place(_SAMPLES[name])


@pytest.mark.parametrize("layout", names())
def test_an_empty_drawing_is_a_picture(layout: str) -> None:
    """A model without any of a view's entities gives a page with a title, not an error."""
    assert check_placed(place(Drawing("v", "Nothing yet", layout))) == []


@pytest.mark.parametrize("layout", names())
def test_edges_to_nowhere_are_counted(layout: str) -> None:
    """An edge to a shape that is not drawn is left out and said so."""
    placed = place(Drawing("v", "T", layout, shapes=(Shape("stage/a", "A"),), edges=(Edge("t", "stage/a", "stage/b"),)))
    assert "Not shown: 1 line from or to something that is not on this picture" in [text.text for text in placed.texts]


def test_an_unknown_layout_is_named() -> None:
    """A layout that is not there is an error that lists those that are."""
    with pytest.raises(OutputError, match="columns, drivers, grid, matrix, tree"):
        place(Drawing("v", "T", "spiral"))


def test_check_notices_faults() -> None:
    """Moved words, small or pale letters, lines through boxes and on lines, missing shapes: each is named."""
    good = place(_SAMPLES["northwind"])
    text = good.texts[0]
    box = next(box for box in good.boxes if box.id == "stage/discovery")
    line = _line(good, "transition/to_evaluation")
    through = replace(line, id="bad", points=((box.x - 9, box.y + 20), (box.x + 300, box.y + 20)))
    faults = {
        "touch": replace(good, texts=(*good.texts, replace(text, x=text.x + 5))),
        "smaller than 9 pt": replace(good, texts=(replace(text, size=9.0), *good.texts[1:])),
        "too pale": replace(good, texts=(replace(text, ink="#aaaaaa"), *good.texts[1:])),
        "leaves the page": replace(good, texts=(replace(text, x=-5), *good.texts[1:])),
        "crosses stage/discovery": replace(good, lines=(*good.lines, through)),
        "runs on": replace(good, lines=(*good.lines, replace(line, id="twin"))),
        "is not drawn": replace(good, boxes=tuple(other for other in good.boxes if other is not box)),
        "overlap": replace(good, boxes=(*good.boxes, replace(box, id="other"))),
    }
    for fault, placed in faults.items():
        assert any(fault in problem for problem in check_placed(placed)), fault


def test_stages_run_from_left_to_right_and_lanes_keep_their_order() -> None:
    """Columns follow the order of stages, rows the declared order of lanes."""
    lanes = (Lane("role/b", "B"), Lane("role/a", "A"))
    shapes = tuple(Shape(f"stage/{at}", str(at), lane=lanes[at % 2].id, column=at) for at in range(5))
    boxes = {box.id: box for box in place(Drawing("v", "T", "grid", shapes=shapes, lanes=lanes)).boxes}
    assert all(boxes[one.id].x < boxes[two.id].x for one, two in pairwise(shapes))
    assert boxes["stage/0"].y < boxes["stage/1"].y
    assert boxes["stage/0"].y == boxes["stage/2"].y


def test_unowned_stages_stand_on_top_in_a_lane_of_their_own() -> None:
    """A stage without a known lane goes into the lane 'no owner'; a closed one stays with its source."""
    shapes = (
        Shape("stage/a", "A", lane="role/r"),
        Shape("stage/b", "B", column=1),
        Shape("stage/won", "Won", "won", column=2),
    )
    edges = (Edge("t", "stage/a", "stage/won"),)
    placed = place(Drawing("v", "T", "grid", shapes=shapes, edges=edges, lanes=(Lane("role/r", "R"),)))
    y = {box.id: box.y for box in placed.boxes}
    assert y["stage/b"] < y["stage/a"] == y["stage/won"]
    assert "! no owner" in [text.text for text in placed.texts]


def test_what_goes_back_runs_below_all_lanes() -> None:
    """Recycling and losing leave boxes at the bottom and run in the gutter, dashed."""
    placed = place(_SAMPLES["northwind"])
    line = _line(placed, "transition/reopen_deal")
    lost = next(box for box in placed.boxes if box.id == "stage/lost")
    assert line.points[0][1] == pytest.approx(lost.y + lost.height)
    assert max(y for _, y in line.points) > lost.y + lost.height + 20
    assert line.look.dash


def test_lines_of_two_kinds_pass_a_column_apart() -> None:
    """Two that are paid when a KPI rises share the way past a column; one that is paid when it falls has its own."""
    shapes = [Shape(name, name, "party", column=at) for name, at in (("a", 0), ("b", 0), ("c", 0), ("k", 1), ("o", 2))]
    kinds = {"a": "pays_up", "b": "pays_up", "c": "pays_down"}
    edges = [Edge(name, name, "o", kind) for name, kind in kinds.items()]
    placed = place(Drawing("p", "Pay", "columns", shapes=tuple(shapes), edges=tuple(edges)))
    lines = {line.id: line for line in placed.lines}
    ends = {name: lines[name].points[2] for name in kinds}
    assert ends["a"] == ends["b"] != ends["c"]


def test_edges_for_one_reason_share_a_trunk() -> None:
    """Three stages that can be lost: one line has the arrow, the others end on it."""
    placed = place(_SAMPLES["northwind"])
    lines = [line for line in placed.lines if line.id.startswith("transition/lose/")]
    assert [line.arrow for line in lines].count(True) == 1
    assert [line.joins for line in lines].count(True) == 2


def test_wide_journeys_are_cut_into_bands() -> None:
    """No picture is wider than a slide; what does not fit goes on below, under the same heading."""
    shapes = tuple(Shape(f"stage/{at}", "Evaluation", group="g", column=at) for at in range(20))
    placed = place(Drawing("v", "T", "grid", shapes=shapes, groups=(Group("g", "New business"),)))
    assert placed.width <= 1280
    assert [text.text for text in placed.texts].count("New business") == 1
    assert "New business (continued)" in [text.text for text in placed.texts]


def test_functions_are_ordered_so_that_little_comes_back() -> None:
    """Whatever the given order, a chain becomes a staircase below the diagonal."""
    shapes = tuple(Shape(f"function/{name}", name, "function") for name in ("c", "a", "d", "b"))
    edges = tuple(
        Edge(one + two, f"function/{one}", f"function/{two}", "handoff", "1") for one, two in ("ab", "bc", "cd")
    )
    back = Edge("da", "function/d", "function/a", "recycle", "1")
    placed = place(Drawing("v", "T", "matrix", shapes=shapes, edges=(*edges, back), axes=("gives", "takes")))
    rows = sorted((box for box in placed.boxes if box.id.startswith("function/")), key=lambda box: box.y)
    assert [box.id[-1] for box in rows] == ["a", "b", "c", "d"]
    cells = {box.id: box for box in placed.boxes if len(box.id) == 2}
    assert cells["ab"].y > rows[0].y
    assert cells["da"].look.dash
    assert not cells["ab"].look.dash


def test_cells_without_room_are_counted() -> None:
    """In a large matrix the small words go into the tooltip, and the picture says so."""
    placed = place(_SAMPLES["matrix of 30"])
    assert any("the small words of 79 cells" in text.text for text in placed.texts)
    assert any("1bd" in box.title for box in placed.boxes)


def test_leads_stand_above_their_reports() -> None:
    """Every box is below the box of its parent, and leads show how many report to them."""
    placed = place(_SAMPLES["org of 120"])
    boxes = {box.id: box for box in placed.boxes}
    for shape in placed.drawing.shapes:
        if shape.parent:
            assert boxes[shape.id].y > boxes[shape.parent].y
    assert boxes["role/ceo"].tags[-1].text.text == "6"


@pytest.mark.parametrize("seed", range(20))
def test_any_hierarchy_is_a_good_picture(seed: int) -> None:
    """Random hierarchies, deep and wide, with dotted lines, keep every promise of a good picture."""
    chance = random.Random(seed)
    shapes = [Shape("role/0", "Chief executive", "executive")]
    for at in range(1, chance.randint(2, 60)):
        parent = f"role/{chance.randint(max(0, at - chance.choice((3, 60))), at - 1)}"
        shapes.append(
            Shape(
                f"role/{at}",
                "Sales development rep",
                chance.choice(("individual", "vacant")),
                "2 people",
                parent=parent,
            )
        )
    edges = tuple(
        Edge(f"d{at}", chance.choice(shapes[1:]).id, chance.choice(shapes[:1] + shapes[2:] or shapes).id, "dotted")
        for at in range(2)
    )
    edges = tuple(edge for edge in edges if edge.source != edge.target)
    assert check_placed(place(Drawing("v", "T", "tree", shapes=tuple(shapes), edges=edges))) == []
