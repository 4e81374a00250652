"""One model checked for the records of each set of variants -> one result, whose findings say where they hold."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from opmodel.engine.outcome import Outcome, Result
from opmodel.engine.rule import Rule
from opmodel.engine.run import run
from opmodel.engine.scene import Scene
from opmodel.engine.settings import Settings
from opmodel.finding import Finding, by_weight
from opmodel.history import History
from opmodel.model import Model
from opmodel.model.sections.variants import Variant
from opmodel.model.variants.cases import Case, occurring

_NAMED = 3
_Names: TypeAlias = frozenset[str]
Scopes: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]
"""The scope of each variant by its id."""


def run_cases(
    model: Model,
    settings: Settings,
    day: date,
    rules: Iterable[Rule],
    scope: Mapping[str, str] | None = None,
    clock: Callable[[], float] = float,
    history: History | None = None,
) -> Result:
    """Return what rules say of a model for the records of a scope; without one for all records."""
    judged = judged_cases(model, settings, day, rules, scope, clock, history)
    if len(judged) == 1:
        return judged[0].result
    return together([one.result for one in judged], [one.names for one in judged], scopes_of(model))


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """The model with one set of variants that hold together, their ids, and what rules say of it."""

    names: _Names
    scene: Scene
    result: Result


def judged_cases(
    model: Model,
    settings: Settings,
    day: date,
    rules: Iterable[Rule],
    scope: Mapping[str, str] | None = None,
    clock: Callable[[], float] = float,
    history: History | None = None,
) -> tuple[JudgedCase, ...]:
    """Return the model for the records of each set of variants; in a scope, and without variants, it is one."""
    chosen = tuple(rules)
    if scope or model.variation is None:
        scene = Scene(model.resolve(day, scope), settings, day, clock, history)
        return (JudgedCase(frozenset(), scene, run(scene, chosen)),)
    cases = occurring(model, day).cases
    scenes = (Scene(model.resolve(day, Case(one.variants)), settings, day, clock, history) for one in cases)
    return tuple(_of_case(case, scene, chosen) for case, scene in zip(cases, scenes, strict=True))


def scopes_of(model: Model) -> Scopes:
    """Return the scope of each variant by its id."""
    return {one.id: one.scope for one in model.of(Variant)}


def _of_case(case: Case, scene: Scene, rules: Iterable[Rule]) -> JudgedCase:
    """Return the model with some variants and what rules say of it, but for what is about entities of other records."""
    result = run(scene, rules)

    def kept(finding: Finding) -> bool:
        entity = scene.model.entities.get(finding.entity)
        return entity is None or any(map(entity.in_scope, case.cells))

    outcomes = (replace(one, findings=tuple(filter(kept, one.findings))) for one in result.outcomes)
    return JudgedCase(case.variants, scene, replace(result, outcomes=tuple(outcomes)))


def together(results: Sequence[Result], cases: Sequence[_Names], scopes: Scopes) -> Result:
    """Return what all results come to: what several say is one finding, with the scopes where it holds.

    Args:
        results: what checking the model for the records of each set of variants came to.
        cases: these sets, in the same order.
        scopes: the scope of each variant by its id.
    """
    first = results[0]
    names = dict.fromkeys(one.rule for result in results for one in result.outcomes)
    outcomes = (_outcome([_of(result, name) for result in results], cases, scopes) for name in names)
    return replace(
        first,
        outcomes=tuple(outcomes),
        owners={name: label for result in reversed(results) for name, label in result.owners.items()},
        texts={name: text for result in results for name, text in result.texts.items()},
        entities=max(result.entities for result in results),
        misread=max(result.misread for result in results),
        cut=tuple(dict.fromkeys(cut for result in results for cut in result.cut)),
        about={name: about for result in results for name, about in result.about.items()},
        places={name: place for result in reversed(results) for name, place in result.places.items()},
    )


def _of(result: Result, rule: str) -> Outcome:
    return next((one for one in result.outcomes if one.rule == rule), Outcome(rule, 0, (), ()))


def _outcome(outcomes: Sequence[Outcome], cases: Sequence[_Names], scopes: Scopes) -> Outcome:
    """Return what one rule came to in all cases."""
    found: dict[str, list[tuple[_Names, Finding]]] = {}
    for outcome, case in zip(outcomes, cases, strict=True):
        for finding in outcome.findings:
            found.setdefault(finding.fingerprint, []).append((case, finding))
    findings = []
    for same in found.values():
        holding = [case for case, _ in same]
        weightiest = min((finding for _, finding in same), key=by_weight)
        findings.append(replace(weightiest, scopes=where(holding, cases, scopes)))
    missing = dict.fromkeys(one for outcome in outcomes for one in outcome.not_checked)
    return Outcome(outcomes[0].rule, max(outcome.checked for outcome in outcomes), tuple(findings), tuple(missing))


def where(holding: Iterable[_Names], cases: Iterable[_Names], scopes: Scopes) -> tuple[str, ...]:
    """Say for which records something holds, as in `segment small`; nothing where it holds for all.

    Of a set of variants and those that have these and more, the scope of the smallest speaks, with what is not in it.
    """
    every, some = tuple(cases), sorted(holding, key=len)
    if len(some) == len(every):
        return ()
    said = []
    covered: set[_Names] = set()
    for one in some:
        if one in covered:
            continue
        without = [other for other in every if one < other and other not in some]
        least = [other for other in without if not any(less < other for less in without)]
        covered |= {other for other in every if one <= other and not any(less <= other for less in least)}
        said.append(_words(one, least, scopes))
    return tuple(said)


def _words(names: _Names, but: Iterable[_Names], scopes: Scopes) -> str:
    own = _scope(names, scopes)
    others = [_written(dict(_scope(one, scopes).items() - own.items())) for one in but]
    more = (f"{len(others) - _NAMED} more",) if len(others) > _NAMED else ()
    without = " or ".join((*others[:_NAMED], *more))
    if not names:
        return f"all but {without}"
    return f"{_written(own)}, but not {without}" if without else _written(own)


def _scope(names: _Names, scopes: Scopes) -> dict[str, tuple[str, ...]]:
    """Return the scope that variants have together."""
    values: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        for dimension, own in scopes[name].items():
            before = values.get(dimension, own)
            values[dimension] = tuple(value for value in before if value in own)
    return values


def _written(scope: Mapping[str, tuple[str, ...]]) -> str:
    """Write a scope as in `region emea and segment small`."""
    return " and ".join(f"{dimension} {' or '.join(values)}" for dimension, values in sorted(scope.items()))
