"""Where numbers come from, and which systems pass records on to each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.model import Entity, Model, is_draft
from opmodel.model.sections.dashboards import Dashboard
from opmodel.model.sections.datasets import Dataset
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.objects import Object
from opmodel.model.sections.questions import Question
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.systems import Direction, System
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class Answering:
    """Where a question is answered: a dashboard, or the KPI that it names, and the dataset the number is read in."""

    entity: Entity
    dataset: Dataset


class Lineage:
    """Questions about datasets, dashboards and systems."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._origins: dict[str, frozenset[str]] = {}

    def origins(self, dataset: Dataset) -> frozenset[str]:
        """Return the ids of a dataset and of all that it is built from, at once or over others."""
        if dataset.id not in self._origins:
            self._origins[dataset.id] = _reached([dataset.id], self._built_from)
        return self._origins[dataset.id]

    @cached_property
    def _built_from(self) -> Mapping[str, tuple[str, ...]]:
        return {one.id: tuple(map(bare, one.derived_from)) for one in self._model.of(Dataset)}

    def answering(self, question: Question) -> tuple[Answering, ...]:
        """Return where a question is answered, as far as the dataset is known; drafts answer nothing."""
        named = question.answered_by.kpi if question.answered_by else None
        kpi = self._model.get(Kpi, named) if named else None
        places: list[tuple[Entity, str | None]] = [(kpi, kpi.dataset)] if kpi else []
        places += [(board, board.dataset) for board in self._boards.get(question.id, ())]
        read = ((entity, self._model.get(Dataset, name)) for entity, name in places if name and not is_draft(entity))
        return tuple(Answering(entity, dataset) for entity, dataset in read if dataset)

    @cached_property
    def _boards(self) -> Mapping[str, list[Dashboard]]:
        found: dict[str, list[Dashboard]] = {}
        for board in self._model.of(Dashboard):
            for name in dict.fromkeys(map(bare, board.answers)):
                found.setdefault(name, []).append(board)
        return found

    def system(self, stage: Stage) -> str:
        """Return the id of the system in which records of a stage live: that of its lifecycle, else of its object.

        Nothing where none is named, or several are.
        """
        if stage.crm and stage.crm.system:
            return bare(stage.crm.system)
        found: set[str] = set()
        for path in self._model.holders(Lifecycle, stage.ref):
            home = self._model.get(Object, path.object)
            name = path.system or (home.system if home else None)
            found |= {bare(name)} if name else set()
        return found.pop() if len(found) == 1 else ""

    def flows(self, source: str, target: str) -> bool:
        """Tell whether records pass from one system to another, at once or over others."""
        return source == target or target in self._passed_on(source)

    def _passed_on(self, source: str) -> frozenset[str]:
        if source not in self._reach:
            self._reach[source] = _reached([source], self._flows)
        return self._reach[source]

    @cached_property
    def _reach(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _flows(self) -> Mapping[str, tuple[str, ...]]:
        """The systems that a system passes records on to; a flow without a direction may run both ways."""
        found: dict[str, dict[str, None]] = {}
        for system in self._model.of(System):
            for flow in system.integrates:
                found.setdefault(system.id, {})[bare(flow.to)] = None
                if flow.direction is not Direction.ONE_WAY:
                    found.setdefault(bare(flow.to), {})[system.id] = None
        return {name: tuple(ends) for name, ends in found.items()}

    @cached_property
    def is_wired(self) -> bool:
        """Whether any system says where its records flow."""
        return any(system.integrates for system in self._model.of(System))


def _reached(start: Iterable[str], ways: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += ways.get(node, ())
    return frozenset(found)
