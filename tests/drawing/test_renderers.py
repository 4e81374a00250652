"""Renderers: same drawing same bytes, hostile text stays text, limits are kept and said."""

import re
import struct
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from opmodel.drawing import Drawing, Edge, Group, Lane, Shape
from opmodel.errors import OutputError
from opmodel.layouts import names, place
from opmodel.renderers import formats, render
from tests.drawing import samples

_HOSTILE = (
    '<IMG SRC="http://evil.example/x.png">', "a:b", "</script><script>alert(1)</script>", "]]>", "<!--", '"];n0->n1;//',
    "\\", '\\"', "javascript:alert(1)", 'click n0 "javascript:alert(1)"', "%%{init: {'theme':'dark'}}%%", "end",
    "class", "two\nlines\r\nend", "subgraph", "\x1b[31mred", "\u202egnp.exe", "zero\u200bwidth", "&#60;b&#62;", "&lt;",
    "`code`", "1. list", "#quot;", "\ud800", "{{x}}", "--> n1", "x" * 5000,
)  # fmt: skip
_SVG = "{http://www.w3.org/2000/svg}"


def _hostile(layout: str, text: str) -> Drawing:
    shapes = tuple(
        Shape(
            f"stage/{at}{text}", text, second=text, place=text, link=text, lane="l", group="g", column=at, parent=parent
        )
        for at, parent in enumerate(("", f"stage/0{text}"))
    )
    edges = (Edge(text, shapes[0].id, shapes[1].id, "handoff", text, text, place=text, link=text, alarm=True),)
    lanes, groups = (Lane("l", text, text),), (Group("g", text, text),)
    return Drawing(text, text, layout, text, shapes, edges, lanes, groups, left_out=(text,))


def test_formats_are_the_files() -> None:
    """A format is a file; those of this program are known by name."""
    assert formats() == ("dot", "html", "mmd", "pdf", "png", "svg")
    with pytest.raises(OutputError, match="formats are dot, html, mmd, pdf, png, svg"):
        render("gif", place(samples.org(10)))


@pytest.mark.parametrize("format", formats())
def test_the_same_drawing_gives_the_same_bytes(format: str) -> None:  # noqa: A002
    """Rendering twice gives identical files."""
    for drawing in (samples.northwind(), samples.matrix(5), samples.org(10)):
        assert render(format, place(drawing)) == render(format, place(drawing))


@pytest.mark.parametrize("layout", names())
@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_stays_text_in_svg(layout: str, text: str) -> None:
    """SVG stays well-formed, holds only our elements, no script and no address that leaves the site."""
    data = render("svg", place(_hostile(layout, text)))
    root = ElementTree.fromstring(data)
    tags = {element.tag.removeprefix(_SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "pattern", "rect", "path", "g", "a", "text", "circle"}
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
        assert ":" not in element.get("href", "")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b\u202e]", data.decode())


@pytest.mark.parametrize("layout", names())
@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_stays_a_label_in_dot(layout: str, text: str) -> None:
    """Outside quoted strings DOT holds only our own words."""
    data = render("dot", place(_hostile(layout, text))).decode()
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "Q", data)
    ours = r"(digraph opmodel \{|subgraph cluster_\d+ \{|\}|label=Q|(graph|node|edge|n\d+( -> n\d+)?) \[[\w =,.#Q]*\])"
    assert [one for one in bare.splitlines() if not re.fullmatch(ours, one.strip())] == []


@pytest.mark.parametrize("layout", names())
@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_stays_a_label_in_mermaid(layout: str, text: str) -> None:
    """Labels hold letters, digits, blanks and numbered characters only; no directive, no click."""
    head, title, rule, *lines = render("mmd", place(_hostile(layout, text))).decode().splitlines()
    assert (head, rule) == ("---", "---")
    assert re.fullmatch(r'title: "(?:[^"\\]|\\.)*"', title)
    assert not re.search("%%|[<>]", title)
    label = r'"(?:\w| |#\d+;|<br/>)*"'
    line = (
        rf"flowchart (LR|TB)|subgraph g\d+\[{label}\]|end|(n|note)\d+\[{label}\]"
        rf"|n\d+ (==>|-->|---|--x|-\.->)(\|{label}\|)? n\d+"
        r"|classDef k\d+ [\w:,#\- ]+|class [n\d,]+ k\d+"
    )
    assert [one for one in lines if not re.fullmatch(line, one.strip())] == []


@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_can_be_drawn(text: str) -> None:
    """PNG renders whatever the text."""
    assert render("png", place(_hostile("grid", text))).startswith(b"\x89PNG")


def test_links_are_relative_or_not_at_all() -> None:
    """Only addresses inside the site become links."""
    good = ("stages/a.html", "#a", "../a.html")
    evil = ("javascript:x", "//evil.example", "https://evil.example", "\\\\evil", "a b", "data:x", "a\\b", "/\\e")
    links = (*good, *evil)
    shapes = tuple(Shape(f"stage/{at}", "A", link=link, column=at) for at, link in enumerate(links))
    root = ElementTree.fromstring(render("svg", place(Drawing("v", "T", "grid", shapes=shapes))))
    assert [element.get("href") for element in root.iter(f"{_SVG}a")] == list(good)


def test_svg_names_every_shape_and_edge() -> None:
    """Ids are those of the model, tooltips hold the full text, title and description serve screen readers."""
    drawing = samples.northwind()
    root = ElementTree.fromstring(render("svg", place(drawing)))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {item.id for item in (*drawing.shapes, *drawing.edges)} <= set(ids)
    assert root[0].text == drawing.title
    assert root[1].text == drawing.description
    evaluation = next(element for element in root.iter() if element.get("id") == "stage/evaluation")
    assert evaluation.get("data-place") == "journey.yaml:18"
    assert (
        evaluation[0].text == "stage/evaluation · Evaluation · 40% · best case · 1 error, 2 warnings · journey.yaml:18"
    )


def test_long_labels_are_whole_in_the_tooltip() -> None:
    """What is shortened on the picture is not lost."""
    label = "A very long name of a stage that no box can hold in three lines whatever one does about it"
    data = render("svg", place(Drawing("v", "T", "grid", shapes=(Shape("stage/a", label),)))).decode()
    assert f"<title>stage/a · {label}</title>" in data
    assert "…</text>" in data


def test_png_is_twice_the_size_of_the_page() -> None:
    """The pixels are two to a px, so that a wall of screen stays sharp."""
    placed = place(samples.matrix(5))
    width, height = struct.unpack(">LL", render("png", placed)[16:24])
    assert (width, height) == (round(placed.width * 2), round(placed.height * 2))


def test_png_without_its_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the optional package the message is the command that installs it."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(OutputError, match=re.escape("pip install 'opmodel[diagrams]'")):
        render("png", place(samples.matrix(5)))


@pytest.mark.parametrize("stages", [200, 1500])
def test_mermaid_stays_within_its_limits(stages: int) -> None:
    """Large drawings are cut before Mermaid refuses them, and the picture says what is missing."""
    data = render("mmd", place(samples.journey(stages))).decode()
    edges = re.findall(r"^ +n\d+ \S*[-=.]\S+ ?.* n\d+$", data, re.MULTILINE)
    assert len(data) <= 45_000
    assert len(edges) <= 450
    assert ("because Mermaid draws no more" in data.replace("#44;", ",")) == (stages > 200)


def test_text_formats_drop_no_mark() -> None:
    """Findings on shapes, edges and lanes are counted in words where there are no badges."""
    for name in ("dot", "mmd"):
        data = render(name, place(samples.northwind())).decode().replace("#44;", ",").replace("#58;", ":")
        assert "1 error, 2 warnings" in data
        assert "Prospector: 1 warning" in data
