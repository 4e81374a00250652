"""The declared influences that prove a claim: one path of a sign, in words, at the places that declare it."""

from collections.abc import Iterator

from opmodel.incentives.influence.network import Edge, Network
from opmodel.incentives.influence.paths import Path, strongest
from opmodel.model import Where
from opmodel.wording import bare


def witness(network: Network, source: int, target: int, sign: int) -> Path:
    """Return the strongest path by which one node moves another one way; one without edges where there is none."""
    return strongest(network, source, target, sign) or Path(())


def shown(path: Path, network: Network, what: str = "") -> Iterator[tuple[Where, str]]:
    """Yield the influences along a path at the places that declare them; `what` says what they are to show."""
    for edge in path.edges:
        yield edge.where, f"{what}: {edge_words(edge, network)}" if what else edge_words(edge, network)


def way(path: Path, network: Network) -> str:
    """Write the influences along a path: `a raises b (+strong), b lowers c (-weak)`."""
    return ", ".join(edge_words(edge, network) for edge in path.edges)


def edge_words(edge: Edge, network: Network) -> str:
    """Write an influence: `discount raises bookings (+strong, after 3 months, data)`."""
    source, target = (bare(network.names[node]) for node in (edge.source, edge.target))
    verb = "raises" if edge.effect.sign > 0 else "lowers"
    strength = edge.effect.text if edge.effect.declared else "strength not declared"
    lag = f", after {edge.lag:.3g} months" if edge.lag else ""
    return f"{source} {verb} {target} ({strength}{lag})"
