"""The facade: one object that answers every question about a model."""

from functools import cached_property

from opmodel.graph.asking import Asking
from opmodel.graph.coverage import Carrying, CoverageTable, Feeding, Outcomes, Presence, Rest, Routes
from opmodel.graph.entrusted import Entrusted
from opmodel.graph.governance import Governance
from opmodel.graph.journey import Agreements, Barred, Gaps, Journey, Ways
from opmodel.graph.meaning import Meaning, Rivals, Sameness, Statuses, Terms, Voices
from opmodel.graph.numbers import Audience, Lineage, Numbers
from opmodel.graph.people import People
from opmodel.graph.reach import Reach
from opmodel.graph.records import Records
from opmodel.model import Entity, Model
from opmodel.model.sections.functions import Function
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare


class Graph:
    """Questions about one model; read-only, everything is computed when first asked for.

    `journey` answers what moves where, `ways` which stages that leads to, `gaps` where it breaks off, `barred` what
    counts on moves that are forbidden, `people` who works where, `entrusted` who can move what, `agreements` what
    people who work one after the other agreed, `governance` who decides what, `numbers` who answers for which KPI,
    `audience` who sees it, `lineage` where numbers come from, `records` which records meet which conditions,
    `coverage` who covers which, `presence` whether those are there, `carrying` who says how many, `routes` whom routing
    gives them to, `feeding` which stages that brings them to, `rest` who has what is left over, `outcomes` what
    customers get, `terms` what definitions rest on, `reach` what hangs on an entity, `meaning` who works by terms,
    `rivals` where a word has two, `statuses` which records have none, `voices` what people say and where they disagree.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.people = People(model)
        self.entrusted = Entrusted(model, self.people)
        self.journey = Journey(model, self.people)
        self.ways = Ways(model, self.journey)
        self.gaps = Gaps(model, self.journey, self.ways)
        self.barred = Barred(model, self.journey)
        self.agreements = Agreements(model, self.people)
        self.governance = Governance(model, self.people, self.journey)
        self.records = Records(model)
        self.numbers = Numbers(model, self.people, self.records, self.agreements)
        self.audience = Audience(model, self.people, self.journey, self.numbers)
        self.lineage = Lineage(model)
        self.terms = Terms(model, self.records)
        self.meaning = Meaning(model, self.journey, self.people, self.records, self.terms)
        self.rivals = Rivals(model, self.meaning, self.records)
        self.statuses = Statuses(model, self.records)
        self.voices = Voices(model, Sameness(self.people, self.records), self.records)
        self.asking = Asking(model, self.people, self.journey, self.voices)
        self.coverage = CoverageTable(model, self.people, self.journey, self.records)
        self.carrying = Carrying(model, self.people, self.journey, self.coverage)
        self.routes = Routes(model, self.people, self.records)
        self.feeding = Feeding(model, self.people, self.journey, self.records, self.coverage)
        self.presence = Presence(model, self.people, self.journey, self.coverage, self.feeding)
        self.rest = Rest(self.people)
        self.outcomes = Outcomes(model, self.journey)
        self.reach = Reach(model, self.people, self.journey, self.terms)

    def is_vital(self, kpi: Kpi) -> bool:
        """Tell whether pay or steering hangs on a KPI: it is paid, joint or the north star."""
        return bool(kpi.joint) or kpi.id in self._paid or self.is_north_star(kpi)

    def is_north_star(self, kpi: Kpi) -> bool:
        """Tell whether a KPI is the one the manifest says the company steers by."""
        return kpi.id == self._north_star

    @cached_property
    def _north_star(self) -> str:
        name = (self.model.about and self.model.about.north_star) or ""
        return bare(name)

    @cached_property
    def _paid(self) -> frozenset[str]:
        plans = self.model.of(Incentive)
        return frozenset(bare(measure.kpi) for plan in plans for measure in plan.measures)

    def must_be_answered_for(self, entity: Entity) -> bool:
        """Tell whether nothing works without somebody who answers: an open stage, or a KPI that pay hangs on.

        A lifecycle stands for those of its open stages that name no owner.
        """
        if isinstance(entity, Lifecycle):
            return any(stage.is_open and not stage.owner for stage in self.journey.stages(entity))
        if isinstance(entity, Stage):
            return entity.is_open
        return isinstance(entity, Kpi) and self.is_vital(entity)

    @cached_property
    def answering(self) -> tuple[tuple[Entity, tuple[str, ...]], ...]:
        """The entities that name who answers for them, with the names as written."""
        named = ((entity, entity.answering) for entity in self.model.entities.values())
        return tuple((entity, names) for entity, names in named if names)

    @cached_property
    def _answered_for(self) -> dict[str, list[Entity]]:
        found: dict[str, list[Entity]] = {}
        for entity, names in self.answering:
            for name in dict.fromkeys(bare(name) for name in names):
                found.setdefault(name, []).append(entity)
        return found

    def answered_for(self, function: Function) -> tuple[Entity, ...]:
        """Return what names a function where a role may stand, what must have somebody first."""
        if self.model.get(Role, function.id):
            return ()
        found = self._answered_for.get(function.id, [])
        return tuple(sorted(found, key=lambda entity: not self.must_be_answered_for(entity)))


def graph_of(model: Model) -> Graph:
    """Return the graph of a model, made once for everybody who asks; it is kept with what else was worked out of it."""
    known = vars(model)
    if "graph" not in known:
        known["graph"] = Graph(model)
    graph = known["graph"]
    assert isinstance(graph, Graph)
    return graph
