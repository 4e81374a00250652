"""Rows and places of a hierarchy: wide at the top, stacked lists below, no wider than a slide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from opmodel.drawing import Shape

INDENT = 24.0
_GAP = 20.0
_LONGEST_LIST, _MOST_LEVELS = 12, 8


@dataclass(frozen=True, slots=True)
class Tree:
    """Who is at the top and who is below whom."""

    roots: tuple[str, ...]
    below: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of a box: its left in px, its row, and whether it hangs in the list of its parent."""

    left: float
    row: int
    listed: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """Somebody with everybody below: where the own box and the blocks of the reports are inside the block."""

    left: float
    width: float
    rows: int
    parts: tuple[tuple[str, float, int], ...]
    listed: bool


def tree(shapes: tuple[Shape, ...]) -> Tree:
    """Find roots and children in the order of the shapes."""
    below: dict[str, list[str]] = {shape.id: [] for shape in shapes}
    roots: list[str] = []
    for shape in shapes:
        below.get(shape.parent, roots).append(shape.id)
    return Tree(tuple(roots), {name: tuple(names) for name, names in below.items()})


def seats(found: Tree, box: float, widest: float) -> dict[str, Seat]:
    """Seat everybody: as many levels side by side as fit, the levels below in lists, heads of lists on shelves."""
    depth = depths(found)
    deepest = max(depth.values(), default=0)
    one = found.roots[0] if len(found.roots) == 1 else ""
    crowd = deepest == 1 and len(found.below[one]) > _LONGEST_LIST if one else False
    for level in () if crowd else (deepest, *range(min(deepest - 1, _MOST_LEVELS), 0, -1)):
        blocks = _blocks(found, depth, level, box)
        row = _beside(found.roots, blocks)
        if row.width <= widest:
            return _seated(row.parts, blocks)
    if not one:
        return _several(found, depth, box, widest)
    blocks = _blocks(found, depth, 1, box)
    shelves = _shelved(found.below[one], blocks, widest)
    lefts = [x + blocks[name].left for name, x, row in shelves.parts if not row]
    middle = (min(lefts, default=0) + max(lefts, default=0)) / 2
    parts = tuple((name, x, row + 1) for name, x, row in shelves.parts)
    return {one: Seat(middle, 0, listed=False), **_seated(parts, blocks)}


def _several(found: Tree, depth: Mapping[str, int], box: float, widest: float) -> dict[str, Seat]:
    """Put roots on shelves; one that leads most of the others gets a chart of its own above the shelves."""
    blocks = _blocks(found, depth, 0, box)
    large = max(found.roots, key=lambda root: blocks[root].rows)
    if 2 * blocks[large].rows <= sum(blocks[root].rows for root in found.roots) or not found.below[large]:
        return _seated(_shelved(found.roots, blocks, widest).parts, blocks)
    above = seats(Tree((large,), found.below), box, widest)
    rows = max(seat.row for seat in above.values()) + 1
    rest = _shelved(tuple(root for root in found.roots if root != large), blocks, widest)
    return above | _seated(((name, x, row + rows) for name, x, row in rest.parts), blocks)


def depths(found: Tree) -> dict[str, int]:
    """Count the steps from a root to everybody, parents first."""
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
        leads = sum(bool(found.below[child]) for child in below)
        wide = depth[name] < level and leads > (1 if depth[name] else 0)
        blocks[name] = _wide(below, blocks, box) if wide else _list(below, blocks, box)
    return blocks


def _wide(below: tuple[str, ...], blocks: Mapping[str, _Block], box: float) -> _Block:
    row = _beside(below, blocks)
    (first, start, _), (last, end, _) = row.parts[0], row.parts[-1]
    middle = (start + blocks[first].left + end + blocks[last].left) / 2
    parts = tuple((name, x, 1) for name, x, _ in row.parts)
    return _Block(middle, max(row.width, box), row.rows + 1, parts, listed=False)


def _list(below: tuple[str, ...], blocks: Mapping[str, _Block], box: float) -> _Block:
    rows, width = 1, box
    parts = []
    for name in below:
        parts.append((name, INDENT, rows))
        rows += blocks[name].rows
        width = max(width, blocks[name].width + INDENT)
    return _Block(0, width, rows, tuple(parts), listed=True)


def _beside(names: Iterable[str], blocks: Mapping[str, _Block]) -> _Block:
    x, rows = 0.0, 0
    parts = []
    for name in names:
        parts.append((name, x, 0))
        x += blocks[name].width + _GAP
        rows = max(rows, blocks[name].rows)
    return _Block(0, max(x - _GAP, 0), rows, tuple(parts), listed=False)


def _shelved(names: tuple[str, ...], blocks: Mapping[str, _Block], widest: float) -> _Block:
    """Stack as few shelves as possible, as evenly filled as possible."""
    widths = [blocks[name].width for name in names]
    fewest = len(_shelves(widths, widest))
    limits = sorted({round(total, 3) for total in accumulate(width + _GAP for width in widths) if total <= widest})
    limit = next((limit for limit in limits if len(_shelves(widths, limit)) == fewest), widest)
    rows, width, begin = 0, 0.0, 0
    parts: list[tuple[str, float, int]] = []
    for count in _shelves(widths, limit):
        shelf = _beside(names[begin : begin + count], blocks)
        parts += [(name, x, rows) for name, x, _ in shelf.parts]
        rows, width, begin = rows + shelf.rows, max(width, shelf.width), begin + count
    return _Block(0, width, rows, tuple(parts), listed=False)


def _shelves(widths: list[float], widest: float) -> list[int]:
    """Return how many of the widths, in order, go on each shelf."""
    counts: list[int] = []
    filled = widest
    for width in widths:
        if filled + width > widest:
            counts.append(0)
            filled = 0
        counts[-1] += 1
        filled += width + _GAP
    return counts


def _seated(parts: Iterable[tuple[str, float, int]], blocks: Mapping[str, _Block]) -> dict[str, Seat]:
    seated: dict[str, Seat] = {}
    waiting = [(name, x, row, False) for name, x, row in parts]
    for name, x, row, listed in waiting:
        block = blocks[name]
        seated[name] = Seat(x + block.left, row, listed)
        waiting += [(part, x + dx, row + rows, block.listed) for part, dx, rows in block.parts]
    return seated
