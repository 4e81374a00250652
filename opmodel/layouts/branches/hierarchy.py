"""Rows and places of a hierarchy: wide at the top, stacked lists below, no wider than a slide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opmodel.drawing import Shape

INDENT = 24.0
_GAP = 20.0


@dataclass(frozen=True, slots=True)
class Tree:
    """Who is below whom, without loops: `cut` are shapes whose loop of parents was opened above them."""

    roots: tuple[str, ...]
    below: Mapping[str, tuple[str, ...]]
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of a box: its left in px, its row, and whether it hangs in the list of its parent."""

    left: float
    row: int
    listed: bool


@dataclass(slots=True)
class _Block:
    """A part of the tree with coordinates of its own."""

    seats: dict[str, Seat]
    width: float
    rows: int

    def moved(self, x: float, rows: int) -> Iterator[tuple[str, Seat]]:
        for name, seat in self.seats.items():
            yield name, Seat(seat.left + x, seat.row + rows, seat.listed)


def tree(shapes: tuple[Shape, ...]) -> Tree:
    """Find roots and children in the order of the shapes; a loop of parents is opened at its first shape."""
    known = {shape.id for shape in shapes}
    parents = {shape.id: shape.parent if shape.parent in known else "" for shape in shapes}
    below: dict[str, list[str]] = {shape.id: [] for shape in shapes}
    cut: list[str] = []
    safe: set[str] = set()
    for shape in shapes:
        trail: list[str] = []
        name = shape.id
        while name and name not in safe and name not in trail:
            trail.append(name)
            name = parents[name]
        if name in trail:
            parents[name] = ""
            cut.append(name)
        safe.update(trail)
    for name, parent in parents.items():
        if parent:
            below[parent].append(name)
    roots = tuple(name for name, parent in parents.items() if not parent)
    return Tree(roots, {name: tuple(names) for name, names in below.items()}, tuple(cut))


def seats(found: Tree, box: float, widest: float) -> dict[str, Seat]:
    """Seat everybody: as many levels side by side as fit, the levels below in lists, heads of lists on shelves."""
    depth = _depths(found)
    deepest = max(depth.values(), default=0)
    for level in range(deepest, 0, -1):
        blocks = _blocks(found, depth, level, box)
        row = _beside([blocks[root] for root in found.roots])
        if row.width <= widest:
            return row.seats
    blocks = _blocks(found, depth, 1, box)
    if len(found.roots) == 1:
        root = found.roots[0]
        parts = _shelved([blocks[name] for name in found.below[root]], widest)
        lefts = [seat.left for name, seat in parts.seats.items() if name in found.below[root] and seat.row == 0]
        middle = (min(lefts, default=0) + max(lefts, default=0)) / 2
        return {root: Seat(middle, 0, listed=False), **dict(parts.moved(0, 1))}
    blocks = _blocks(found, depth, 0, box)
    return _shelved([blocks[root] for root in found.roots], widest).seats


def _depths(found: Tree) -> dict[str, int]:
    depth = dict.fromkeys(found.roots, 0)
    line = list(found.roots)
    for name in line:
        for child in found.below[name]:
            depth[child] = depth[name] + 1
            line.append(child)
    return depth


def _blocks(found: Tree, depth: Mapping[str, int], level: int, box: float) -> dict[str, _Block]:
    """Build the block of everybody from the leaves up."""
    blocks: dict[str, _Block] = {}
    for name in sorted(depth, key=lambda name: -depth[name]):
        below = found.below[name]
        flat = depth[name] < level and any(found.below[child] for child in below)
        parts = [blocks.pop(child) if depth[child] > 1 else blocks[child] for child in below]
        blocks[name] = _wide(name, below, parts, box) if flat else _list(name, parts, box)
    return blocks


def _wide(name: str, below: tuple[str, ...], parts: list[_Block], box: float) -> _Block:
    row = _beside(parts)
    middle = (row.seats[below[0]].left + row.seats[below[-1]].left) / 2
    return _Block({name: Seat(middle, 0, listed=False), **dict(row.moved(0, 1))}, max(row.width, box), row.rows + 1)


def _list(name: str, parts: list[_Block], box: float) -> _Block:
    own = {name: Seat(0, 0, listed=False)}
    rows, width = 1, box
    for part in parts:
        first = next(iter(part.seats))
        moved = dict(part.moved(INDENT, rows))
        moved[first] = Seat(moved[first].left, moved[first].row, listed=True)
        own |= moved
        rows += part.rows
        width = max(width, part.width + INDENT)
    return _Block(own, width, rows)


def _beside(parts: list[_Block]) -> _Block:
    together: dict[str, Seat] = {}
    x = 0.0
    for part in parts:
        together |= dict(part.moved(x, 0))
        x += part.width + _GAP
    return _Block(together, max(x - _GAP, 0), max((part.rows for part in parts), default=0))


def _shelved(parts: list[_Block], widest: float) -> _Block:
    shelves = len(_shelves(parts, widest))
    for limit in sorted({sum(part.width + _GAP for part in parts[:end]) for end in range(1, len(parts) + 1)}):
        if limit <= widest and len(_shelves(parts, limit)) == shelves:
            return _stacked(_shelves(parts, limit))
    return _stacked(_shelves(parts, widest))


def _shelves(parts: list[_Block], widest: float) -> list[list[_Block]]:
    shelves: list[list[_Block]] = []
    filled = widest
    for part in parts:
        if filled + part.width > widest:
            shelves.append([])
            filled = 0
        shelves[-1].append(part)
        filled += part.width + _GAP
    return shelves


def _stacked(shelves: list[list[_Block]]) -> _Block:
    together: dict[str, Seat] = {}
    width, rows = 0.0, 0
    for shelf in map(_beside, shelves):
        together |= dict(shelf.moved(0, rows))
        width, rows = max(width, shelf.width), rows + shelf.rows
    return _Block(together, width, rows)
