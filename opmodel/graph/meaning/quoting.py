"""How a value of a file is quoted in a sentence."""

from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar, Sequence, shortened
from opmodel.wording import listed

LONGEST = 60
"""Characters of a value that a message quotes."""


def node_at(root: Node, trail: tuple[str | int, ...]) -> Node | None:
    """Return what is written below the keys of a trail; a bare value stands for the map it is short for."""
    node: Node | None = root
    for part in trail:
        if node is not None and not isinstance(node, Scalar):
            node = node.inside(part)
    return None if node is None or node.is_null else node


def words_of(node: Node | None, value: object) -> str:
    """Write a value as people do: `18`, `smb and mid`, `within 2bd`, `'New logo'`."""
    words = "" if node is None else shortened(_spelled(node), LONGEST)
    return f"'{words}'" if isinstance(value, str) and " " in words else words


def _spelled(node: Node) -> str:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Sequence):
        return listed(map(_spelled, node.items)) or "nobody"
    if node.values and all(isinstance(value, MapNode) for value in node.values.values()):
        return listed(node.values)
    formula = node.get("sql")
    if formula is not None and len(node.values) == 1:
        return _spelled(formula)
    dimension = node.get("by")
    parts = ", ".join(f"{key} {_spelled(value)}" for key, value in node.values.items() if key != "by")
    return f"by {_spelled(dimension)} ({parts})" if dimension else parts
