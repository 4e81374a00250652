"""DOT: the drawing as text for Graphviz and the tools that read it; model text stands only in quoted labels."""

from collections.abc import Iterable, Iterator

from opmodel.drawing import Placed
from opmodel.layouts.page.look import MUTUAL
from opmodel.renderers._plan import Link, Node, plan, short
from opmodel.renderers._xml import relative
from opmodel.wording import plain

_STYLES = {"handoff": "bold", "conflict": "bold", "lose": "dotted", "disqualify": "dotted"} | dict.fromkeys(
    ("advance", "reports", "pays_up", "raises"), "solid"
)


def render(placed: Placed) -> bytes:
    """Write a drawing as DOT."""
    return ("\n".join(_lines(placed)) + "\n").encode()


def _lines(placed: Placed) -> Iterator[str]:
    content = plan(placed)
    title = (short(placed.drawing.title), short(placed.drawing.description), *content.notes)
    yield "digraph opmodel {"
    way = "TB" if content.downward else "LR"
    yield f"  graph [rankdir={way}, labelloc=t, label={_quoted(title)}, fontname=Helvetica]"
    yield "  node [shape=box, fontname=Helvetica, fontsize=12]"
    yield "  edge [fontname=Helvetica, fontsize=11]"
    for at, (label, nodes) in enumerate(content.groups):
        if label:
            yield f"  subgraph cluster_{at} {{"
            yield f"    label={_quoted((short(label),))}"
        for node in nodes:
            yield f"    {node.name} [{_node(node)}]"
        if label:
            yield "  }"
    for link in content.links:
        yield f"  {link.source} -> {link.target} [{_edge(link)}]"
    yield "}"


def _node(node: Node) -> str:
    style = "filled,dashed" if node.look.hatch or node.look.dash else "filled,rounded"
    parts = [
        f"label={_quoted(node.lines)}",
        f'style="{style}"',
        f'fillcolor="{node.look.fill or "#ffffff"}"',
        f'color="{node.look.stroke or "#3e4c59"}"',
        f"tooltip={_quoted((short(f'{node.shape.id} {node.shape.place}'),))}",
    ]
    if link := relative(node.shape.link):
        parts.append(f"URL={_quoted((link,))}")
    return ", ".join(parts)


def _edge(link: Link) -> str:
    style = "dashed" if link.edge.draft or link.edge.forbidden else _STYLES.get(link.edge.what, "dashed")
    parts = [f"style={style}"]
    if link.edge.kind in MUTUAL or link.edge.kind == "reports":
        parts.append("dir=none")
    if link.words:
        parts.append(f"label={_quoted((link.words,))}")
    if link.edge.forbidden or link.edge.alarm or link.edge.kind in MUTUAL:
        parts.append('color="#b3261e", fontcolor="#b3261e"')
    return ", ".join(parts)


def _quoted(lines: Iterable[str]) -> str:
    """Write lines as one quoted string; `&` is escaped because labels may hold HTML entities."""
    safe = (plain(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines if line)
    return '"' + "\\n".join(safe) + '"'
