"""The paths behind a claim about one plan."""

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.influence.paths import Path, simple_paths, strongest

GUESSED_STRENGTH = "medium strength, where `influences` state none"
"""What is assumed of an influence that declares only its sign."""


def paths_between(incentives: Incentives, source: int, target: int) -> tuple[Path, ...]:
    """Return the paths near enough to matter from a lever or KPI to a KPI, the strongest first."""
    found = simple_paths(incentives.network, source, target, floor=incentives.near.of(source).floor).paths
    ways = found or (strongest(incentives.network, source, target, sign) for sign in (1, -1))
    return tuple(way for way in ways if way is not None)


def is_guessed(incentives: Incentives, source: int, target: int) -> bool:
    """Tell whether some influence on the paths between two nodes declares no strength."""
    return any(not edge.effect.declared for path in paths_between(incentives, source, target) for edge in path.edges)
