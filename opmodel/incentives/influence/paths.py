"""Single paths: all between two nodes, the strongest of each sign as proof, and the loops of a network."""

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice

from opmodel.incentives.influence.network import EPSILON, FLOOR, Edge, Network

MOST_STEPS = 200_000
"""Edges looked at after which a search for paths or loops stops: the question is NP-complete."""
LOOP_STEPS = 20_000
MOST_LOOPS = 500
LONGEST_LOOP = 8


@dataclass(frozen=True, slots=True)
class Path:
    """A simple path: its edges in order. Strengths multiply; lags (months) add up."""

    edges: tuple[Edge, ...]

    @property
    def sign(self) -> int:
        """+1 where more at its start means more at its end."""
        return -1 if sum(edge.effect.sign < 0 for edge in self.edges) % 2 else 1

    @property
    def strength(self) -> float:
        """The likely strength, without sign."""
        product = 1.0
        for edge in self.edges:
            product *= edge.effect.likely
        return product

    @property
    def lag(self) -> float:
        """The delay in months."""
        return sum(edge.lag for edge in self.edges)

    @property
    def nodes(self) -> tuple[int, ...]:
        """The nodes along it."""
        return (self.edges[0].source, *(edge.target for edge in self.edges)) if self.edges else ()


@dataclass(frozen=True, slots=True)
class Search:
    """Paths that were found; `cut` tells that there may be more."""

    paths: tuple[Path, ...]
    cut: bool

    @property
    def sign(self) -> str:
        """Which signs occur: `+`, `-`, `?` for both, `0` where there is no path."""
        plus, minus = (any(path.sign == one for path in self.paths) for one in (1, -1))
        return {(True, False): "+", (False, True): "-", (True, True): "?", (False, False): "0"}[plus, minus]

    def strongest(self, sign: int) -> Path | None:
        """Return the strongest path of a sign, the shortest of equals."""
        fitting = [path for path in self.paths if path.sign == sign]
        return min(fitting, key=_weakness) if fitting else None


def _weakness(path: Path) -> tuple[float, int, tuple[int, ...]]:
    return (-path.strength, len(path.edges), path.nodes)


def simple_paths(
    network: Network,
    source: int,
    target: int,
    *,
    floor: float = 0.0,
    without: Collection[int] = (),
    most_steps: int = MOST_STEPS,
) -> Search:
    """Return the simple paths from one node to another, the strongest first; to itself there is one without edges.

    Args:
        network: what moves what.
        source: where paths start.
        target: where they end.
        floor: the least strength of a path.
        without: nodes they must not pass.
        most_steps: when to stop looking.
    """
    if source == target:
        return Search((Path(()),), cut=False)
    barred = frozenset(without)
    walk = _Walk(network, lambda node: node not in barred, most_steps)
    found = [Path(edges) for edges in walk.ways(source, (target,), floor)] if floor > 0 else []
    if floor <= 0 or walk.left < 0:  # a floor mostly keeps a walk near; else only what leads to the target is tried
        leading = network.leading_to((target,))
        walk = _Walk(network, lambda node: bool(leading[node]) and node not in barred, most_steps)
        found = [Path(edges) for edges in walk.ways(source, (target,), floor)]
    return Search(tuple(sorted(found, key=_weakness)), walk.left < 0)


class _Walk:
    """A depth-first walk along simple paths with its own stack, so that no chain is too long for it.

    After `ways`: `left` is below 0 when the steps were used up, `longer` tells that a path was given up as too long.
    """

    def __init__(
        self, network: Network, allowed: Callable[[int], bool], steps: int, longest: float = float("inf")
    ) -> None:
        self._network, self._allowed, self._longest = network, allowed, longest
        self.left, self.longer = steps, False

    def ways(
        self, source: int, ends: Container[int], floor: float = 0.0, *, onward: bool = False
    ) -> Iterator[tuple[Edge, ...]]:
        """Yield the edges of each way from the source to one of the ends, of which the source itself may be one.

        A way ends there, or with `onward` goes on to others.
        """
        way: list[Edge] = []
        on_way = {source}
        stack = [(self._next(source), 1.0)]
        while stack:
            edges, strength = stack[-1]
            edge = next(edges, None)
            if edge is None:
                stack.pop()
                if way:
                    on_way.discard(way.pop().target)
                continue
            self.left -= 1
            if self.left < 0:
                return
            product = strength * edge.effect.likely
            is_end = edge.target in ends
            if product < floor - EPSILON or (edge.target in on_way and not (is_end and edge.target == source)):
                continue
            if is_end:
                yield (*way, edge)
            if (is_end and not onward) or edge.target == source:
                continue
            if len(way) + 1 >= self._longest:
                self.longer = True
            else:
                way.append(edge)
                on_way.add(edge.target)
                stack.append((self._next(edge.target), product))

    def _next(self, node: int) -> Iterator[Edge]:
        return (edge for edge in self._network.out[node] if self._allowed(edge.target))


def paths_from(
    network: Network, source: int, targets: Container[int], floor: float, most_steps: int
) -> Mapping[int, list[Path]] | None:
    """Return the simple paths above a floor from a node to each of several; None where there are too many steps."""
    found: dict[int, list[Path]] = {source: [Path(())]}
    walk = _Walk(network, lambda _: True, most_steps)
    for edges in walk.ways(source, targets, floor, onward=True):
        if edges[-1].target != source:
            found.setdefault(edges[-1].target, []).append(Path(edges))
    return None if walk.left < 0 else found


def strongest(network: Network, source: int, target: int, sign: int) -> Path | None:
    """Return the strongest simple path of a sign, the shortest of equals; None where there is none.

    The best way first, over nodes with the sign of the way that leads there: strengths are at most one, so the first
    way that arrives is the strongest. Only where it passes a node twice, once with each sign, all simple paths are
    searched.
    """
    ways: list[tuple[float, int, tuple[int, ...], int, tuple[Edge, ...]]] = [(-1.0, 0, (source,), 1, ())]
    settled: set[tuple[int, int]] = set()
    while ways:
        weakness, length, nodes, reached, edges = heappop(ways)
        node = nodes[-1]
        if (node, reached) in settled:
            continue
        settled.add((node, reached))
        if node == target and reached == sign:
            if len(set(nodes)) == len(nodes):
                return Path(edges)
            return simple_paths(network, source, target, floor=FLOOR).strongest(sign)
        if node != target:
            for edge in network.out[node]:
                step = (weakness * edge.effect.likely, length + 1, (*nodes, edge.target))
                heappush(ways, (*step, reached * edge.effect.sign, (*edges, edge)))
    return None


@dataclass(frozen=True, slots=True)
class Loops:
    """Loops that were found, the shortest first; `cut` says in words what was left out, empty if nothing was."""

    loops: tuple[Path, ...]
    cut: str


def loops(network: Network, through: Collection[int] | None = None) -> Loops:
    """Return the simple cycles of a network: those of at most eight steps, at most five hundred.

    Each starts at its first node by name, or at the first of those it is to pass through. Counts of cycles explode (a
    complete graph of ten nodes has over a million), so the search is bounded in length, number and steps.
    """
    found: list[Path] = []
    left, longer = LOOP_STEPS, False
    for group in network.groups:
        if len(group) < 2:
            continue
        starts = group if through is None else tuple(node for node in group if node in through)
        for place, start in enumerate(starts):
            walk = _Walk(network, set(group).difference(starts[:place]).__contains__, left, LONGEST_LOOP)
            found += [Path(edges) for edges in islice(walk.ways(start, (start,)), MOST_LOOPS + 1 - len(found))]
            left, longer = walk.left, longer or walk.longer
            if left < 0 or len(found) > MOST_LOOPS:
                return _told(
                    found, f"there are more loops than these {min(len(found), MOST_LOOPS)}: the search ended there"
                )
    return _told(found, f"loops of more than {LONGEST_LOOP} steps are left out" if longer else "")


def _told(found: list[Path], cut: str) -> Loops:
    ordered = sorted(found, key=lambda path: (len(path.edges), path.nodes))
    return Loops(tuple(ordered[:MOST_LOOPS]), cut)
