"""What the pay of roles comes to: their profiles, the findings between them, and what a change would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from opmodel.engine.outcome import Result
from opmodel.engine.rule import rules
from opmodel.engine.run import run
from opmodel.engine.scene import Scene
from opmodel.engine.settings import Settings
from opmodel.errors import UsageError
from opmodel.finding import Finding, apart, by_weight
from opmodel.graph import Graph
from opmodel.incentives import Position
from opmodel.incentives.influence.atlas import Atlas
from opmodel.incentives.profile import Profile, Value, profile, sides
from opmodel.incentives.profile.answer import Pay, WhatIf, roles_of
from opmodel.model import Model
from opmodel.model.sections.roles import Role
from opmodel.wording import bare, did_you_mean, listed

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
        seen = model.resolve(on, scope)
        graph = Graph(seen)
        self.scene = Scene(seen, graph, on, settings.incentives)
        self.result: Result = run(seen, rules(), settings, on, graph)

    def answer(self, asked: Asked) -> Pay:
        incentives, harms = self.scene.incentives, self.scene.harms
        atlas, value = Atlas(self.scene.model, incentives.network), Value(incentives)
        wanted = tuple(dict.fromkeys(map(self._role, asked.names)))
        positions = tuple(map(self._position, wanted)) if wanted else tuple(incentives.positions.values())
        findings = tuple(sorted((one for one in self.result.findings if _is_about(one, wanted, asked)), key=by_weight))
        named = dict.fromkeys(role for one in findings for role in roles_of(one))
        return Pay(
            tuple(self._profile(one, value, atlas) for one in positions),
            findings,
            tuple(atlas.entity(kpi.ref) for kpi in value.kpis),
            value.is_north_star,
            tuple(atlas.entity(f"role/{name}") for name in sorted(named)),
            sides(positions[0], positions[1], incentives, harms, atlas) if asked.between else (),
        )

    def _profile(self, position: Position, value: Value, atlas: Atlas) -> Profile:
        return profile(position, self.scene.incentives, self.scene.harms, value, atlas)

    def _role(self, name: str) -> str:
        known = {role.id for role in self.scene.model.of(Role)}
        if bare(name) in known and name in (bare(name), f"role/{bare(name)}"):
            return bare(name)
        there = f"there are {listed(sorted(known)[:_NAMED])}" if known else "the model has none"
        raise UsageError(f"there is no role '{name}'; {did_you_mean(name, known) or there}")

    def _position(self, name: str) -> Position:
        found = self.scene.incentives.position_of(name)
        role = self.scene.model.get(Role, name)
        assert role is not None
        return (
            replace(found, role=role) if found and found.name != name else found or Position(role, (), (), assumed=True)
        )


def _is_about(finding: Finding, wanted: tuple[str, ...], asked: Asked) -> bool:
    roles = roles_of(finding)
    if asked.between:
        return any(set(wanted) <= set(roles_of(side)) for side in apart(finding))
    return bool(roles) and (not wanted or wanted[0] in roles)
