"""What follows from what: stages by the moves between them, levers and KPIs by their influences."""

from collections import deque
from collections.abc import Callable, Mapping
from functools import cached_property

from opmodel.errors import UsageError
from opmodel.graph import Graph
from opmodel.model.sections.influences import Influence
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.levers import Lever
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, did_you_mean, listed

MOST_KEPT = 1_000_000
"""Ends that are remembered of all starts together, before the earlier ones are forgotten."""


class Reach:
    """Whether a record can come from one stage to another, or a lever or KPI moves a KPI, over any number of steps."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[str, frozenset[str]] = {}
        self._kept = 0

    def reaches(self, source: str, target: str, spend: Callable[[int], None]) -> bool:
        """Tell whether the target is reached from the source in one step or more.

        Args:
            source: a stage, lever or KPI.
            target: another, or the same.
            spend: is told what is walked.

        Raises:
            UsageError: one of them is no stage, lever or KPI, or several have that id.
        """
        start, end = self._named(source), self._named(target)
        if start not in self._found:
            self._keep(start, self._from(start, spend))
        return end in self._found[start]

    def _keep(self, start: str, ends: frozenset[str]) -> None:
        if self._kept + len(ends) > MOST_KEPT:
            self._found.clear()
            self._kept = 0
        self._found[start] = ends
        self._kept += len(ends)

    def _from(self, start: str, spend: Callable[[int], None]) -> frozenset[str]:
        found: set[str] = set()
        waiting = deque(self._next.get(start, ()))
        while waiting:
            one = waiting.popleft()
            if one not in found:
                found.add(one)
                following = self._next.get(one, ())
                spend(1 + len(following))
                waiting.extend(following)
        return frozenset(found)

    @cached_property
    def _next(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for move in self._graph.journey.moves:
            found.setdefault(move.source.ref, set()).add(move.target.ref)
        model = self._graph.model
        for influence in model.of(Influence):
            source = model.get(Lever, bare(influence.source)) or model.get(Kpi, bare(influence.source))
            if source:
                found.setdefault(source.ref, set()).update(f"kpi/{bare(effect.to)}" for effect in influence.effects)
        return found

    @cached_property
    def _refs(self) -> Mapping[str, tuple[str, ...]]:
        model = self._graph.model
        found: dict[str, tuple[str, ...]] = {}
        for entity in (*model.of(Stage), *model.of(Lever), *model.of(Kpi)):
            found[entity.id] = (*found.get(entity.id, ()), entity.ref)
            found[entity.ref] = (entity.ref,)
        return found

    def _named(self, name: str) -> str:
        refs = self._refs.get(name, ())
        if len(refs) == 1:
            return refs[0]
        if refs:
            raise UsageError(f"reaches: '{name}' is {listed(refs)}; write which one")
        hint = did_you_mean(name, self._refs)
        raise UsageError(f"reaches: there is no stage, lever or KPI '{name[:60]}'" + (f"; {hint}" if hint else ""))
