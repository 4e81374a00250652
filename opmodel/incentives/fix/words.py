"""The way out of what one lever harms, in the words of a finding; what was tried and helps stands there alone."""

from collections.abc import Iterable, Iterator

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.fix.approver import Approver, approver
from opmodel.incentives.fix.clawback import TakenBack, clawback
from opmodel.incentives.fix.share import share
from opmodel.incentives.fix.trial import Aim
from opmodel.incentives.harm import OUTRUN, Harms
from opmodel.model.reading import named
from opmodel.wording import listed

_NAMED = 3
"""KPIs or roles that a way out names."""


def way_out(aim: Aim, harms: Harms, incentives: Incentives) -> str:
    """Say how to end what one lever of one payee harms: by pay first, then by who decides."""
    ways = tuple(_ways(aim, harms, incentives))
    if ways:
        return ", or ".join(ways)
    if aim.payee.assumed:
        return f"say what '{aim.payee.name}' decides (`levers:`), so that it can be left or given to somebody else"
    return f"pay '{aim.payee.name}' for something else than kpi '{aim.push.earning.kpi}': no share of pay ends it"


def _ways(aim: Aim, harms: Harms, incentives: Incentives) -> Iterator[str]:
    late = clawback(aim, harms, incentives)
    if late:
        yield _taken_back(late, aim)
    kpis = _few(aim.toward)
    if aim.worst.victim is None:
        yield f"pay '{aim.payee.name}' only above a gate {'' if late else 'or with a clawback '}on kpi {kpis}"
    else:
        found = share(aim, harms, incentives)
        if found:
            rest = f"scale the rest to {100 - found.percent}%"
            yield f"put {found.percent}% of {found.plan} on kpi '{found.kpi}' and {rest}"
    if aim.worst.rule == OUTRUN:
        victims = _few(aim.parties[1:])
        yield f"gate the pay of '{aim.payee.name}' on kpi {kpis} and fund {victims} for what comes"
        return
    who = approver(aim, harms, incentives)
    if who:
        lever = named(incentives.network.names[aim.push.lever])
        holding = listed(f"'{name}'" for name in incentives.holding(aim.payee, aim.push.lever))
        away = f"take it out of the levers of {holding}"
        yield f"let {decider(who, aim.parties)} decide about {lever} and {away}"


def _few(names: Iterable[str]) -> str:
    """Name some, and count the others."""
    first, *more = (f"'{name}'" for name in names)
    return listed((first, *more[: _NAMED - 1], *((f"{len(more) - _NAMED + 1} more",) if len(more) >= _NAMED else ())))


def decider(who: Approver, parties: tuple[str, ...]) -> str:
    """Name who could decide, and why that one."""
    if len(parties) == 1:
        neutral, above = "who is not paid by it", f"who leads '{parties[0]}'"
    else:
        sides = "both sides" if len(parties) == 2 else "all sides"
        neutral, above = "whose pay leans to neither side", f"who leads {sides}"
    return f"'{who.name}', {above if who.leads_all else neutral}," if who.name else f"somebody {neutral}"


def _taken_back(late: TakenBack, aim: Aim) -> str:
    longest = max(late.months.values())
    turns = " or ".join(f"'{kpi}' {'falls' if aim.toward[kpi] > 0 else 'rises'}" for kpi in late.months)
    paid = listed(dict.fromkeys(f"'{one.kpi}'" for one in late.payments))
    written = ", ".join(f"{kpi}: {months}mo" for kpi, months in late.months.items())
    known = listed(f"'{kpi}'" for kpi in late.gated)
    gates = f" and gate it on kpi {known}" if known else ""
    back = f"take the pay for {paid} back when {turns} within {longest} months"
    return f"{back} (`clawbacks: {{{written}}}`){gates}"
