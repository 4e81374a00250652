"""The declared edges behind a claim, for the notes of a finding."""

from collections.abc import Iterator

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.influence.paths import Path, simple_paths, strongest
from opmodel.incentives.words import edge_words
from opmodel.model import Where


def paths_between(incentives: Incentives, source: int, target: int) -> tuple[Path, ...]:
    """Return the paths near enough to matter from a lever or KPI to a KPI, the strongest first."""
    found = simple_paths(incentives.network, source, target, floor=incentives.near.of(source).floor).paths
    ways = found or (strongest(incentives.network, source, target, sign) for sign in (1, -1))
    return tuple(way for way in ways if way is not None)


def is_guessed(incentives: Incentives, source: int, target: int) -> bool:
    """Tell whether some influence on the paths between two nodes declares no strength."""
    return any(not edge.effect.declared for path in paths_between(incentives, source, target) for edge in path.edges)


def way(path: Path, incentives: Incentives) -> str:
    """Write the edges of a path: `a raises b (+strong), b lowers c (-weak)`."""
    return ", ".join(edge_words(edge, incentives.network) for edge in path.edges)


def edge_notes(path: Path, what: str, incentives: Incentives) -> Iterator[tuple[Where, str]]:
    """Yield the edges of a path at the places that declare them, and what each is to show."""
    for edge in path.edges:
        yield edge.where, f"{what}: {edge_words(edge, incentives.network)}"
