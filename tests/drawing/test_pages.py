"""Pictures as pages: PDF and HTML hold everything, open anywhere and are the same bytes every time."""

import html.parser
import re
import sys

import pypdfium2
import pytest

from opmodel.drawing import Drawing, Shape, mark
from opmodel.errors import OutputError
from opmodel.finding import Finding, Severity, Span
from opmodel.layouts import place
from opmodel.renderers import render
from opmodel.renderers._pages import pages
from tests.drawing import samples
from tests.drawing.test_renderers import _HOSTILE, _hostile

_PAPER = 2**0.5


def finding(entity: str, message: str = "stage 'evaluation' has no owner", help_: str = "name a role") -> Finding:
    """Return a finding about an entity."""
    span = Span("journey.yaml", 18, 3, 18, 9)
    return Finding("owner-missing", "ownership", Severity.ERROR, message, span, entity, owner="head", help=help_)


def text_of(data: bytes) -> str:
    """Return the letters of all pages of a PDF."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


class _Reader(html.parser.HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))


def read(data: bytes) -> list[tuple[str, dict[str, str | None]]]:
    """Return the tags of an HTML page with their attributes."""
    reader = _Reader()
    reader.feed(data.decode())
    return reader.tags


_TALL = {"30 stages": samples.journey(30), "300 stages": samples.journey(300), "300 roles": samples.org(300)}


@pytest.mark.parametrize("drawing", _TALL.values(), ids=_TALL)
def test_pages_hold_every_shape_and_label_once(drawing: Drawing) -> None:
    """Cutting loses nothing and shows nothing twice; no page is much taller than paper."""
    whole = place(drawing)
    cut = list(pages(whole))
    assert len(cut) > 1
    assert sorted(box.id for page in cut for box in page.boxes) == sorted(box.id for box in whole.boxes)
    assert sum(len(page.texts) for page in cut) == len(whole.texts)
    assert sum(len(line.tags) for page in cut for line in page.lines) == sum(len(line.tags) for line in whole.lines)
    assert {line.id for page in cut for line in page.lines} - {""} == {line.id for line in whole.lines} - {""}
    assert all(page.height <= page.width * _PAPER * 1.16 for page in cut)
    assert sum(page.height for page in cut) == pytest.approx(whole.height)


def test_nothing_is_cut_in_two() -> None:
    """No box reaches over the edge of its page."""
    for page in pages(place(samples.journey(300))):
        assert all(box.y >= 0 and box.y + box.height <= page.height for box in page.boxes)


def test_a_small_picture_is_one_page() -> None:
    """What fits on paper stays as it is."""
    placed = place(samples.northwind())
    assert list(pages(placed)) == [placed]


def test_letters_of_a_pdf_can_be_searched() -> None:
    """Names are text in the shipped fonts, and the file says neither when nor by whom it was made."""
    data = render("pdf", place(samples.northwind()))
    assert all(text in text_of(data) for text in ("Evaluation", "Nurture", "handoff: the owner changes"))
    assert b"OpmodelSans-Bold" in data
    assert b"CreationDate" not in data
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == samples.northwind().title


def test_a_large_picture_is_several_pages_of_pdf() -> None:
    """Three hundred stages are all there."""
    data = render("pdf", place(samples.journey(100)))
    document = pypdfium2.PdfDocument(data)
    assert len(document) == len(list(pages(place(samples.journey(100)))))
    words = {word for shape in samples.journey(100).shapes for word in shape.label.split()}
    assert words <= set(text_of(data).split())


def test_addresses_of_a_pdf_stay_inside_the_site() -> None:
    """Relative addresses are links, others are none."""
    links = ("stages/a.html", "javascript:x", "https://evil.example", '"]#panic("x")')
    shapes = tuple(Shape(f"stage/{at}", "A", link=link, column=at) for at, link in enumerate(links))
    data = render("pdf", place(Drawing("v", "T", "grid", shapes=shapes)))
    assert re.findall(rb"/URI\(([^)]*)\)", data) == [b"stages/a.html"]


def test_hostile_text_can_be_written_as_pdf() -> None:
    """Texts are data: nothing in them is read as a command of the typesetter."""
    for text in (*_HOSTILE, '#panic("x")', '"]#read("/etc/passwd")', "$x$ *bold* \\u{41}"):
        assert render("pdf", place(_hostile("grid", text))).startswith(b"%PDF-")


def test_pdf_without_its_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the optional package the message is the command that installs it."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(OutputError, match=re.escape("pip install 'opmodel[pdf]'")):
        render("pdf", place(samples.northwind()))


def test_an_html_page_needs_nothing_else() -> None:
    """No script, no address outside the page, a policy that forbids both, one style whose hash is given."""
    drawing = mark(samples.northwind(), [finding("stage/evaluation")])
    data = render("html", place(drawing))
    tags = read(data)
    assert {"svg", "table", "main"} <= {tag for tag, _ in tags}
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in tags}
    policy = next(attrs["content"] for tag, attrs in tags if tag == "meta" and "http-equiv" in attrs)
    assert policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not any(name == "style" or name.startswith("on") for _, attrs in tags for name in attrs)


def test_findings_stand_below_the_picture_and_point_into_it() -> None:
    """A row says what is wrong, what helps, whom to ask and where; its link leads to the shape."""
    data = render("html", place(mark(samples.northwind(), [finding("stage/evaluation"), finding("stage/nowhere")])))
    ids = [attrs["id"] for _, attrs in read(data) if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert "stage/evaluation" in ids
    page = data.decode()
    assert '<a href="#stage/evaluation">stage/evaluation</a>' in page
    assert "stage &#39;evaluation&#39; has no owner" in page
    assert "<td>head</td>" in page
    assert "journey.yaml:18" in page
    assert "stage/nowhere" not in page
    assert "1 finding about something that is not on this picture" in page


def test_ids_of_a_page_with_many_pictures_are_unique() -> None:
    """A picture cut into several keeps one id for each thing."""
    ids = [attrs["id"] for _, attrs in read(render("html", place(samples.journey(300)))) if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_stays_text_in_html(text: str) -> None:
    """Neither the picture nor the table lets a text become a tag, an attribute or an address."""
    drawing = mark(_hostile("grid", text), [finding(f"stage/0{text}", text, text)])
    data = render("html", place(drawing))
    tags = read(data)
    assert not {"script", "img", "link"} & {tag for tag, _ in tags}
    assert not any(name.startswith("on") for _, attrs in tags for name in attrs)
    assert all((attrs.get("href") or "#").startswith("#") or ":" not in str(attrs["href"]) for _, attrs in tags)


def test_no_finding_is_said() -> None:
    """A picture without marks says so."""
    assert "No finding is marked on this picture." in render("html", place(samples.org(10))).decode()
