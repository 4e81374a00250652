"""Groups that go round: the one question that the graph library answers."""

from collections.abc import Hashable, Mapping, Sequence, Set
from typing import TypeVar

from opmodel.model.columns import not_ending

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


def going_round(ways: Mapping[str, Set[str]]) -> list[set[str]]:
    """Return the groups of nodes that lead back to themselves, all nodes being keys.

    What leads nowhere in the end is taken away first: mostly nothing is left, and the graph library is not needed.
    """
    left = not_ending(ways)
    groups = circles({node: tuple(ways[node] & left) for node in sorted(left)}) if left else []
    return [group for group in groups if len(group) > 1 or any(node in ways[node] for node in group)]
