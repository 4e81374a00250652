"""Drawings: what a view wants to show, before and after every thing on it has its place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from opmodel.finding import Finding, Severity, Status

Point = tuple[float, float]
_MARKED = frozenset({Status.OPEN, Status.PROPOSED})


@dataclass(frozen=True, slots=True)
class Mark:
    """How many findings of one severity stand on a thing of the picture."""

    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing of a picture: a stage, a role, a function.

    `id` is the entity (`stage/evaluation`) and unique among shapes and edges; `entities` are further entities
    it stands for. `second` is the small line below the label, `place` is `file:line`, `link` a relative address.
    `lane` and `group` are ids, `column` orders the shapes of a group, `parent` is the shape above it in a tree, which
    never leads back to itself.
    `kind` picks the look (open, won, role, vacant ...); a kind without a look of its own is drawn plainly.
    """

    id: str
    label: str
    kind: str = "open"
    second: str = ""
    lane: str = ""
    group: str = ""
    column: int = 0
    parent: str = ""
    place: str = ""
    link: str = ""
    alarm: bool = False
    draft: bool = False
    entities: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """One connection from shape to shape.

    `id` is unique; an edge that is one of several of its entity (a transition with a `from` list) or that
    stands for several names them in `entities`. In a matrix it is a cell with `label` and `second` as its lines.
    """

    id: str
    source: str
    target: str
    kind: str = "advance"
    label: str = ""
    second: str = ""
    place: str = ""
    link: str = ""
    alarm: bool = False
    draft: bool = False
    forbidden: bool = False
    entities: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def what(self) -> str:
        """Its kind, or that it must not happen, whatever its kind."""
        return "forbidden" if self.forbidden else self.kind


@dataclass(frozen=True, slots=True)
class Lane:
    """A horizontal band of a picture: everything in it has the same owner."""

    id: str
    label: str
    second: str = ""
    entities: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together: a lifecycle or a phase."""

    id: str
    label: str
    second: str = ""
    entities: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


Marked = TypeVar("Marked", Shape, Edge, Lane, Group)


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: what a kind of shape or edge means in this picture."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a view wants to show, without any coordinate; `layout` names who finds them (grid, matrix, tree ...).

    The order of shapes, lanes and groups is the order on the picture. `legend` replaces the words the looks
    bring along; `left_out` are sentences about what the picture does not show. `axes` say what a shape does as a column
    and as a row of a matrix; a matrix without them shows what stands between two, whichever comes first.
    `findings` are those marked on it, each with the id of what it is marked on.
    """

    view: str
    title: str
    layout: str
    description: str = ""
    shapes: tuple[Shape, ...] = ()
    edges: tuple[Edge, ...] = ()
    lanes: tuple[Lane, ...] = ()
    groups: tuple[Group, ...] = ()
    legend: tuple[Key, ...] = ()
    left_out: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    findings: tuple[tuple[str, Finding], ...] = ()

    @property
    def items(self) -> tuple[Shape | Edge | Lane | Group, ...]:
        """Everything a finding can be about."""
        return (*self.shapes, *self.edges, *self.lanes, *self.groups)

    @property
    def joining(self) -> tuple[Edge, ...]:
        """The edges both ends of which are on the picture."""
        known = {shape.id for shape in self.shapes}
        return tuple(edge for edge in self.edges if edge.source in known and edge.target in known)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of letters: `x` is its start, middle or end by `anchor`, `y` its baseline, all in px.

    `ground` is the colour behind it. A `turned` text reads upwards, with `x` its baseline and `y` its start.
    """

    x: float
    y: float
    text: str
    size: float
    width: float
    bold: bool = False
    anchor: str = "start"
    ink: str = "#1f2933"
    ground: str = "#ffffff"
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A coloured rectangle behind everything: a lane, a heading, half a matrix."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A small label with an optional plate behind it: a badge, a sign, the label of a line."""

    x: float
    y: float
    width: float
    height: float
    text: Text
    fill: str = ""
    stroke: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind is drawn; colours are `#rrggbb`, `dash` alternates drawn and empty px, `hatch` is a colour."""

    fill: str
    stroke: str
    ink: str
    width: float = 1.5
    radius: float = 6
    dash: tuple[float, ...] = ()
    hatch: str = ""
    sign: str = ""
    double: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A shape with its place. `id` is empty for a sample in the legend; `title` is its full text."""

    id: str
    x: float
    y: float
    width: float
    height: float
    look: Look
    texts: tuple[Text, ...] = ()
    tags: tuple[Tag, ...] = ()
    title: str = ""
    link: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An edge with its way over the picture; stretches are horizontal or vertical, between columns also sloped.

    A line with `arrow` points at its last point; one that `joins` ends with a dot on the line it runs into.
    """

    id: str
    points: tuple[Point, ...]
    look: Look
    arrow: bool = True
    joins: bool = False
    tags: tuple[Tag, ...] = ()
    title: str = ""
    link: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing of which everything has its place, in px (96 to the inch, so 12 px are 9 pt)."""

    drawing: Drawing
    width: float
    height: float
    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]
    tags: tuple[Tag, ...] = ()


def mark(drawing: Drawing, findings: Iterable[Finding]) -> Drawing:
    """Count findings once each: where they are drawn, on their entity or on the first drawn of their evidence."""
    drawn = {entity: item.id for item in reversed(drawing.items) for entity in (item.id, *item.entities)}
    told: list[tuple[str, Finding]] = []
    elsewhere, quiet = 0, 0
    for finding in findings:
        itself = drawn.get(drawn_as(finding))
        if finding.status not in _MARKED:
            quiet += itself is None
            continue
        where = itself or next((drawn[one] for one in (finding.entity, *finding.evidence) if one in drawn), None)
        elsewhere += where is None
        told += [(where, finding)] if where else []
    found = Counter((at, finding.severity) for at, finding in told)
    marks = {at: tuple(Mark(one, found[at, one]) for one in Severity if found[at, one]) for at, _ in told}

    def marked(items: tuple[Marked, ...]) -> tuple[Marked, ...]:
        return tuple(replace(item, marks=marks.get(item.id, item.marks)) for item in items)

    return replace(
        drawing,
        shapes=marked(drawing.shapes),
        edges=marked(drawing.edges),
        lanes=marked(drawing.lanes),
        groups=marked(drawing.groups),
        left_out=(*drawing.left_out, *_unmarked(elsewhere, quiet)),
        findings=tuple(told),
    )


def drawn_as(finding: Finding) -> str:
    """Return the id of what draws a finding itself, such as a line between the two roles it names."""
    return f"finding/{finding.fingerprint}"


def said(marks: Iterable[Mark]) -> str:
    """Write out marks: `1 error, 2 warnings`."""
    return ", ".join(f"{mark.count} {mark.severity.value}{'s' * (mark.count != 1)}" for mark in marks)


def _unmarked(elsewhere: int, quiet: int) -> Iterable[str]:
    if elsewhere:
        yield f"{elsewhere} {'finding' if elsewhere == 1 else 'findings'} about something that is not on this picture"
    if quiet:
        yield f"{quiet} accepted or suppressed {'finding' if quiet == 1 else 'findings'}"
