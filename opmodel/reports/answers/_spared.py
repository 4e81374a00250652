"""The sentence about pulls that do harm and are no finding."""

from collections.abc import Iterable

from opmodel.incentives.profile import Spared, Why
from opmodel.reports.answers._paths import called
from opmodel.wording import listed

_MOST = 4
_REASONS = {
    Why.BALANCED: "other pay of the same plan pulls back enough; balanced-tradeoff (profile strict) notes that",
    Why.HELD: "a gate or clawback holds that pay back",
    Why.GAINS: "all in all the other's pay gains by the same push",
    Why.OTHER: "`opmodel explain conflict` says when that is none",
}


def sentence(found: Iterable[Spared], head: str) -> str:
    """Say what suffers and why no rule speaks of it."""
    by_why: dict[Why, dict[str, None]] = {}
    for one in found:
        by_why.setdefault(one.why, {})[called(one.kpi)] = None
    parts = [
        f"{listed((*list(names)[:_MOST], *_more(len(names))))} {'suffers' if len(names) == 1 else 'suffer'}, "
        f"{'and' if why is Why.OTHER else 'but'} {_REASONS[why]}"
        for why, names in by_why.items()
    ]
    return f"{head}: {'; '.join(parts)}."


def _more(count: int) -> tuple[str, ...]:
    return (f"{count - _MOST} more",) if count > _MOST else ()
