"""The customer's path: stages by the role that answers for them, where the owner changes, what comes back."""

from collections.abc import Iterator

from opmodel.drawing import Drawing, Key
from opmodel.engine import Scene
from opmodel.finding import Findings
from opmodel.graph import Graph
from opmodel.model.sections.stages import Stage
from opmodel.views._blocks import Blocks, blocks
from opmodel.views._handover import told
from opmodel.views._lanes import UNREAD, lanes
from opmodel.views._moves import moves
from opmodel.views._words import unread
from opmodel.wording import counted

_READ = ("lifecycle", "stage", "transition", "role", "function")
_ROW = 12
"""Above so many stages a picture has several rows for certain."""


def draw(scene: Scene, _: Findings) -> Drawing:
    """Draw every lifecycle as a block of stages; lanes are roles, in the same order on every picture."""
    model, graph = scene.model, scene.graph
    owners = lanes(model.of(Stage), model, graph)
    content = blocks(model, graph, owners)
    edges, notes = moves(model, graph, content.shapes)
    drawn = frozenset(shape.id for shape in content.shapes)
    broken = any(shape.lane == UNREAD.id for shape in content.shapes)
    used = (*owners.lanes, *([UNREAD] if broken and UNREAD not in owners.lanes else []))
    return Drawing(
        "journey",
        f"{model.name}: the customer's path",
        "grid",
        " ".join(_said(content, graph)),
        content.shapes,
        edges,
        used,
        content.groups,
        (Key("advance", "moves on"),) if any(edge.kind == "advance" for edge in edges) else (),
        (*content.left_out, *notes, *unread(model, _READ, drawn)),
    )


def _said(content: Blocks, graph: Graph) -> Iterator[str]:
    if not content.shapes:
        yield "No stage is declared, so there is no path to show."
        return
    paths = len({shape.group for shape in content.shapes})
    where = f" in {counted(paths, 'lifecycle')}" if paths > 1 else ""
    yield f"{counted(len(content.shapes), 'stage')}{where}, {told(graph)}."
    if unowned := sum(shape.alarm and not shape.lane for shape in content.shapes):
        yield f"{counted(unowned, 'stage has', 'stages have')} no owner."
    if len(content.shapes) > _ROW:
        yield "Read row by row, in the order records pass through; each row shows only the lanes it needs."
