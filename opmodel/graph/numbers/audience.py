"""Which functions need a KPI for their work, and which see it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from opmodel.graph.journey import Journey
from opmodel.graph.numbers.numbers import Numbers
from opmodel.graph.people import People
from opmodel.model import Model
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Level
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

_ELSEWHERE = (Level.EXTERNAL, Level.AUTOMATION, Level.EXECUTIVE)
"""Levels that need no place in the audience: they see nothing, or everything."""


class Audience:
    """Questions about who sees a KPI; functions are named by their ids."""

    def __init__(self, model: Model, people: People, journey: Journey, numbers: Numbers) -> None:
        self._model, self._people, self._journey, self._numbers = model, people, journey, numbers

    def is_named(self, kpi: Kpi) -> bool:
        """Tell whether a KPI or a dashboard that shows it says who reads it."""
        return bool(kpi.audience or any(board.audience for board in self._numbers.boards(kpi.id)))

    def needing(self, kpi: Kpi) -> Mapping[str, str]:
        """Return the functions that need a KPI and why, as half a sentence: by pay, jointly, or for their handoff."""
        found: dict[str, str] = {}
        for plan in self._numbers.plans(kpi.id):
            self._note(found, plan.payee, f"is paid on it by '{plan.id}'")
        self._note(found, kpi.joint, "answers for it jointly")
        for move in self._measured.get(kpi.id, ()):
            for handoff in self._journey.handoffs_of(move):
                for side in (handoff.givers, handoff.receivers):
                    self._note(found, side, f"has its handoff '{move.id}' measured by it")
        return found

    def _note(self, found: dict[str, str], names: Iterable[str], why: str) -> None:
        for name in self._people.working(names):
            role, function = self._people.role(name), self._people.function(name)
            if function and role is not None and role.level not in _ELSEWHERE:
                found.setdefault(function, why)

    @cached_property
    def _measured(self) -> Mapping[str, tuple[Transition, ...]]:
        """The handoffs between functions by the KPIs that measure them."""
        found: dict[str, list[Transition]] = {}
        for one in self._model.of(Transition):
            if any(map(self._journey.crosses_functions, self._journey.handoffs_of(one))):
                kpis = (one.kpis and one.kpis.conversion, one.kpis and one.kpis.time, one.sla and one.sla.kpi)
                for name in dict.fromkeys(bare(kpi) for kpi in kpis if kpi):
                    found.setdefault(name, []).append(one)
        return {name: tuple(moves) for name, moves in found.items()}

    def seeing(self, kpi: Kpi) -> set[str]:
        """Return the functions of those who read a KPI, meet about it, answer for it, lead who does, or measure it."""
        readers = (name for board in self._numbers.boards(kpi.id) for name in board.audience)
        here = (name for one in self._numbers.meetings(kpi) for name in (*one.chair, *one.attendees))
        above = (name for owner in kpi.owner for name in self._people.line(owner))
        names = dict.fromkeys((*kpi.audience, *readers, *here, *kpi.owner, *above, *kpi.measured_by))
        return {function for name in names for function in self._functions(name)}

    def _functions(self, name: str) -> Iterator[str]:
        """Yield the functions of a role; a function that is named is read by all its parts."""
        people = self._people
        yield people.function(name)
        if people.is_function(name):
            yield bare(name)
            yield from (people.function(member) for member in people.members(name))
        for holder in people.holders(name):
            yield people.function(holder)
