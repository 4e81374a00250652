"""Each line of each plan once, with everybody it pays."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position
from opmodel.incentives.stake import EQUAL_WEIGHTS, assuming

Told = TypeVar("Told")


def recipients(incentives: Incentives) -> Iterator[tuple[Payment, tuple[Position, ...]]]:
    """Yield every payment with the positions it belongs to.

    Those are its payees and the kinds of a general payee that have levers or a plan of their own.
    """
    found: dict[int, list[Position]] = {}
    for position in incentives.paid_positions:
        for payment in position.payments:
            found.setdefault(id(payment), []).append(position)
    for paid in incentives.paid.values():
        for payment in paid:
            if id(payment) in found:
                yield payment, tuple(found[id(payment)])


def alike(incentives: Incentives, told: Iterable[tuple[Position, Told]]) -> Iterator[tuple[Told, tuple[Position, ...]]]:
    """Yield what is told of positions with those it holds for; a general role speaks for its kinds."""
    found: dict[Told, list[Position]] = {}
    for position, what in incentives.graph.people.once(told, lambda pair: (pair[0].name,)):
        found.setdefault(what, []).append(position)
    return ((what, tuple(those)) for what, those in found.items())


def names(positions: tuple[Position, ...]) -> tuple[str, ...]:
    """Return the ids of the roles that stand there."""
    return tuple(one.name for one in positions)


def guessed_weight(payment: Payment) -> str:
    """Return what was assumed about its weight and why; empty where the plan states it."""
    return next((text for text in payment.stake.guesses if text.startswith(EQUAL_WEIGHTS)), "")


def assuming_weight(payment: Payment) -> str:
    """Return the same as the end of a sentence."""
    return assuming(guessed_weight(payment))
