"""Leaders under one boss, and paid people in one reporting line."""

from collections.abc import Mapping

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.position import Position
from opmodel.incentives.stake import together

MOST_LEADERS = 24
"""Leaders of one boss that are compared, those with most pay at stake first."""


def leaders_by_boss(incentives: Incentives) -> Mapping[str, tuple[Position, ...]]:
    """Return the paid leaders by boss, where there are several; staff without variable pay are none."""
    found: dict[str, list[Position]] = {}
    for position in incentives.speaking(incentives.paid_positions):
        boss = incentives.graph.people.line(position.name)[:1]
        if boss and incentives.is_executive(position):
            found.setdefault(boss[0], []).append(position)
    several = ((boss, leaders) for boss, leaders in sorted(found.items()) if len(leaders) > 1)
    return {boss: tuple(sorted(leaders, key=_most_pay)[:MOST_LEADERS]) for boss, leaders in several}


def paid_leaders(incentives: Incentives) -> tuple[Position, ...]:
    """Return the paid leaders of the company: none where only one is paid."""
    found = tuple(filter(incentives.is_executive, incentives.speaking(incentives.paid_positions)))
    return found if len(found) > 1 else ()


def led_by_paid(incentives: Incentives) -> tuple[Position, ...]:
    """Return the paid people of whom somebody above is paid too."""
    paid = {position.name for position in incentives.paid_positions}
    return tuple(
        position
        for position in incentives.paid_positions
        if not paid.isdisjoint(incentives.graph.people.line(position.name))
    )


def _most_pay(position: Position) -> tuple[float, str]:
    return (-together(one.stake for one in position.payments).percent, position.name)
