"""Whether the harms of one lever are gone when its payee is paid, or decides, otherwise."""

from opmodel.finding import Severity
from opmodel.incentives.harm import Harm, Harms
from opmodel.incentives.position import Position


def ends(group: tuple[Harm, ...], position: Position, harms: Harms) -> bool:
    """Tell whether a payee in this position harms nothing of what it harmed, and nothing else by the same lever.

    Args:
        group: what the finding lists: one payee, one lever, everybody or everything that it harms.
        position: the payee as it would be.
        harms: of the model as it is.
    """
    harmed, lever = {_side(one) for one in group}, group[0].push.lever
    tried = harms.oppositions_of(position) if group[0].victim else harms.hopes_of(position)
    return not any(
        one.severity is not Severity.NOTE and (one.push.lever == lever or _side(one) in harmed) for one in tried
    )


def _side(harm: Harm) -> str:
    return harm.victim.name if harm.victim else harm.kpi.id
