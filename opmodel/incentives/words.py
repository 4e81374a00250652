"""A harm in the words of a finding: what pulls where, how sure that is, and along which paths."""

from collections.abc import Iterator

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.guards import hollow
from opmodel.incentives.harm import Harm
from opmodel.incentives.influence.network import Network
from opmodel.incentives.influence.paths import Path
from opmodel.incentives.influence.witness import shown, witness
from opmodel.incentives.position import Push
from opmodel.incentives.stake import assuming, guessed_levers
from opmodel.incentives.verdict import Verdict
from opmodel.model import Where
from opmodel.model.reading import named
from opmodel.wording import listed

_SURE = {
    Verdict.CERTAIN: "certain: all paths strong enough to matter agree",
    Verdict.RESOLVED: "resolved: {}, but this side wins whatever the strengths are within their bands",
    Verdict.LEANING: "leaning: {}, and most strengths within their bands point this way",
    Verdict.TRADEOFF: "a trade-off: {}, and the strengths are too uncertain to tell which side wins",
}


def message(harm: Harm, incentives: Incentives) -> str:
    """Say who earns by what and who or what suffers."""
    gained, whole = harm.push.earning, harm.push.stake.percent
    more = f", {whole:.3g}% with its other pay for the same" if len(harm.push.along) > 1 else ""
    earns, link = earning(harm.payee.name, harm.push, incentives.network), " that"
    raised, hurt = ("raises" if sign > 0 else "lowers" for sign in (gained.sign, -harm.toward))
    if incentives.node[gained.kpi] != harm.push.lever:
        earns += f": that {raised} {named(f'kpi/{gained.kpi}')}"
        link = " also" if raised == hurt else ""
    earns += f" ({gained.stake.percent:.3g}% of its pay{more})"
    hurt = f"but{link} {hurt} {named(harm.kpi.ref)} ({_whom(harm)})"
    return f"{earns}, {hurt}; {_sure(harm, incentives)}{_assumed(harm)}{_more(harm, incentives)}"


def earning(role: str, push: Push, network: Network) -> str:
    """Say by what a role earns: `role 'ae' is paid more the more it uses lever 'discount'`."""
    section, _, name = network.names[push.lever].partition("/")
    if section == "kpi":
        by = f"the {'higher' if push.sign > 0 else 'lower'} kpi '{name}' is"
    else:
        by = f"the {'more' if push.sign > 0 else 'less'} it uses lever '{name}'"
    return f"role '{role}' is paid more {by}"


def _sure(harm: Harm, incentives: Incentives) -> str:
    """Say how sure it is: whether paths disagree, or only the payee's own plan pays for the opposite as well."""
    mixed = incentives.near.of(harm.push.lever).effects[incentives.node[harm.kpi.id]].mixed
    against = tuple(dict.fromkeys(pull.payment.kpi for pull in harm.push.against))
    if not against or mixed or any(pull.mixed for pull in harm.push.pulls):
        return _SURE[harm.verdict].format("paths disagree")
    guards = listed(f"'{kpi}'" for kpi in against)
    kpis = "kpi" if len(against) == 1 else "kpis"
    return _SURE[harm.verdict].format(f"its pay for {kpis} {guards} pulls the other way")


def _whom(harm: Harm) -> str:
    if harm.victim is None:
        return "which nobody is paid for"
    held = sum(one.stake.percent for one in harm.victim.payments if one.kpi == harm.kpi.id)
    return f"{held:.3g}% of the pay of role '{harm.victim.name}'"


def _more(harm: Harm, incentives: Incentives) -> str:
    return _hollow(harm, incentives) + _cut(harm, incentives)


def _cut(harm: Harm, incentives: Incentives) -> str:
    floor = incentives.near.of(harm.push.lever).floor
    told = "only what it moves directly was" if floor >= 1 else f"only paths of at least {floor:.0%} were"
    return f"; there are too many paths to follow all of them: {told}" if harm.push.cut else ""


def _assumed(harm: Harm) -> str:
    return assuming(*harm.stake.guesses, guessed_levers(*((harm.payee.name,) if harm.payee.assumed else ())))


def whom(harm: Harm) -> str:
    """Name the side that suffers: `role 'csm'`, or the KPI where nobody is paid for it."""
    return f"role '{harm.victim.name}'" if harm.victim else named(harm.kpi.ref)


def aside(harm: Harm, incentives: Incentives) -> tuple[Where, str]:
    """Say what the same lever costs another side, at the line that pays it or the KPI that nobody is paid for."""
    where = harm.payment.where if harm.payment else harm.kpi.where()
    moves = "lowers" if harm.toward > 0 else "raises"
    sure = _SURE[harm.verdict].partition(":")[0]
    return where, f"it also {moves} {named(harm.kpi.ref)} ({_whom(harm)}), {sure}{_hollow(harm, incentives)}"


def _hollow(harm: Harm, incentives: Incentives) -> str:
    """Say why a gate or clawback that is there does not hold the payee back."""
    node, lever = incentives.node[harm.kpi.id], harm.push.lever
    for pull in harm.push.along:
        for name in sorted(pull.payment.guards & incentives.node.keys()):
            guard = incentives.node[name]
            if guard == node or incentives.closure.reaches(guard, node):
                why = hollow(pull.payment, name, incentives, lever)
                if why:
                    return f"; its {why}"
    return ""


def proof(harm: Harm, incentives: Incentives) -> tuple[Path, Path]:
    """Return the two witness paths: by which the payee gains most, and by which the KPI loses most."""
    gained = harm.push.earning
    network, start = incentives.network, harm.push.lever
    return (
        witness(network, start, incentives.node[gained.kpi], harm.push.sign * gained.sign),
        witness(network, start, incentives.node[harm.kpi.id], -harm.push.sign * harm.toward),
    )


def notes(harm: Harm, paths: tuple[Path, Path], network: Network) -> Iterator[tuple[Where, str]]:
    """Yield the edges of both witness paths and what the other side is paid, at the places that declare them."""
    said: dict[Where, str] = {}
    for path, what in zip(paths, ("how it earns", "how it harms"), strict=True):
        for where, text in shown(path, network, what):
            said.setdefault(where, text)
    yield from said.items()
    if harm.payment is not None and harm.victim is not None:
        yield harm.payment.where, f"what '{harm.victim.name}' is paid for"
    for one in harm.also[:3]:
        lever = network.names[one.push.lever]
        yield one.push.earning.where, f"the same two: {named(lever)} and {named(one.kpi.ref)}"
