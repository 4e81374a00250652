"""Questions about one model as it is on a day: what has one answer, what holds, what is paid, what moves what."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from opmodel import diagnosis, pipeline
from opmodel.diagnosis import Answer, Diagnosis
from opmodel.engine import Profile, Result, Rule, Scene, Settings, rules, run
from opmodel.engine.cases import run_cases
from opmodel.engine.pay import EVERYBODY, Asked, pay_of, what_if
from opmodel.incentives.influence import answer
from opmodel.incentives.influence.answer import Influenced
from opmodel.incentives.influence.network import network_of
from opmodel.incentives.profile.answer import Pay
from opmodel.model import Model
from opmodel.model.change import change, changed


def ask(
    model: Model | Path | str,
    question: str,
    *,
    on: date,
    scope: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> Answer:
    """Answer a question, or say why there is no single answer.

    Args:
        model: a model or a path to one.
        question: the question's words or id, or the id or name of a term.
        on: the day to judge by.
        scope: values of dimensions, as in `{"segment": "ent"}`; a variant is named with an empty value.
        settings: how to judge, where not as the model or its repository wants.

    Raises:
        UsageError: nothing in the model matches, several questions do, or the path or the scope do not fit.
        NoModelError: there is no model.
    """
    found, judged = _found(model, settings, scope)
    chosen = tuple(one for one in rules() if one.name in diagnosis.RELEVANT)
    with pipeline.without_collector():
        scene, result = _judged(found, judged, on, scope, chosen)
        return diagnosis.ask(scene, result, question)


def diagnose(
    model: Model | Path | str,
    *,
    on: date,
    scope: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> Diagnosis:
    """Answer every row of the diagnosis.

    Args:
        model: a model or a path to one.
        on: the day to judge by.
        scope: values of dimensions, as in `{"segment": "ent"}`; a variant is named with an empty value.
        settings: how to judge, where not as the model or its repository wants.

    Raises:
        UsageError: the path or the scope do not fit.
        NoModelError: there is no model.
    """
    found, judged = _found(model, settings, scope)
    with pipeline.without_collector():
        scene, result = _judged(found, judged, on, scope, rules())
        return diagnosis.diagnose(scene, result, rules())


def influence(
    model: Model,
    source: str,
    target: str,
    on: date,
    scope: Mapping[str, str] | None = None,
    *,
    with_loops: bool = False,
) -> Influenced:
    """Say how one lever or KPI moves another as the model is on a day; without the two, which loops there are.

    Raises:
        UsageError: one of the two is not known.
    """
    seen = model.resolve(on, scope)
    network = network_of(seen)
    if target:
        return answer.influence(seen, network, source, target, with_loops=with_loops)
    return answer.circles(seen, network)


def incentives(
    model: Model,
    settings: Settings,
    on: date,
    scope: Mapping[str, str] | None = None,
    asked: Asked = EVERYBODY,
    changes: Iterable[str] = (),
) -> Pay:
    """Say what people are paid for on a day and where that leads; with changes, what these would change.

    Raises:
        UsageError: a role is not known, or a change has no place in the model.
    """
    with pipeline.without_collector():
        wanted = tuple(map(change, changes))
        if not wanted:
            return pay_of(model, settings, on, scope, asked)
        return what_if((model, changed(model, wanted)), map(str, wanted), settings, on, scope, asked)


def _found(
    model: Model | Path | str, settings: Settings | None, scope: Mapping[str, str] | None
) -> tuple[Model, Settings]:
    found, own = pipeline.opened(model)
    pipeline.check_scope((found,), scope or {})
    return found, settings or own


def _judged(
    model: Model, settings: Settings, on: date, scope: Mapping[str, str] | None, chosen: tuple[Rule, ...]
) -> tuple[Scene, Result]:
    """Return the model as it is asked about, and what rules find in it, for all records where no scope is given.

    Every rule speaks that the company does not switch off by its name: an answer hides nothing.
    """
    wanted = replace(settings, profile=Profile.STRICT)
    scene = Scene(model.resolve(on, scope), wanted, on)
    return scene, run(scene, chosen) if scope else run_cases(model, wanted, on, chosen)
