"""The way out of what one lever harms, in the words of a finding; what was tried and helps stands there alone."""

from collections.abc import Iterator

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.fix.approver import Approver, approver
from opmodel.incentives.fix.clawback import TakenBack, clawback
from opmodel.incentives.fix.share import share
from opmodel.incentives.harm import OUTRUN, Harm, Harms
from opmodel.model.model import named
from opmodel.wording import bare, listed


def way_out(group: tuple[Harm, ...], harms: Harms, incentives: Incentives) -> str:
    """Say how to end what one lever of one payee harms: by pay first, then by who decides."""
    ways = tuple(_ways(group, harms, incentives))
    if ways:
        return ", or ".join(ways)
    payee = group[0].payee
    if payee.assumed:
        return f"say what '{payee.name}' decides (`levers:`), so that it can be given to somebody else or left"
    kpis = listed(dict.fromkeys(f"'{one.push.earning.kpi}'" for one in group))
    return f"pay '{payee.name}' for something else than kpi {kpis}: no share, and no other hand on the lever, ends it"


def _ways(group: tuple[Harm, ...], harms: Harms, incentives: Incentives) -> Iterator[str]:
    first = group[0]
    late = clawback(group, harms, incentives)
    if late:
        yield _taken_back(late, group)
    if first.victim is None:
        kpis = listed(dict.fromkeys(named(one.kpi.ref) for one in group))
        yield f"pay '{first.payee.name}' only above a gate {'' if late else 'or with a clawback '}on {kpis}"
    else:
        found = share(group, harms, incentives)
        if found:
            rest = f"scale the rest to {100 - found.percent}%"
            yield f"put {found.percent}% of {found.plan} on kpi '{found.kpi}' and {rest}"
    if first.rule == OUTRUN:
        kpis = listed(dict.fromkeys(named(one.kpi.ref) for one in group))
        victims = listed(dict.fromkeys(f"'{one.victim.name}'" for one in group if one.victim))
        yield f"gate the pay of '{first.payee.name}' on {kpis} and fund {victims} for what comes"
        return
    who = approver(group, harms, incentives)
    if who:
        lever = named(incentives.network.names[first.push.lever])
        parties = (first.payee.name, *dict.fromkeys(one.victim.name for one in group if one.victim))
        yield f"let {decider(who, parties)} decide about {lever} and take it out of the levers of '{first.payee.name}'"


def decider(who: Approver, parties: tuple[str, ...]) -> str:
    """Name who could decide, and why that one."""
    if len(parties) == 1:
        neutral, above = "who is not paid by it", f"who leads '{parties[0]}'"
    else:
        sides = "both sides" if len(parties) == 2 else "all sides"
        neutral, above = "whose pay leans to neither side", f"who leads {sides}"
    return f"'{who.name}', {above if who.leads_all else neutral}," if who.name else f"somebody {neutral}"


def _taken_back(late: TakenBack, group: tuple[Harm, ...]) -> str:
    toward = {one.kpi.id: one.toward for one in group}
    turns = listed(f"'{kpi}' {'falls' if toward[kpi] > 0 else 'rises'}" for kpi in late.kpis)
    paid = listed(dict.fromkeys(f"'{one.kpi}'" for one in late.payments))
    written = ", ".join(f"{bare(kpi)}: {late.months}mo" for kpi in late.kpis)
    return f"take the pay for {paid} back when {turns} within {late.months} months (`clawbacks: {{{written}}}`)"
