"""The rows that no rule answers: composites, the questions leaders ask, and how much of the model is there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from opmodel.diagnosis.ask import answer
from opmodel.diagnosis.rows import rows
from opmodel.diagnosis.topic import topic_of
from opmodel.engine import Result, Scene
from opmodel.model import is_draft
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.questions import Question
from opmodel.model.sections.stages import Side, Stage
from opmodel.wording import counted, listed

HISTORY = "history"
T = TypeVar("T")
_SIGNALS = ("M16", "M17", "M18")


@dataclass(frozen=True, slots=True)
class Told:
    """What was computed for a row: in words, and what is missing."""

    says: str
    missing: tuple[str, ...] = ()
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """What a row may be computed from: the model, what the rules found, and the rows before it."""

    scene: Scene
    result: Result
    states: Mapping[str, str] = field(default_factory=dict)


def _signals(seen: Computed) -> Told:
    """Say whether the three signals of missing structure come together."""
    broken = [name for name in _SIGNALS if seen.states[name] == "broken"]
    if len(broken) == len(_SIGNALS):
        return Told("All three signals are there: structure is missing.", is_broken=True)
    if any(seen.states[name] == "holds" for name in _SIGNALS):
        return Told(f"{len(broken)} of 3 signals." if broken else "None of the signals that can be seen is there.")
    said = f"{len(broken)} of 3 signals are there so far." if broken else ""
    unseen = tuple(row.statement for row in rows() if seen.states.get(row.id) == "unchecked" and row.id in _SIGNALS)
    return Told(said, tuple(f"an answer to '{statement.rstrip('.')}'" for statement in unseen))


def _forecast(seen: Computed) -> Told:
    """Ask the questions about what the forecast counts."""
    meaning = seen.scene.graph.meaning
    topics = [topic_of(question, seen.scene) for question in seen.scene.model.of(Question)]
    asked = [one.question for one in topics if one.question and one.definition and meaning.on_forecast(one.definition)]
    if not asked:
        return Told("", ("questions.answered_by: a question about what the forecast counts",))
    return _asked(asked, seen)


def _questions(seen: Computed) -> Told:
    """Ask every question there is."""
    asked = seen.scene.model.of(Question)
    return _asked(asked, seen) if asked else Told("", ("questions",))


def _asked(questions: Iterable[Question], seen: Computed) -> Told:
    live = [one for one in questions if not is_draft(one)]
    answers = {one.id: answer(seen.scene, seen.result, one) for one in live}
    open_ = [name for name, one in answers.items() if not one.is_single]
    if not open_:
        return Told("Each question has one answer." if len(answers) > 1 else "The one question has one answer.")
    names = listed((*(f"'{name}'" for name in open_[:3]), *((f"{len(open_) - 3} more",) if len(open_) > 3 else ())))
    has = "has" if len(open_) == 1 else "have"
    said = (
        f"{len(open_)} of {counted(len(answers), 'question')} {has} no single answer; `opmodel ask` says why: {names}."
    )
    return Told(said, is_broken=True)


def _scorecard(seen: Computed) -> Told:
    """Say how much is defined and governed; how much is owned and agreed are measures of their own."""
    stages = [one for one in seen.scene.model.of(Stage) if one.is_open and not is_draft(one)]
    decisions = [one for one in seen.scene.model.of(Decision) if not is_draft(one)]
    shares = {
        "of stages say what a record there is": _share(
            stages, lambda one: bool(one.definition or one.entry or one.exit), "stages.exit"
        ),
        "of decisions have a decider and a next step": _share(
            decisions, lambda one: bool(one.decide and (one.escalate or "escalate" in one.absences)), "decisions.decide"
        ),
    }
    said = listed(f"{share:.0f}% {what}" for what, share in shares.items() if isinstance(share, float))
    return Told(f"{said}." if said else "", tuple(share for share in shares.values() if isinstance(share, str)))


def _share(entities: Sequence[T], test: Callable[[T], bool], lacking: str) -> float | str:
    """Return a share in percent, or what is lacking where there is nothing to share."""
    return 100 * sum(map(test, entities)) / len(entities) if entities else lacking


def _phases(seen: Computed) -> Told:
    """Say whether planning, selling, delivering and measuring are all in the model."""
    model = seen.scene.model
    stages = [one for one in model.of(Stage) if one.is_open and not is_draft(one)]
    phases = {
        "plan": (any(one.target for one in model.of(Kpi)) or bool(model.of(Capacity)), "kpis.target or capacities"),
        "sell": (any(one.side is Side.ACQUISITION for one in stages), "an open stage before the signature"),
        "deliver": (
            any(one.side is Side.POST_SALE for one in stages),
            "an open stage after the signature (side: post_sale)",
        ),
        "measure": (bool(model.of(Kpi)), "kpis"),
    }
    there = [name for name, (found, _) in phases.items() if found]
    missing = tuple(wanted for found, wanted in phases.values() if not found)
    return Told(f"{len(there)} of 4 phases are in the model: {listed(there)}." if there else "", missing)


COMPUTED: Mapping[str, Callable[[Computed], Told]] = {
    "signals": _signals,
    "ask": _forecast,
    "answers": _questions,
    "scorecard": _scorecard,
    "phases": _phases,
}
"""How the rows are computed that name a way in their page."""
