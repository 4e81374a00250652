"""Who can move what by their own decision."""

from collections.abc import Mapping
from functools import cached_property

from opmodel.graph.people import People
from opmodel.model import Model
from opmodel.model.sections.levers import Lever
from opmodel.model.sections.roles import Role
from opmodel.wording import bare


class Entrusted:
    """Levers and KPIs with the roles that move them.

    A role moves what it lists; a lever that no role lists is its owner's. What lies with a queue or pool is moved by
    those who work it, what lies with a function by its lead.
    """

    def __init__(self, model: Model, people: People) -> None:
        self._model, self._people = model, people

    def of(self, role: str) -> tuple[str, ...]:
        """Return what a role moves, as entities (`lever/discount`); without what its general roles and kinds do."""
        return self._by_role.get(role, ())

    def to(self, ref: str) -> tuple[str, ...]:
        """Return the ids of the roles that move a lever or KPI."""
        return tuple(role for role, refs in self._by_role.items() if ref in refs)

    @cached_property
    def _by_role(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        listed = [(role.id, self._ref(name)) for role in self._model.of(Role) for name in role.levers]
        taken = {ref for _, ref in listed}
        owned = ((name, one.ref) for one in self._model.of(Lever) if one.ref not in taken for name in one.owner)
        for name, ref in (*listed, *owned):
            for role in self._people.working((name,)):
                found.setdefault(role, {})[ref] = None
        return {role: tuple(refs) for role, refs in found.items()}

    def _ref(self, name: str) -> str:
        return f"{'lever' if self._model.get(Lever, name) else 'kpi'}/{bare(name)}"
