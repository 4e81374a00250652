"""What text formats write down of a drawing: names without model text, lines of words, nothing about places."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.drawing import Drawing, Edge, Look, Mark, Placed, Shape, said
from opmodel.layouts.page.lettering import covered
from opmodel.wording import beside, plain

_LONGEST = 160
_SILENT = frozenset({"advance", "reports", "pays_up", "pays_down", "raises", "lowers", "mixed"})
"""Kinds that go without saying, or that the words of the edge tell."""


@dataclass(frozen=True, slots=True)
class Node:
    """A shape under a made-up name, with the lines of its label and its colours."""

    name: str
    shape: Shape
    lines: tuple[str, ...]
    look: Look


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between made-up names, with its words; the lines of a tree that are no edges are of kind `reports`."""

    source: str
    target: str
    words: str
    edge: Edge


@dataclass(frozen=True, slots=True)
class Plan:
    """Nodes by the label of their group, links, and notes on what is not shown."""

    groups: tuple[tuple[str, tuple[Node, ...]], ...]
    links: tuple[Link, ...]
    notes: tuple[str, ...]
    downward: bool


def plan(placed: Placed) -> Plan:
    """Name nodes n0, n1 ... and put down groups, links and notes in the order of the drawing."""
    drawing = placed.drawing
    looks = {box.id: box.look for box in placed.boxes}
    lanes = {lane.id: lane.label for lane in drawing.lanes}
    names = {shape.id: f"n{at}" for at, shape in enumerate(drawing.shapes)}
    nodes = [
        Node(names[shape.id], shape, tuple(_lines(shape, looks[shape.id], lanes.get(shape.lane, ""))), looks[shape.id])
        for shape in drawing.shapes
    ]
    known = {group.id for group in drawing.groups}
    groups = [
        (_told(group.label, group.marks), tuple(node for node in nodes if node.shape.group == group.id))
        for group in drawing.groups
    ]
    groups.append(("", tuple(node for node in nodes if node.shape.group not in known)))
    links = tuple(_links(drawing, names))
    notes = [_told(lane.label, lane.marks) for lane in drawing.lanes if lane.marks]
    notes += [short(f"Not shown: {plain(note)}") for note in drawing.left_out]
    if missing := len(drawing.edges) - len(drawing.joining):
        notes.append(f"Not shown: {missing} from or to something that is not on this picture")
    full = tuple((label, inside) for label, inside in groups if inside)
    return Plan(full, links, tuple(notes), drawing.layout == "tree")


def short(text: str) -> str:
    """Return one line of text that is not too long for a label."""
    line = plain(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def is_lettered(placed: Placed) -> bool:
    """Tell whether the shipped font has every letter of a picture."""
    return all(map(covered, _texts(placed)))


def _texts(placed: Placed) -> Iterator[str]:
    yield from (text.text for text in placed.texts)
    yield from (text.text for box in placed.boxes for text in box.texts)
    yield from (tag.text.text for box in placed.boxes for tag in box.tags)
    yield from (tag.text.text for line in placed.lines for tag in line.tags)


def _lines(shape: Shape, look: Look, owner: str) -> Iterator[str]:
    sign = f"{look.sign} " if look.sign else ""
    yield short(f"{sign}{plain(shape.label) or shape.id}")
    if second := beside(owner, shape.second):
        yield short(second)
    if shape.marks:
        yield said(shape.marks)


def _links(drawing: Drawing, names: dict[str, str]) -> Iterator[Link]:
    branches = {(edge.source, edge.target) for edge in drawing.edges}
    for shape in drawing.shapes:
        if shape.parent in names and (shape.id, shape.parent) not in branches:
            yield Link(names[shape.parent], names[shape.id], "", Edge("", shape.parent, shape.id, "reports"))
    for edge in drawing.joining:
        told = ("" if edge.what in _SILENT else edge.what, "missing" if edge.alarm else "")
        words = short(beside(*told, edge.label, edge.second, said(edge.marks)))
        yield Link(names[edge.source], names[edge.target], words, edge)


def _told(label: str, marks: tuple[Mark, ...]) -> str:
    return short(f"{label}: {said(marks)}" if marks else label)
