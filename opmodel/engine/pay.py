"""What the pay of roles comes to: their profiles, the findings between them, and what a change would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

from opmodel.engine.outcome import Result
from opmodel.engine.rule import rules
from opmodel.engine.run import run
from opmodel.engine.scene import Scene
from opmodel.engine.settings import Settings
from opmodel.errors import UsageError
from opmodel.finding import Finding, apart, by_weight
from opmodel.incentives import Position
from opmodel.incentives.influence.atlas import Atlas
from opmodel.incentives.profile import Profile, Side, Value, profile, sides
from opmodel.incentives.profile.answer import Pay, WhatIf
from opmodel.model import Model
from opmodel.model.sections.roles import Role
from opmodel.wording import did_you_mean, listed

_NAMED = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """Which roles somebody asks about: one, both directions between two, or, with neither, all."""

    role: str = ""
    between: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The roles as they were named."""
        return (*((self.role,) if self.role else ()), *self.between)


EVERYBODY = Asked()


def pay_of(model: Model, settings: Settings, on: date, scope: Mapping[str, str] | None, asked: Asked) -> Pay:
    """Answer what was asked about a model on a day.

    Raises:
        UsageError: a role is not known.
    """
    return _Judged(model, settings, on, scope).answer(asked)


def what_if(
    models: tuple[Model, Model],
    changes: Iterable[str],
    settings: Settings,
    on: date,
    scope: Mapping[str, str] | None,
    asked: Asked,
) -> Pay:
    """Answer what was asked about the second model, and say how it differs from the first.

    Raises:
        UsageError: a role is not known.
    """
    old, new = (_Judged(model, settings, on, scope) for model in models)
    before, answer = old.answer(asked), new.answer(asked)
    was, now = ({one.fingerprint: one for one in result.findings} for result in (old.result, new.result))
    profiles = [{one.role.ref: one for one in pay.profiles} for pay in (before, answer)]
    both = sorted({*profiles[0], *profiles[1]})
    pairs = ((profiles[0].get(role), profiles[1].get(role)) for role in both)
    altered = ((was[name], one) for name, one in now.items() if name in was and _differ(was[name], one))
    compared = WhatIf(
        tuple(changes),
        tuple(one for name, one in now.items() if name not in was),
        tuple(one for name, one in was.items() if name not in now),
        tuple(altered),
        tuple(pair for pair in pairs if pair[0] != pair[1]),
    )
    return replace(answer, what_if=compared)


def _differ(before: Finding, after: Finding) -> bool:
    return (before.severity, before.status, before.message) != (after.severity, after.status, after.message)


class _Judged:
    """A model on a day with what its rules say."""

    def __init__(self, model: Model, settings: Settings, on: date, scope: Mapping[str, str] | None) -> None:
        self.scene = Scene(model.resolve(on, scope), settings, on)
        self._people = self.scene.graph.people
        self.result: Result = run(self.scene, rules())

    def answer(self, asked: Asked) -> Pay:
        incentives = self.scene.incentives
        atlas, value = Atlas(self.scene.model, incentives.network), Value(incentives)
        wanted = tuple(map(self._role, asked.names))
        if asked.between and self._people.meet(*map(self._working, wanted)):
            why = f", and '{wanted[0]}' and '{wanted[1]}' are the same people" if wanted[0] != wanted[1] else ""
            raise UsageError(f"--between takes two different roles{why}")
        asked_for = tuple(position for name in wanted for position in self._positions(name))
        positions = asked_for if wanted else tuple(incentives.positions.values())
        findings = tuple(sorted((one for one in self.result.findings if self._is_about(one, wanted)), key=by_weight))
        named = dict.fromkeys(role for one in findings for role in one.roles)
        return Pay(
            tuple(self._profile(one, value, atlas) for one in positions),
            findings,
            tuple(atlas.entity(kpi.ref) for kpi in value.kpis),
            value.is_north_star,
            tuple(atlas.entity(f"role/{name}") for name in sorted(named)),
            self._sides(wanted, atlas) if asked.between else (),
            lacks=self.scene.model.lacks,
        )

    def _profile(self, position: Position, value: Value, atlas: Atlas) -> Profile:
        return profile(position, self.scene.incentives, self.scene.harms, value, atlas)

    def _role(self, name: str) -> str:
        """Return the id of a role; ids are in lower case, however somebody types them."""
        known = {role.id for role in self.scene.model.of(Role)}
        found = name.lower().removeprefix("role/")
        if found in known:
            return found
        there = f"there are {listed(sorted(known)[:_NAMED])}" if known else "the model has none"
        lacks = self.scene.model.lacks
        raise UsageError(f"there is no role '{name}'{lacks}; {did_you_mean(found, known) or there}")

    def _working(self, name: str) -> tuple[str, ...]:
        """Return who is meant by a role: those who work it for a queue or pool."""
        return self._people.working((name,))

    def _positions(self, name: str) -> tuple[Position, ...]:
        """Return where those who are meant by a role stand."""
        found = (one for holder in self._working(name) for one in self._standing(holder))
        return tuple({one.name: one for one in found}.values())

    def _standing(self, name: str) -> tuple[Position, ...]:
        """Return where a role stands, with its general role's plan if it has none, then where its kinds do."""
        incentives, role = self.scene.incentives, self.scene.model.get(Role, name)
        found = incentives.position_of(name)
        special = (incentives.positions.get(kind.id) for kind in self._people.special(name))
        kinds = tuple(one for one in special if one)
        if role is None or (kinds and not found):
            return kinds
        return (replace(found, role=role) if found else Position(role, (), (), assumed=True), *kinds)

    def _sides(self, wanted: Iterable[str], atlas: Atlas) -> tuple[Side, ...]:
        """Return both directions between two roles, each with what its kinds are paid for."""
        found = []
        for name in wanted:
            positions, role = self._positions(name), self._people.role(self._working(name)[0])
            paid = {id(payment): payment for one in positions for payment in one.payments}
            found.append(replace(positions[0], role=role or positions[0].role, payments=tuple(paid.values())))
        return sides(found[0], found[1], self.scene.incentives, self.scene.harms, atlas)

    def _is_about(self, finding: Finding, wanted: tuple[str, ...]) -> bool:
        """Tell whether a finding names the roles that are asked about, or the same people by other names."""
        if not wanted:
            return bool(finding.roles)
        sides = (dict.fromkeys(side.roles) for side in apart(finding))
        told = (those for roles in sides for those in permutations(roles, len(wanted)))
        return any(all(map(self._is_meant, wanted, those)) for those in told)

    def _is_meant(self, name: str, role: str) -> bool:
        return self._people.meet(self._working(name), (role,))
