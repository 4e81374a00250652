"""What goes round, which is the one question that the graph library answers, and what stands above what."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from typing import TypeVar

from opmodel.model.columns import ending, not_ending

N = TypeVar("N", bound=Hashable)
MAX_LEVELS = 64
"""Steps up a reporting line, a tree of functions or the kinds of a role before a circle is assumed."""


def circles(ways: Mapping[N, Sequence[N]]) -> list[set[N]]:
    """Return all nodes grouped by mutual reach, all nodes being keys; a node in no circle is a group of its own.

    A group comes after every group it leads to. What leads nowhere in the end needs no graph library; mostly that is
    everything.
    """
    ends = ending(ways)
    left = ways.keys() - set(ends)
    groups = [{node} for node in ends]
    if left:
        import networkx as nx  # not above: loading it takes longer than checking a model in which nobody goes round

        inside = {node: [after for after in ways[node] if after in left] for node in ways if node in left}
        groups += nx.strongly_connected_components(nx.DiGraph(inside))
    return groups


def opened(above: Mapping[str, str]) -> tuple[dict[str, str], frozenset[str]]:
    """Cut every circle of a tree whose nodes name the one above, at its first node; also return where."""
    place = {node: at for at, node in enumerate(above)}
    groups = circles({node: (up,) if up in above else () for node, up in above.items()})
    first = (min(group, key=place.__getitem__) for group in groups)
    cut = frozenset(node for node, group in zip(first, groups, strict=True) if above[node] in group)
    return {node: "" if node in cut else up for node, up in above.items()}, cut


def going_round(ways: Mapping[str, Set[str]]) -> list[set[str]]:
    """Return the groups of nodes that lead back to themselves, all nodes being keys."""
    left = not_ending(ways)  # mostly none
    ordered = {node: tuple(ways[node] & left) for node in sorted(left)}
    return [group for group in circles(ordered) if len(group) > 1 or any(node in ways[node] for node in group)]


def way_round(group: Set[str], ways: Mapping[str, Set[str]]) -> tuple[str, ...]:
    """Return one shortest way round inside a group of nodes that lead back to themselves, from its first node on."""
    first = min(group)
    came: dict[str, str] = {}
    waiting = deque((first,))
    while first not in came:
        node = waiting.popleft()
        for after in sorted(ways[node]):
            if after in group and after not in came:
                came[after] = node
                waiting.append(after)
    way, node = [came[first]], came[first]
    while node != first:
        node = came[node]
        way.append(node)
    return tuple(reversed(way))


def upwards(name: str, above: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Return an id and what stands above it, nearest first; a circle is walked once."""
    found: dict[str, None] = {}
    waiting = deque((name,))
    while waiting and len(found) < MAX_LEVELS:
        one = waiting.popleft()
        if one not in found:
            found[one] = None
            waiting.extend(above(one))
    return tuple(found)
