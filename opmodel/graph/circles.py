"""Groups that go round: the one question that the graph library answers."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def circles(ways: Mapping[N, Sequence[N]]) -> list[set[N]]:
    """Return all nodes grouped by mutual reach; a node that is in no circle is a group of its own.

    A group comes after every group it leads to.
    """
    if not any(ways.values()):
        return [{node} for node in ways]
    import networkx as nx  # not above: loading it takes longer than checking a model in which nobody goes round

    return list(nx.strongly_connected_components(nx.DiGraph(ways)))


def opened(above: Mapping[str, str]) -> tuple[dict[str, str], frozenset[str]]:
    """Cut every circle of a tree whose nodes name the one above, at its first node; also return where."""
    place = {node: at for at, node in enumerate(above)}
    groups = circles({node: (up,) if up in above else () for node, up in above.items()})
    first = (min(group, key=place.__getitem__) for group in groups)
    cut = frozenset(node for node, group in zip(first, groups, strict=True) if above[node] in group)
    return {node: "" if node in cut else up for node, up in above.items()}, cut


def going_round(ways: Mapping[N, Sequence[N]]) -> list[set[N]]:
    """Return the groups of nodes that lead back to themselves.

    What leads nowhere in the end is taken away first: mostly nothing is left, and the graph library is not needed.
    """
    into: dict[N, list[N]] = {}
    for node, ends in ways.items():
        for end in ends:
            into.setdefault(end, []).append(node)
    left = {node: len(ends) for node, ends in ways.items()}
    done = [node for node in {*ways, *into} if not left.get(node)]
    while done:
        node = done.pop()
        left.pop(node, None)
        for source in into.get(node, ()):
            left[source] -= 1
            if not left[source]:
                done.append(source)
    if not left:
        return []
    groups = circles({node: tuple(end for end in ways[node] if end in left) for node in left})
    return [group for group in groups if len(group) > 1 or any(node in ways[node] for node in group)]
