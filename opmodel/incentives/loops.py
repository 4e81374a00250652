"""Loops in words, and what is paid along them."""

from collections.abc import Iterator

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.influence.network import Network
from opmodel.incentives.influence.paths import Path
from opmodel.incentives.payments import Payment


def round_trip(loop: Path, network: Network, start: int) -> str:
    """Write `leads raise visits, which lower leads`: a loop from one of its nodes on."""
    names = [name.partition("/")[2] for name in network.names]
    place = next(place for place, edge in enumerate(loop.edges) if edge.source == start)
    edges = (*loop.edges[place:], *loop.edges[:place])
    steps = (f"{'raises' if edge.effect.sign > 0 else 'lowers'} {names[edge.target]}" for edge in edges)
    return f"{names[start]} {', which '.join(steps)}"


def paid_along(loop: Path, incentives: Incentives) -> Iterator[tuple[int, Payment, int]]:
    """Yield what is paid for along a loop and is a stake, with its node and the way it turns the loop.

    The way is +1 where more of the loop's first node serves the payment.
    """
    sign = 1
    for edge in loop.edges:
        kpi = incentives.network.names[edge.source].partition("/")[2]
        for payment in incentives.paid.get(kpi, ()):
            if incentives.is_stake(payment.weight):
                yield edge.source, payment, sign * payment.sign
        sign *= edge.effect.sign
