"""Signs, sums and loops against brute force on small networks, and the known answers of the theory."""

import math

import pytest
from hypothesis import given

from opmodel.incentives.influence.closure import Closure
from opmodel.incentives.influence.near import FLOOR, Near
from opmodel.incentives.influence.network import Network
from opmodel.incentives.influence.paths import loops, simple_paths
from tests.influence.networks import network, sign, small_networks, ways


def signs(net: Network, source: str, target: str) -> str:
    """Return the signs of all simple paths as the program writes them."""
    start, end = net.number(source), net.number(target)
    assert start is not None
    assert end is not None
    return simple_paths(net, start, end).sign


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ("a + b, b + c, c - b, c + d", ["a c +", "a b +", "b d +", "c b -", "c d +", "b b +", "d a 0"]),
        ("a - b, b - a, b + c, c - d, d - b", ["a b -", "b a -", "a c -", "a d +", "d a +", "c a -"]),
        ("x + a, x - b, a + y, b + y, z + y", ["x y ?", "x a +", "x b -", "z y +"]),
    ],
    ids=["a thermostat", "mutual inhibition", "two ways"],
)
def test_signs_of_simple_paths(edges, expected):
    """A loop makes nothing ambiguous that no simple path makes so."""
    net = network(edges)
    assert [f"{line[:-1]}{signs(net, *line.split()[:2])}" for line in expected] == expected


@pytest.mark.parametrize(
    ("edges", "reinforcing", "balancing"),
    [
        ("a + b, b + c, c - b, c + d", 0, 1),
        ("a - b, b - a, b + c, c - d, d - b", 2, 0),
        ("problem + fix, fix - problem, fix + effect, effect + problem", 1, 1),
        ("a + r, r + a, a - b, b - a", 2, 0),
    ],
)
def test_loops_are_counted_by_kind(edges, reinforcing, balancing):
    """The counts of the archetypes in the literature."""
    found = loops(network(edges))
    kinds = [loop.sign for loop in found.loops]
    assert (kinds.count(1), kinds.count(-1), found.cut) == (reinforcing, balancing, "")


@given(small_networks)
def test_closure_never_misses_a_path(net):
    """It contains the signs of every simple path, and where it has one sign that is the right one."""
    closure = Closure(net, range(len(net)))
    for source in range(len(net)):
        for target in range(len(net)):
            every = {sign(way) for way in ways(net, source, target)}
            claimed = {one for one, there in zip((1, -1), closure.signs(source, target), strict=True) if there}
            assert every <= claimed
            assert closure.reaches(source, target) == bool(every)
            if len(claimed) == 1:
                assert every == claimed


@given(small_networks)
def test_sums_are_those_of_all_strong_paths(net):
    """Plus and minus add up every simple path above the floor, and nothing else."""
    nodes = range(len(net))
    near = Near(net, nodes, nodes)
    for source in nodes:
        found = near.of(source)
        assert not found.cut
        for target in nodes:
            sums = {1: 0.0, -1: 0.0}
            for way in ways(net, source, target):
                strength = math.prod(edge.effect.likely for edge in way)
                if strength >= FLOOR - 1e-9:
                    sums[sign(way)] += strength
            effect = found.effects.get(target)
            assert (
                (effect.plus, effect.minus) == pytest.approx((sums[1], sums[-1])) if effect else sums == {1: 0, -1: 0}
            )


@given(small_networks)
def test_paths_are_simple_and_carry_their_sign(net):
    """What is shown as proof is a real path, the strongest of its sign first."""
    for source in range(len(net)):
        for target in range(len(net)):
            found = simple_paths(net, source, target)
            assert {path.edges for path in found.paths} == set(ways(net, source, target))
            for path in found.paths:
                assert path.sign == sign(path.edges)
                assert len(set(path.nodes)) == len(path.nodes)
            for one in (1, -1):
                strongest = found.strongest(one)
                fitting = [path.strength for path in found.paths if path.sign == one]
                assert (strongest.strength if strongest else None) == (max(fitting) if fitting else None)


def test_dense_networks_are_bounded_and_say_so():
    """Sixty KPIs that all move each other: the work ends, and what was left out is told."""
    names = [f"k{number:02}" for number in range(60)]
    net = network(", ".join(f"{one} + {other}" for one in names for other in names if one != other))
    near = Near(net, range(60), range(60))
    assert near.of(0).cut
    assert near.of(0).effects[1].plus >= 0.4
    assert simple_paths(net, 0, 1).cut
    assert loops(net).cut != ""


def test_long_chains_need_no_depth():
    """A chain of ten thousand sure steps ends nowhere in the middle."""
    net = network(", ".join(f"k{number:05} + k{number + 1:05} 1" for number in range(10_000)))
    assert Near(net, (0,), (10_000,)).of(0).effects[10_000].plus == pytest.approx(1)
    assert simple_paths(net, 0, 10_000).sign == "+"
    assert Closure(net, (10_000,)).signs(0, 10_000) == (True, False)
