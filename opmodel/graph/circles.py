"""Nodes that reach each other."""

from collections.abc import Mapping, Sequence


def circles(ways: Mapping[str, Sequence[str]]) -> list[set[str]]:
    """Return all nodes grouped by mutual reach; a node that is in no circle is a group of its own."""
    if not any(ways.values()):
        return [{node} for node in ways]
    import networkx as nx  # not above: loading it takes longer than checking a model in which nobody goes round

    return list(nx.strongly_connected_components(nx.DiGraph(ways)))
