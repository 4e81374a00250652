"""What a rule yields: what is wrong and where, in terms of the model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from opmodel.finding import Data, Note, Severity, Span, ids
from opmodel.incentives import Harm, Incentives, words
from opmodel.model import Fault, Where
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a model; the engine finds the place, the owner and the rest of the finding.

    `severity` may only lower the rule's own. `discriminator` tells two problems of one rule on one entity apart, by
    something that stays when lines move and words change. `notes` are related values and what is to be seen there.
    `among` are all entities that one problem speaks of, its own with them: asked is who stands above them.
    """

    where: Where
    message: str
    help: str = ""
    notes: tuple[tuple[Where, str], ...] = ()
    severity: Severity | None = None
    discriminator: str = ""
    evidence: tuple[str, ...] = ()
    data: Mapping[str, Data] = field(default_factory=dict)
    owner: str = ""
    among: tuple[str, ...] = ()
    stake: float = 0.0
    people: int = 0
    read: "Read | None" = None
    share: "Share | None" = None
    failed: bool = False
    """Nothing could be judged: an error, whatever else the findings of the rule count as."""

    @property
    def roles(self) -> tuple[str, ...]:
        """The ids of the roles that a problem of pay is between."""
        return ids(self.data, "roles")

    @property
    def kpis(self) -> tuple[str, ...]:
        """The ids of the KPIs, levers or stages that a problem of pay is about, the most telling first."""
        return ids(self.data, "kpis")


@dataclass(frozen=True, slots=True)
class Read:
    """The exact place of a problem that reading found, where no entity may stand."""

    span: Span
    path: str
    notes: tuple[Note, ...]


OR_ACCEPT = "; or declare the tension if it is meant"
"""Begins the end of the help of a problem that a company may have on purpose; what is accepted already has none."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a problem in one that several have in common: one finding lists them all, the worst in front.

    `cause` is what they have in common, such as a payee and its lever; `whom` names this one in half a sentence and
    `note` says what it comes to, where the finding is mainly about another.
    """

    cause: str
    whom: str
    note: tuple[Where, str]


def about_pay(
    where: Where,
    message: str,
    help: str,
    *,
    roles: Iterable[str],
    kpis: Iterable[str] = (),
    alike: bool = False,
    verdict: str = "",
    severity: Severity | None = None,
    stake: float = 0.0,
    notes: Iterable[tuple[Where, str]] = (),
    evidence: tuple[str, ...] = (),
    people: int = 0,
    told_apart: str = "",
    share: Share | None = None,
) -> Problem:
    """Return a problem of pay, which names the roles it is between, so that a tension can accept it.

    Args:
        where: the line of the plan or the entity it is about.
        message: what is wrong.
        help: the way out.
        roles: ids of the roles it is about; with the KPIs they tell two problems of one rule apart.
        kpis: ids of the KPIs, levers or stages it is about, the most telling first.
        alike: whether the roles stand on one side, so that nothing stands between them.
        verdict: how sure it is, where that is a question.
        severity: may only lower the rule's own.
        stake: share of total pay, percent.
        notes: related values and what is to be seen there.
        evidence: entities along the paths that prove it.
        people: how many people it touches.
        told_apart: what tells it apart from others of the rule; by default what it shares with others, or the roles and
            the first KPI.
        share: what it has in common with others of the rule.
    """
    named, measured = tuple(roles), tuple(dict.fromkeys(kpis))
    data: dict[str, Data] = {"roles": named, "kpis": measured}
    if alike:
        data["alike"] = True
    if verdict:
        data["verdict"] = verdict
    told_apart = share.cause if share else told_apart or " ".join((*named, *measured[:1]))
    return Problem(
        where,
        message,
        help,
        tuple(notes),
        severity,
        told_apart,
        evidence,
        data,
        stake=stake,
        people=people,
        share=share,
    )


def from_fault(fault: Fault) -> Problem:
    """Turn what reading found into a problem."""
    return Problem(
        Where(fault.entity),
        fault.message,
        fault.help,
        severity=Severity.WARNING if fault.mild else None,
        discriminator=fault.path,
        read=Read(fault.span, fault.path, fault.notes),
    )


def from_harm(harm: Harm, incentives: Incentives) -> Problem:
    """Turn a harm that pay does into a problem of the plan that pulls; its way out is that of all its lever harms."""
    parties = (harm.payee, *((harm.victim,) if harm.victim else ()))
    names = incentives.network.names
    lever = names[harm.push.lever]
    every = (harm, *harm.also)
    kpis = (*(bare(names[one.push.lever]) for one in every), *(one.kpi.id for one in every))
    proof = words.proof(harm, incentives)
    people = incentives.graph.people
    return about_pay(
        harm.push.earning.where,
        words.message(harm, incentives),
        _entry(harm),
        roles=(party.name for party in parties),
        kpis=kpis,
        verdict=str(harm.verdict),
        severity=harm.severity,
        stake=harm.stake.percent,
        notes=words.notes(harm, proof, incentives.network),
        evidence=tuple(names[node] for node in proof[1].nodes or (harm.push.lever,)),
        people=sum(people.headcount(party.name) or 0 for party in parties),
        share=Share(f"{harm.payee.name} {lever}", words.whom(harm), words.aside(harm, incentives)),
    )


def _entry(harm: Harm) -> str:
    """Return the end of a help with the tension that would accept a harm, as far as it can be filled in."""
    if harm.victim is None:
        return ""
    between = f"{harm.payee.name}, {harm.victim.name}"
    entry = f"{{rule: {harm.rule}, between: [{between}], kpi: {harm.kpi.id}}}"
    return f"{OR_ACCEPT}: {entry} and what else `opmodel explain tensions` shows"
