"""Who works where and who answers."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from itertools import chain, product
from typing import TypeVar

from opmodel.graph.circles import MAX_LEVELS, upwards
from opmodel.model import Model
from opmodel.model.sections.functions import Function
from opmodel.model.sections.roles import Level, Role
from opmodel.wording import bare, listed

Said = TypeVar("Said")


class People:
    """Questions about roles and functions; where a role may stand, a function stands for its lead."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._role: dict[str, Role | None] = {}
        self._function: dict[str, str] = {}
        self._working: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._led_by: dict[str, frozenset[str]] = {}

    def role(self, name: str) -> Role | None:
        """Return the role behind an id; a function's is its lead."""
        if name not in self._role:
            self._role[name] = self._find(name)
        return self._role[name]

    def _find(self, name: str) -> Role | None:
        role = self._model.get(Role, name)
        if role is not None:
            return role
        function = self._model.get(Function, name)
        return self._model.get(Role, function.lead[0]) if function and function.lead else None

    def is_known(self, name: str) -> bool:
        """Tell whether an id stands for a role or a function of the model."""
        return self._model.get(Role, name) is not None or self._model.get(Function, name) is not None

    def is_function(self, name: str) -> bool:
        """Tell whether an id stands for a function, and not for a role of the same name."""
        return self._model.get(Role, name) is None and self._model.get(Function, name) is not None

    def kinds(self, name: str) -> tuple[str, ...]:
        """Return the id of a role and of every general role it is one kind of, nearest first."""
        own = bare(name)
        return self._kinds.get(own, (own,)) if self._kinds else (own,)

    @cached_property
    def _kinds(self) -> dict[str, tuple[str, ...]]:
        return {role.id: upwards(role.id, self._generals) for role in self._model.of(Role) if role.is_a}

    def _generals(self, name: str) -> Iterable[str]:
        role = self._model.get(Role, name)
        return map(bare, role.is_a if role else ())

    def same(self, one: str, other: str) -> bool:
        """Tell whether two ids mean the same people: the same role, or one is a kind of the other."""
        if one == other:
            return True
        first, second = self._held(one), self._held(other)
        return first in self.kinds(second) or second in self.kinds(first)

    def is_among(self, name: str, others: tuple[str, ...]) -> bool:
        """Tell whether a role is the same people as one of others."""
        return name in others or any(self.same(name, other) for other in others)

    def meet(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether any role of some is the same people as one of others."""
        first, second = frozenset(some), frozenset(others)
        if not first.isdisjoint(second):
            return True
        sides = ((first, second), (second, first))
        return any(not names.isdisjoint(self.kinds(one)) for ones, names in sides for one in ones)

    def different(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return names as written that are for these records, one for each that means other people than before."""
        found: dict[str, str] = {}
        for name in names:
            if not self.is_left_out(name):
                found.setdefault(self._held(name), name)
        return tuple(found.values())

    def share_the_market(self, names: tuple[str, ...]) -> bool:
        """Tell whether one dimension gives each role its own records, so that every record belongs to one of them."""
        scopes = [self.scope(name) for name in names]
        return any(
            all(dimension in scope for scope in scopes)
            and max(Counter(value for scope in scopes for value in set(scope[dimension])).values()) == 1
            for dimension in scopes[0]
        )

    def once(
        self, said: Iterable[Said], roles: Callable[[Said], tuple[str, ...]], cause: Callable[[Said], Hashable] = type
    ) -> tuple[Said, ...]:
        """Leave out what is said of kinds of roles where it is said of the general ones: they are the same people.

        Args:
            said: whatever is said about roles.
            roles: the ids of the roles that it is about, each in its part.
            cause: what tells apart what is said about the same roles.
        """
        found = tuple(said)
        if not self._kinds:
            return found
        known = {(cause(one), roles(one)) for one in found}
        return tuple(one for one in found if known.isdisjoint((cause(one), more) for more in self._above(roles(one))))

    def _above(self, names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        """Return the same roles with some of them taken more generally."""
        return (more for more in product(*map(self.kinds, names)) if more != names)

    def _held(self, name: str) -> str:
        role = self.role(name)
        return role.id if role else name

    def is_left_out(self, name: str) -> bool:
        """Tell whether a role or function is declared and not there: it is for other records, or another day."""
        ref = self._model.targets.get((("roles", "functions"), name))
        return ref is not None and ref not in self._model.entities and ref not in self._model.broken

    def scope(self, name: str) -> dict[str, tuple[str, ...]]:
        """Return the values of dimensions a role is for, with what it inherits from general roles; empty for all."""
        kinds = self.kinds(self._held(name))
        scopes = [one.scope or {} for kind in reversed(kinds) if (one := self._model.get(Role, kind))]
        return {dimension: values for scope in scopes for dimension, values in scope.items()}

    def function(self, name: str) -> str:
        """Return the id of the function a role works in, its general role's if it names none; empty if unknown."""
        if name not in self._function:
            self._function[name] = self._works_in(name)
        return self._function[name]

    def _works_in(self, name: str) -> str:
        function = self._model.get(Function, name)
        if function is not None and self._model.get(Role, name) is None:
            return function.id
        for kind in self.kinds(name):
            role = self._model.get(Role, kind)
            if role and role.function:
                return bare(role.function)
        return ""

    def members(self, name: str) -> tuple[str, ...]:
        """Return the roles that work in a function or a part of it; none where the name is a role's."""
        return tuple(self._members.get(bare(name), ())) if self.is_function(name) else ()

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for role in self._model.of(Role):
            for one in self.functions_above(role.id) if self.is_people(role.id) else ():
                found.setdefault(one, []).append(role.id)
        return found

    def functions_above(self, name: str) -> tuple[str, ...]:
        """Return the function that a role works in and those it is a part of, nearest first."""
        function = self._model.get(Function, self.function(name))
        return upwards(function.id, self._parents) if function else ()

    def _parents(self, name: str) -> Iterable[str]:
        function = self._model.get(Function, name)
        parent = self._model.get(Function, function.parent) if function and function.parent else None
        return (parent.id,) if parent else ()

    def line(self, name: str) -> tuple[str, ...]:
        """Return the roles above a role, nearest first."""
        found: list[str] = []
        role = self.role(name)
        while role and role.reports_to and len(found) < MAX_LEVELS:
            role = self.role(role.reports_to)
            if role is None or role.id in found:
                break
            found.append(role.id)
        return tuple(found)

    def leaders(self, name: str) -> tuple[str, ...]:
        """Return who leads a role: the roles above it, nearest first, then the lead of its function."""
        function = self.function(name)
        lead = self.role(f"function/{function}") if function else None
        return (*self.line(name), *((lead.id,) if lead else ()))

    def leads(self, leader: str, name: str) -> bool:
        """Tell whether one stands above another: in the reporting line, or as lead of a function around it."""
        if name not in self._led_by:
            functions = (self._model.get(Function, one) for one in self.functions_above(name))
            leads = (bare(lead) for function in functions if function for lead in function.lead)
            self._led_by[name] = frozenset((*self.line(name), *leads))
        role = self.role(leader)
        return role is not None and role.id in self._led_by[name]

    def speaks_for(self, name: str, other: str) -> bool:
        """Tell whether somebody can agree for another: works in the same function or leads the other."""
        role, function = self.role(name), self.function(other)
        return role is not None and (self.function(role.id) == function or self.leads(name, other))

    def is_people(self, name: str) -> bool:
        """Tell whether somebody decides there: not a queue, a pool or a program."""
        role = self.role(name)
        return role is None or role.level not in (Level.QUEUE, Level.POOL, Level.AUTOMATION)

    def holders(self, name: str) -> tuple[str, ...]:
        """Return who does the work of a role: those who work it for a queue or pool, else the role itself."""
        role = self.role(name)
        worked = role is not None and role.level in (Level.QUEUE, Level.POOL)
        return role.held_by if role and worked and role.held_by else (name,)

    def keepers(self, name: str) -> tuple[str, ...]:
        """Return who works a queue or pool or looks after a program; none for people."""
        role = self.role(name)
        return role.held_by if role and not self.is_people(name) else ()

    def working(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the roles behind some names: those who work a queue or pool, the lead of a function."""
        asked = tuple(names)
        known = self._working.get(asked)
        if known is None:
            workers = chain.from_iterable(map(self.holders, asked))
            known = self._working[asked] = tuple(dict.fromkeys(map(self._held, workers)))
        return known

    def is_vacant(self, name: str) -> bool:
        """Tell whether nobody holds a role.

        A general role is held by those who hold one of its kinds, a queue or pool by those who work it; a program
        needs nobody.
        """
        role = self.role(name)
        if role is None or role.level is Level.AUTOMATION:
            return False
        held = [self._model.get(Role, one) for one in self.holders(role.id) if one != role.id]
        if _empty(role):
            return all(one is None or _empty(one) for one in (*self.special(role.id), *held))
        filled_by = (*self.special(role.id), *held) if role.headcount is None else ()
        return bool(filled_by) and all(one is not None and _empty(one) for one in filled_by)

    def has_deputy(self, name: str) -> bool:
        """Tell whether somebody else stands in for a role: not itself, nor an empty chair; a peer always does."""
        kinds = [role for one in self.kinds(name) if (role := self._model.get(Role, one))]
        own = {role.id for role in kinds}
        for role in kinds:
            deputy = self.role(role.backup) if role.backup else None
            if role.backup and (deputy is None or self._is_free(deputy.id, own)):
                return True
        return False

    def _is_free(self, name: str, own: set[str]) -> bool:
        return own.isdisjoint(self.kinds(name)) and not self.is_vacant(name)

    @cached_property
    def _special(self) -> dict[str, list[Role]]:
        found: dict[str, list[Role]] = {}
        for role in self._model.of(Role):
            for general in self.kinds(role.id)[1:]:
                found.setdefault(general, []).append(role)
        return found

    def special(self, name: str) -> tuple[Role, ...]:
        """Return the roles that are a kind of a role."""
        return tuple(self._special.get(name, ()))

    def named(self, names: tuple[str, ...]) -> str:
        """Write roles as sentences do, with the function they work in: `'ae' (sales)`."""
        spelled = []
        for name in names:
            function = self.function(name)
            spelled.append(f"'{name}' ({function})" if function not in ("", name) else f"'{name}'")
        return listed(spelled)

    def headcount(self, name: str) -> int | None:
        """Return how many people hold a role, a general one's as the sum of its kinds; None if nobody says."""
        role = self.role(name)
        if role is None or role.headcount is not None:
            return role.headcount if role else None
        counts = [kind.headcount for kind in self.special(role.id) if kind.headcount is not None]
        return sum(counts) if counts else None

    def is_counted(self, name: str) -> bool:
        """Tell whether it is known how many people hold a role; of a general role each kind must say."""
        role = self.role(name)
        if role is None or role.headcount is not None:
            return role is not None
        special = self.special(role.id)
        return bool(special) and all(kind.vacant or kind.headcount is not None for kind in special)


def _empty(role: Role) -> bool:
    return role.vacant or role.headcount == 0
