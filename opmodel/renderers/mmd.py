"""Mermaid: the drawing as text that code hosts and wikis draw; what exceeds Mermaid's limits is counted on it."""

import json
import re
from collections.abc import Iterator

from opmodel.drawing import Look, Placed
from opmodel.renderers._plan import Link, Node, Plan, plan, short
from opmodel.wording import plain

_MOST_EDGES = 450
_MOST_LETTERS = 45_000
"""Mermaid itself stops at 500 edges and 50,000 characters."""

_ARROWS = {"handoff": "==>", "advance": "-->", "reports": "---", "forbidden": "--x", "conflict": "---"} | dict.fromkeys(
    ("pays_up", "raises"), "-->"
)


def render(placed: Placed) -> bytes:
    """Write a drawing as a Mermaid flowchart."""
    content = plan(placed)
    title = json.dumps(re.sub("%%+", "%", short(placed.drawing.title)), ensure_ascii=False)
    title = title.replace("<", "\\u003c").replace(
        ">", "\\u003e"
    )  # inert, too, in a page that holds the diagram as it is
    head = ["---", f"title: {title}", "---", f"flowchart {'TB' if content.downward else 'LR'}"]
    kept = _within(content, _MOST_LETTERS - sum(map(len, head)) - 600 - sum(map(len, map(_escaped, content.notes))))
    return ("\n".join((*head, *_lines(kept))) + "\n").encode()


def _within(content: Plan, room: int) -> Plan:
    """Keep nodes, then links, in order until Mermaid would refuse; say how many are left out."""
    groups, names = [], set()
    nodes = sum(len(inside) for _, inside in content.groups)
    for label, inside in content.groups:
        room -= len(_escaped(label)) + 40
        kept = []
        for node in inside:
            room -= len(_node(node)) + 60
            if room > 0:
                kept.append(node)
                names.add(node.name)
        groups.append((label, tuple(kept)))
    links: list[Link] = []
    for link in content.links:
        room -= len(_link(link)) + 5
        if room > 0 and len(links) < _MOST_EDGES and {link.source, link.target} <= names:
            links.append(link)
    missing = [(nodes - len(names), "box", "boxes"), (len(content.links) - len(links), "line", "lines")]
    lost = " and ".join(f"{count} {one if count == 1 else many}" for count, one, many in missing if count)
    notes = (*content.notes, f"Not shown: {lost}, because Mermaid draws no more") if lost else content.notes
    return Plan(tuple(group for group in groups if group[1]), tuple(links), notes, content.downward)


def _lines(content: Plan) -> Iterator[str]:
    looks: dict[Look, list[str]] = {}
    for at, (label, nodes) in enumerate(content.groups):
        if label:
            yield f'  subgraph g{at}["{_escaped(short(label))}"]'
        for node in nodes:
            looks.setdefault(node.look, []).append(node.name)
            yield _node(node)
        if label:
            yield "  end"
    yield from map(_link, content.links)
    for at, note in enumerate(content.notes):
        yield f'  note{at}["{_escaped(note)}"]'
    for at, (look, names) in enumerate(looks.items()):
        dash = ",stroke-dasharray:4 3" if look.dash or look.hatch else ""
        fill, stroke = look.fill or "#ffffff", look.stroke or "#3e4c59"
        yield f"  classDef k{at} fill:{fill},stroke:{stroke},color:{look.ink}{dash}"
        yield from (f"  class {','.join(names[first : first + 50])} k{at}" for first in range(0, len(names), 50))


def _node(node: Node) -> str:
    return f'    {node.name}["{"<br/>".join(map(_escaped, node.lines))}"]'


def _link(link: Link) -> str:
    words = f'|"{_escaped(link.words)}"|' if link.words else ""
    return f"  {link.source} {_ARROWS.get(link.edge.what, '-.->')}{words} {link.target}"


def _escaped(text: str) -> str:
    """Write every character that could mean something to Mermaid as its number."""
    return "".join(c if c.isalnum() or c == " " else f"#{ord(c)};" for c in plain(text))
