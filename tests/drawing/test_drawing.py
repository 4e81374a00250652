"""Marking drawings with findings, and text as pictures may show it."""

from dataclasses import replace

import pytest

from opmodel.drawing import Drawing, Edge, Group, Lane, Mark, Shape, drawn_as, mark
from opmodel.finding import Finding, Severity, Span, Status
from opmodel.wording import plain

_DRAWING = Drawing(
    "journey", "T", "grid",
    shapes=(Shape("stage/a", "A"), Shape("stage/b", "B", entities=("definition/b",))),
    edges=tuple(Edge(f"transition/t/{at}", f"stage/{at}", "stage/b", entities=("transition/t",)) for at in "ab"),
    lanes=(Lane("role/r", "R"),),
    groups=(Group("lifecycle/l", "L"),),
)  # fmt: skip


def _finding(
    entity: str, severity: Severity = Severity.ERROR, *, evidence: tuple[str, ...] = (), status: Status = Status.OPEN
) -> Finding:
    return Finding("r", "f", severity, "m", Span("a.yaml", 1, 1, 1, 2), entity, evidence=evidence, status=status)


def test_findings_are_counted_where_they_are_about() -> None:
    """Shapes, lanes, groups and the first edge of an entity carry the count of their findings by severity."""
    marked = mark(
        _DRAWING,
        [
            _finding("stage/a"), _finding("stage/a"), _finding("stage/a", Severity.NOTE), _finding("definition/b"),
            _finding("transition/t"), _finding("role/r", Severity.WARNING), _finding("lifecycle/l"),
        ],
    )  # fmt: skip
    one = (Mark(Severity.ERROR, 1),)
    assert [shape.marks for shape in marked.shapes] == [(Mark(Severity.ERROR, 2), Mark(Severity.NOTE, 1)), one]
    assert [edge.marks for edge in marked.edges] == [one, ()]
    assert marked.lanes[0].marks == (Mark(Severity.WARNING, 1),)
    assert marked.groups[0].marks == one
    assert marked.left_out == ()


def test_evidence_stands_in_for_an_entity_that_is_not_drawn() -> None:
    """A finding on something else is marked once, on the first drawn entity of its evidence."""
    marked = mark(_DRAWING, [_finding("incentive/x", evidence=("kpi/y", "stage/b", "stage/a"))])
    assert [len(shape.marks) for shape in marked.shapes] == [0, 1]


def test_no_finding_is_dropped_silently() -> None:
    """What has no place on the picture, and what is accepted or suppressed, is counted below it."""
    marked = mark(_DRAWING, [_finding("kpi/x"), _finding("stage/a", status=Status.SUPPRESSED), _finding("kpi/y")])
    assert marked.left_out == (
        "2 findings about something that is not on this picture",
        "1 accepted or suppressed finding",
    )
    assert marked.shapes == _DRAWING.shapes


def test_a_finding_that_is_drawn_is_marked_there() -> None:
    """A line that draws a finding carries its mark, whatever it is about; an accepted one is not counted as missing."""
    finding = _finding("stage/a")
    accepted = _finding("stage/a", status=Status.ACCEPTED)
    edge = Edge(drawn_as(finding), "stage/a", "stage/b", "conflict", entities=(drawn_as(accepted),))
    marked = mark(replace(_DRAWING, edges=(edge,)), [finding, accepted])
    assert marked.edges[0].marks == (Mark(Severity.ERROR, 1),)
    assert (marked.shapes, marked.left_out) == (_DRAWING.shapes, ())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\tand  blanks ", "two lines and blanks"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("a\u202eb\u2066c\u200bd\ufeffe", "abcde"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("e\u0301", "é"),
        ("z" + "\u0334" * 5000, "z" + "\u0334" * 2),
        ("\0", ""),
    ],
)
def test_text_becomes_one_visible_line(text: str, shown: str) -> None:
    """Nothing of a text can break a line, turn its direction, hide or pile up."""
    assert plain(text) == shown
