"""What is to end, and whether it does when its payee is paid, or decides, otherwise."""

from dataclasses import dataclass

from opmodel.finding import Severity
from opmodel.incentives.harm import Harm, Harms
from opmodel.incentives.position import Position, Push


@dataclass(frozen=True, slots=True)
class Aim:
    """The harms that one payee does by one lever, the worst first; `spared` are sides that may go on to suffer."""

    harms: tuple[Harm, ...]
    spared: frozenset[str] = frozenset()

    @property
    def worst(self) -> Harm:
        """The harm that the finding is mainly about."""
        return self.harms[0]

    @property
    def payee(self) -> Position:
        """Whose pay does it."""
        return self.worst.payee

    @property
    def push(self) -> Push:
        """Which way it pushes the lever."""
        return self.worst.push

    @property
    def parties(self) -> tuple[str, ...]:
        """The payee and everybody whose pay suffers."""
        return (self.payee.name, *dict.fromkeys(one.victim.name for one in self.harms if one.victim))

    @property
    def toward(self) -> dict[str, int]:
        """The KPIs that suffer, with the direction of each that is good, or paid."""
        return {one.kpi.id: one.toward for one in self.harms}


def ends(aim: Aim, position: Position, harms: Harms) -> bool:
    """Tell whether a payee in this position harms none of what it harmed, and nothing else by the same lever.

    Args:
        aim: what is to end.
        position: the payee as it would be.
        harms: of the model as it is.
    """
    harmed, lever = {side_of(one) for one in aim.harms}, aim.push.lever
    tried = harms.oppositions_of(position) if aim.worst.victim else harms.hopes_of(position)
    return not any(
        one.severity is not Severity.NOTE
        and (one.push.lever == lever or side_of(one) in harmed)
        and side_of(one) not in aim.spared
        for one in tried
    )


def side_of(harm: Harm) -> str:
    """Return who suffers, or what where nobody is paid for it."""
    return harm.victim.name if harm.victim else harm.kpi.id
