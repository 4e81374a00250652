"""Networks written as `a + b strong`, and what a plain search by brute force says about them."""

from collections.abc import Iterator

from hypothesis import strategies as st

from opmodel.incentives.influence.network import Edge, Network
from opmodel.model import Where
from opmodel.model.values import signed_strength


def network(text: str) -> Network:
    """Build a network from edges such as `a + b, b - c strong, c + d 0.5`."""
    edges = [part.split() for part in text.split(",") if part.strip()]
    written = [(one[0], one[2], signed_strength(one[1] + "".join(one[3:]))) for one in edges]
    names = {name for source, target, _ in written for name in (source, target)}
    return Network(names, [(source, target, effect, 0.0, Where("")) for source, target, effect in written if effect])


def ways(net: Network, source: int, target: int) -> Iterator[tuple[Edge, ...]]:
    """Yield every simple path by plain recursion; from a node to itself there is the empty one."""
    if source == target:
        yield ()
        return

    def onward(node: int, seen: frozenset[int]) -> Iterator[tuple[Edge, ...]]:
        for edge in net.out[node]:
            if edge.target == target:
                yield (edge,)
            elif edge.target not in seen:
                yield from ((edge, *rest) for rest in onward(edge.target, seen | {edge.target}))

    yield from onward(source, frozenset((source,)))


def sign(way: tuple[Edge, ...]) -> int:
    """Multiply the signs along a path."""
    result = 1
    for edge in way:
        result *= edge.effect.sign
    return result


NODES = "abcdef"
_EDGE = st.tuples(
    st.sampled_from(NODES), st.sampled_from("+-"), st.sampled_from(NODES), st.sampled_from(["", "weak", "strong", "1"])
)
small_networks = st.lists(_EDGE, max_size=12, unique_by=lambda edge: (edge[0], edge[2])).map(
    lambda edges: network(", ".join(" ".join(edge) for edge in edges if edge[0] != edge[2]))
)
