"""Questions about one model as it is on a day: what has one answer, what holds, what is paid, what moves what."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from opmodel import changes, diagnosis, pipeline
from opmodel.changes import Changes
from opmodel.diagnosis import Answer, Diagnosis
from opmodel.engine import Level, Profile, Scene, Settings, rules
from opmodel.engine.cases import judged_cases, run_cases, scopes_of
from opmodel.engine.pay import EVERYBODY, Asked, pay_of, what_if
from opmodel.history import History
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
    found, wanted = _found(model, settings, scope)
    chosen = tuple(one for one in rules() if one.page.reason)
    with pipeline.without_collector():
        subject = diagnosis.find(found.resolve(on, scope), question)
        return diagnosis.answered(subject, judged_cases(found, wanted, on, chosen, scope), scopes_of(found))


def diagnose(
    model: Model | Path | str,
    *,
    on: date,
    scope: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    history: History | None = None,
) -> Diagnosis:
    """Answer every row of the diagnosis.

    Args:
        model: a model or a path to one.
        on: the day to judge by.
        scope: values of dimensions, as in `{"segment": "ent"}`; a variant is named with an empty value.
        settings: how to judge, where not as the model or its repository wants.
        history: how the model came to be what it is, without which some rows cannot be checked.

    Raises:
        UsageError: the path or the scope do not fit.
        NoModelError: there is no model.
    """
    found, wanted = _found(model, settings, scope)
    with pipeline.without_collector():
        scene = Scene(found.resolve(on, scope), wanted, on, history=history)
        result = run_cases(found, wanted, on, rules(), scope, history=history)
        return diagnosis.diagnose(scene, result, rules())


def diff(
    before: Model | Path | str,
    after: Model | Path | str,
    *,
    on: date,
    settings: tuple[Settings, Settings] | None = None,
) -> Changes:
    """Say what changed from one model to another, for whom, and who must approve.

    Args:
        before: the model that people work by, or a path to it.
        after: the model as it is proposed, or a path to it.
        on: the day that tells which pay periods run and what was to go by now.
        settings: how the two are judged, where not as each of them or its repository wants.

    Raises:
        UsageError: a path or the settings do not fit.
        NoModelError: there is no model.
    """
    given = settings or (None, None)
    sides = [pipeline.opened(model, None, how) for model, how in zip((before, after), given, strict=True)]
    old, new = (model for model, _ in sides)
    with pipeline.without_collector():
        kept = [changes.kept_of(pipeline.passing(model, how, on), how.policies) for model, how in sides]
        return changes.diff(old, new, on, kept=(kept[0], kept[1]))


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
    """Return the model, and settings by which every rule speaks that is not switched off by its name.

    An answer hides nothing: neither the profile nor a level that makes a finding milder counts.
    """
    found, judged = pipeline.opened(model, scope, settings)
    levels = {
        name: replace(one, level=one.level if one.level is Level.OFF else None) for name, one in judged.rules.items()
    }
    return found, replace(judged, profile=Profile.STRICT, rules=levels)
