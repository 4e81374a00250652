"""How one lever or KPI moves another: the sign, the paths near enough to matter, and what they come to."""

from dataclasses import dataclass
from math import prod

from opmodel.incentives.influence.atlas import Atlas, Step, Thing, Way
from opmodel.incentives.influence.closure import Closure
from opmodel.incentives.influence.network import EPSILON, FLOOR, Network
from opmodel.incentives.influence.paths import MOST_STEPS, Path, Search, loops, simple_paths
from opmodel.model import Model
from opmodel.wording import counted

MOST_WAYS = 200
"""Paths that an answer lists; the sum is of all."""
_COARSER = (FLOOR, 0.03, 0.1, 0.3)
_TOO_MANY = f"there are more paths than {MOST_STEPS:,} steps can follow"


@dataclass(frozen=True, slots=True)
class Total:
    """What near paths come to: the strengths that raise and that lower added up, and the bounds of the difference.

    The bounds hold whatever the strengths are within their bands.
    """

    plus: float
    minus: float
    low: float
    high: float

    @property
    def net(self) -> float:
        """What it comes to, likely."""
        return self.plus - self.minus


@dataclass(frozen=True, slots=True)
class Loop:
    """KPIs that move each other in a circle; reinforcing where a change comes back as more of itself."""

    reinforcing: bool
    kpis: tuple[Thing, ...]
    steps: tuple[Step, ...]
    lag_months: float


@dataclass(frozen=True, slots=True)
class Influenced:
    """What there is to say about two nodes, or, without them, about the loops of a model.

    `sign` is `+`, `-`, `0` or `?` over all simple paths; `ways` are the near ones, the strongest first, and `count` is
    how many there are. `total` is None where they meet a loop that feeds itself (`runaway` are its nodes on the way).
    `cut` says in words what was left out; `searched` tells that loops were asked for.
    """

    source: Thing | None
    target: Thing | None
    sign: str = ""
    ways: tuple[Way, ...] = ()
    count: int = 0
    total: Total | None = None
    runaway: tuple[Thing, ...] = ()
    cut: tuple[str, ...] = ()
    loops: tuple[Loop, ...] = ()
    searched: bool = False
    lacks: str = ""
    """Which files could not be read, as the end of a sentence about what is not there."""

    @property
    def comparable(self) -> bool:
        """Whether strengths along the paths may be compared and added up."""
        return not self.runaway


def influence(model: Model, network: Network, source: str, target: str, *, with_loops: bool = False) -> Influenced:
    """Say how one lever or KPI moves another.

    Raises:
        UsageError: one of the two is not known.
    """
    atlas = Atlas(model, network)
    start, end = atlas.node(source), atlas.node(target)
    every = simple_paths(network, start, end)
    near, floor = _near(network, start, end, every)
    cut = list(_left_out(every, near, floor))
    sign, doubt = _sign(network, start, end, every)
    if doubt:
        cut.append(doubt)
    paths = near or every.paths
    runaway = sorted({node for path in paths for node in path.nodes} & network.runaway)
    met = {start, end}.union(*(path.nodes for path in near))
    found, more = _loops(atlas, network, met) if with_loops else ((), ())
    return Influenced(
        atlas.thing(start),
        atlas.thing(end),
        sign,
        tuple(atlas.way(path) for path in near[:MOST_WAYS]),
        len(near),
        None if runaway or floor > 1 else _total(near),
        tuple(map(atlas.thing, runaway)),
        (*cut, *more),
        found,
        with_loops,
        model.lacks,
    )


def circles(model: Model, network: Network) -> Influenced:
    """List the loops of a network."""
    found, cut = _loops(Atlas(model, network), network, None)
    return Influenced(None, None, cut=cut, loops=found, searched=True, lacks=model.lacks)


def _near(network: Network, start: int, end: int, every: Search) -> tuple[tuple[Path, ...], float]:
    """Return the paths above a floor, and the floor: the usual one unless there are too many for the steps.

    Where even the strongest are too many it is the direct influence alone, with a floor that nothing reaches.
    """
    if not every.cut:
        return tuple(path for path in every.paths if path.strength >= FLOOR - EPSILON), FLOOR
    steps = MOST_STEPS
    for floor in _COARSER:
        steps //= 2
        found = simple_paths(network, start, end, floor=floor, most_steps=steps)
        if not found.cut:
            return found.paths, floor
    return tuple(Path((edge,)) for edge in network.out[start] if edge.target == end), float("inf")


def _left_out(every: Search, near: tuple[Path, ...], floor: float) -> list[str]:
    said = []
    weaker = len(every.paths) - len(near)
    if every.cut and floor > 1:
        listed = "only the direct influence is listed" if near else "none is listed"
        said.append(f"{_TOO_MANY}, even of the strongest: {listed}, and nothing is added up")
    elif every.cut:
        said.append(f"{_TOO_MANY}: those weaker than {floor:.0%} are left out, of the list and of the sum")
    elif weaker:
        noun = counted(weaker, "weaker path")
        said.append(f"{noun} (below {FLOOR:.0%}) {'is' if weaker == 1 else 'are'} left out, of the list and of the sum")
    if len(near) > MOST_WAYS:
        said.append(f"of {len(near):,} paths the {MOST_WAYS} strongest are listed; the sum is of all")
    return said


def _sign(network: Network, start: int, end: int, every: Search) -> tuple[str, str]:
    """Return the sign over all simple paths, and what speaks against it where the search was cut.

    A closure that knows one sign alone is right; only where it knows both do the paths themselves decide.
    """
    if not every.cut:
        return every.sign, ""
    plus, minus = Closure(network, (end,)).signs(start, end)
    if not (plus and minus):
        return "+" if plus else "-" if minus else "0", ""
    if every.sign == "?":
        return "?", ""
    found = {"+": "raise", "-": "lower"}.get(every.sign, "")
    seen = f"all paths that were followed {found} it" if found else "none was followed to its end"
    return "?", f"whether paths of both signs exist was not settled ({seen}); the sign is given as ?"


def _total(paths: tuple[Path, ...]) -> Total:
    sums = {one: [0.0, 0.0, 0.0] for one in (1, -1)}
    for path in paths:
        sums[path.sign][0] += path.strength
        sums[path.sign][1] += prod(edge.effect.low for edge in path.edges)
        sums[path.sign][2] += prod(edge.effect.high for edge in path.edges)
    (plus, plus_low, plus_high), (minus, minus_low, minus_high) = sums[1], sums[-1]
    return Total(plus, minus, plus_low - minus_high, plus_high - minus_low)


def _loops(atlas: Atlas, network: Network, through: set[int] | None) -> tuple[tuple[Loop, ...], tuple[str, ...]]:
    found = loops(network, through)
    told = tuple(
        Loop(
            path.sign > 0,
            tuple(atlas.thing(node) for node in path.nodes[:-1]),
            tuple(map(atlas.step, path.edges)),
            path.lag,
        )
        for path in found.loops
    )
    return told, (found.cut,) if found.cut else ()
