"""The two models as rows of the table see them: who works where before and after, and on which day that is asked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from opmodel.changes.change import Action
from opmodel.changes.edits.edit import Edit
from opmodel.graph import Graph
from opmodel.graph.meaning.meaning import counts_in_forecast
from opmodel.model import Entity, Model, is_draft, named
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.functions import Function
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to agree: roles or functions as they are written, or whom the manifest of the old model names for a part.

    Without names nobody is there to be asked, and the reason is what an answer says about that.
    """

    reason: str
    names: tuple[str, ...] = ()
    part: str = ""


def named_for(*parts: str) -> Iterator[Asked]:
    """Yield that whom the manifest names for some parts is to agree."""
    return (Asked(_PART_WORDS.get(part, part), part=part) for part in parts)


_PART_WORDS = {"sponsor": "executive sponsor", "forecast": "forecast owner", "governance": "governance owner"}
_PART_WORDS |= {"compensation": "compensation owner"}


@dataclass(frozen=True, slots=True)
class Sides:
    """Both models; most questions are asked of each side on which the entity is."""

    before: Graph
    after: Graph
    on: date

    @property
    def models(self) -> tuple[Model, Model]:
        """The old model and the new one."""
        return self.before.model, self.after.model

    def each(self, edit: Edit) -> Iterator[tuple[Graph, Entity]]:
        """Yield each side on which the entity of an edit is, with it."""
        if edit.before:
            yield self.before, edit.before
        if edit.after:
            yield self.after, edit.after

    def gather(self, edit: Edit, ask: Callable[[Graph, Entity], Iterable[str]]) -> tuple[str, ...]:
        """Return the names that a question brings to light on either side, each once."""
        return tuple(dict.fromkeys(bare(name) for graph, one in self.each(edit) for name in ask(graph, one)))

    def owners(self, edit: Edit) -> Iterator[Asked]:
        """Yield that who answers for the entity is to agree; where nobody does, whoever is to be asked about it."""
        names = self.gather(edit, answering) or self.gather(
            edit, lambda graph, one: filter(None, [graph.asking.about(one.ref)])
        )
        if names:
            yield Asked(f"owner of {named(edit.entity)}", names)

    def heads(self, functions: Iterable[str], why: str = "") -> Iterator[Asked]:
        """Yield that who leads each function is to agree."""
        for name in dict.fromkeys(functions):
            graph = self.after if self.after.model.get(Function, name) else self.before
            found = graph.model.get(Function, name)
            lead = tuple(found.lead) if found else ()
            yield Asked(f"head of {name}{f', {why}' if why else ''}", lead or self._above(graph, name))

    def _above(self, graph: Graph, function: str) -> tuple[str, ...]:
        """Return who leads the nearest function around one that has no lead of its own."""
        above = (graph.model.get(Function, one) for one in graph.people.functions_above(f"function/{function}")[1:])
        return next((tuple(one.lead) for one in above if one and one.lead), ())

    def functions(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the functions in which some people work, on whichever side they are known."""
        found = (self.after.people.function(name) or self.before.people.function(name) for name in names)
        return tuple(dict.fromkeys(one for one in found if one))

    def is_forecast(self, edit: Edit) -> bool:
        """Tell whether the forecast counts what an edit is about, on either side."""
        for graph, one in self.each(edit):
            if isinstance(one, Stage) and counts_in_forecast(one):
                return True
            if isinstance(one, Definition) and graph.meaning.on_forecast(one):
                return True
        return False

    def is_new_or_gone(self, ref: str) -> bool:
        """Tell whether an entity is there on one side only, or a draft on one."""
        sides = [model.entities.get(ref) for model in self.models]
        return sum(one is not None and not is_draft(one) for one in sides) == 1


def answering(graph: Graph, entity: Entity) -> tuple[str, ...]:
    """Return who answers for an entity: for a stage also its lifecycle's owner, for a move who gives and who takes."""
    if isinstance(entity, Stage):
        return graph.journey.owners(entity)
    if isinstance(entity, Transition) and not entity.owner:
        return both_ends(graph, entity)
    return entity.answering


def both_ends(graph: Graph, entity: Entity) -> tuple[str, ...]:
    """Return who gives and who takes a record in a move, whoever accepts it included."""
    return (*givers(graph, entity), *receivers(graph, entity))


def givers(graph: Graph, entity: Entity) -> tuple[str, ...]:
    """Return who has a record before a move."""
    moves = graph.journey.written(entity) if isinstance(entity, Transition) else ()
    return tuple(dict.fromkeys(name for move in moves for name in graph.journey.givers(move)))


def receivers(graph: Graph, entity: Entity) -> tuple[str, ...]:
    """Return who has a record after a move or accepts it."""
    moves = graph.journey.written(entity) if isinstance(entity, Transition) else ()
    accept = entity.accept.by if isinstance(entity, Transition) and entity.accept else ()
    return tuple(dict.fromkeys((*accept, *(name for move in moves for name in graph.journey.receivers(move)))))


def neighbours(graph: Graph, entity: Entity) -> tuple[str, ...]:
    """Return who answers for the stages right before and behind a stage."""
    if not isinstance(entity, Stage):
        return ()
    journey = graph.journey
    stages = [*(move.source for move in journey.moves_in(entity)), *(move.target for move in journey.moves_out(entity))]
    return tuple(dict.fromkeys(name for stage in stages for name in journey.owners(stage)))


def earning(graph: Graph, entity: Entity) -> tuple[str, ...]:
    """Return who is paid on a KPI or answers for it together with others."""
    if not isinstance(entity, Kpi):
        return ()
    plans = (name for plan in graph.numbers.plans(entity.id) for name in plan.payee)
    return tuple(dict.fromkeys((*entity.joint, *plans)))


def is_dropped(edit: Edit) -> bool:
    """Tell whether something that was written is not there any more, wholly or in part of a list."""
    return edit.action is Action.REMOVED or bool(edit.items and edit.items.lost)
