"""Questions about one model: what has one answer, and what a leader would ask first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from opmodel import diagnosis
from opmodel.diagnosis import Answer, Diagnosis
from opmodel.engine import Profile, Scene, Settings, rules, run
from opmodel.model import Model


def ask(model: Model, settings: Settings, question: str, on: date, scope: Mapping[str, str] | None = None) -> Answer:
    """Answer a question about a model as it is on a day, or say why there is no single answer.

    Raises:
        UsageError: nothing in the model matches, or several questions do.
    """
    scene = Scene(model.resolve(on, scope), _everything(settings), on)
    chosen = tuple(one for one in rules() if one.name in diagnosis.RELEVANT)
    return diagnosis.ask(scene, run(scene, chosen), question)


def diagnose(model: Model, settings: Settings, on: date, scope: Mapping[str, str] | None = None) -> Diagnosis:
    """Answer every row of the diagnosis for a model as it is on a day."""
    scene = Scene(model.resolve(on, scope), _everything(settings), on)
    return diagnosis.diagnose(scene, run(scene, rules()), rules())


def _everything(settings: Settings) -> Settings:
    """Let every rule speak that the company does not switch off by its name: an answer hides nothing."""
    return replace(settings, profile=Profile.STRICT)
