"""Every row of the diagnosis: whether it holds for a model, is broken, or cannot be checked, and for want of what."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from opmodel.diagnosis.computed import COMPUTED, HISTORY, Computed, Told
from opmodel.diagnosis.declared import Declared
from opmodel.diagnosis.rows import Cause, Row, rows
from opmodel.diagnosis.silence import Silence, silence
from opmodel.engine import Outcome, Result, Rule, Scene
from opmodel.finding import Finding, Severity, Status
from opmodel.history import QUARTER
from opmodel.measures import Measure, measures
from opmodel.wording import counted, listed

TOO_MANY = "too-many-variants"


class State(enum.StrEnum):
    """What a row came to."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row and what it came to.

    `findings` are those that break it, `missing` what would make it checkable, `says` what was computed in words.
    `rules` and `measures` are what answers it, `unsure` what they could not look at, `accepted` how many of its
    findings the company accepts on purpose.
    """

    row: Row
    state: State
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    says: str = ""
    rules: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    accepted: int = 0

    @property
    def is_unsaid(self) -> bool:
        """Tell whether all that breaks it is that something is not written, which the company may have."""
        return bool(self.findings) and all(one.unsaid for one in self.findings)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All rows, in order, and what people call the roles to ask.

    `lacks` says in sentences what nobody looked at: text that could not be read, or that was too much. `silences` says
    why a field that rows lack, as `stage/live: owner`, is not there.
    """

    model: str
    rows: tuple[JudgedRow, ...]
    owners: Mapping[str, str]
    lacks: tuple[str, ...] = ()
    silences: Mapping[str, Silence] = field(default_factory=dict)

    def row(self, name: str) -> JudgedRow:
        """Return a row by its id."""
        return next(one for one in self.rows if one.row.id == name)

    def count(self, state: State, cause: Cause | None = None) -> int:
        """Count the rows in a state, of one root cause or of all."""
        return sum(one.state is state and cause in (None, one.row.cause) for one in self.rows)


def diagnose(scene: Scene, result: Result, known: Iterable[Rule]) -> Diagnosis:
    """Answer every row for a model.

    Args:
        scene: the model on its day and in its scope.
        result: what all rules found in it.
        known: the rules that were run, whose pages say which rows they answer.
    """
    known = tuple(known)
    by_row = _by_row((one.name, one.page.rows) for one in known)
    numbers = _by_row((one.name, one.page.rows) for one in measures())
    spare = frozenset((one.name, row) for one in known for row in one.page.spare)
    judge = _Judge(scene, result, {one.name: one for one in measures()}, spare)
    judged: dict[str, JudgedRow] = {}
    for row in rows():
        judged[row.id] = judge.row(row, by_row.get(row.id, ()), numbers.get(row.id, ()), judged)
    left = ((one.entity, name) for one in result.not_checked for name in one.fields)
    silences = {f"{ref}: {name}": silence(scene.model, ref, name) for ref, name in left}
    return Diagnosis(result.model, tuple(judged.values()), result.owners, tuple(_lacks(result)), silences)


def _lacks(result: Result) -> Iterator[str]:
    if result.unread:
        files = listed((*result.unread[:3], *((f"{len(result.unread) - 3} more",) if len(result.unread) > 3 else ())))
        yield f"{files} could not be read, so this says less than it could"
    if result.misread:
        yield f"{counted(result.misread, 'entity', 'entities')} could not be understood: no row counts them"
    yield from result.cut
    yield from (one.message for one in result.findings if one.rule == TOO_MANY)


def _by_row(pages: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, answered in pages:
        for row in answered:
            found.setdefault(row, []).append(name)
    return {row: tuple(names) for row, names in found.items()}


class _Judge:
    def __init__(
        self, scene: Scene, result: Result, known: Mapping[str, Measure], spare: frozenset[tuple[str, str]]
    ) -> None:
        self._scene, self._result, self._measures, self._spare = scene, result, known, spare
        self._outcomes: Mapping[str, Outcome] = {one.rule: one for one in result.outcomes}
        self._declared = Declared(scene.model)

    def row(
        self, row: Row, names: tuple[str, ...], numbers: tuple[str, ...], before: Mapping[str, JudgedRow]
    ) -> JudgedRow:
        """Judge one row by its rules, its measures and what is computed for it."""
        findings = () if row.is_number else tuple(self._breaking(names))
        told = [self._number(name) for name in numbers]
        if row.computed and row.computed != HISTORY:
            seen = Computed(self._scene, self._result, {name: one.state.value for name, one in before.items()})
            told.append(COMPUTED[row.computed](seen))
        says = " ".join(one.says for one in told if one.says)
        made = JudgedRow(
            row, State.BROKEN, findings, (), says, names, numbers, self._unsure(names), self._accepted(names)
        )
        if findings or any(one.is_broken for one in told):
            return made
        lacking = (*self._missing(row, names), *(field for one in told for field in one.missing))
        nothing = () if names or told or row.computed else ("a rule that answers it",)
        missing = tuple(dict.fromkeys((*lacking, *nothing)))
        return replace(made, state=State.UNCHECKED if missing else State.HOLDS, missing=missing)

    def _unsure(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return what the rules of a row could not look at, as `stage/live: owner`."""
        outcomes = (self._outcomes[name] for name in names if name in self._outcomes)
        left = (f"{one.entity}: {field}" for outcome in outcomes for one in outcome.not_checked for field in one.fields)
        return tuple(dict.fromkeys(left))

    def _accepted(self, names: Iterable[str]) -> int:
        wanted = frozenset(names)
        return sum(one.rule in wanted and one.status is Status.ACCEPTED for one in self._result.findings)

    def _breaking(self, names: Iterable[str]) -> Iterator[Finding]:
        """Yield the open findings that break a row, the weightiest first: a note never does."""
        wanted = frozenset(names)
        for one in self._result.findings:
            if one.rule in wanted and one.status is Status.OPEN and one.severity is not Severity.NOTE:
                yield one

    def _missing(self, row: Row, names: Iterable[str]) -> Iterator[str]:
        """Yield what would make a row checkable; what is not declared is said once, not by each of its rules."""
        undeclared = [" or ".join(either) for either in row.needs if not any(map(self._declared.has, either))]
        waits = tuple(self._history()) if row.computed == HISTORY else ()
        yield from waits
        yield from undeclared
        for name in names:
            outcome = self._outcomes.get(name)
            if outcome is None:
                yield f"the rule {name}, which the settings switch off"
            elif not outcome.checked:
                fields = {f"{one.entity}: {field}": None for one in outcome.not_checked for field in one.fields}
                yield from fields
                if not fields and not undeclared and not waits and (name, row.id) not in self._spare:
                    yield f"entries for the rule {name}"

    def _history(self) -> Iterator[str]:
        """Yield what is missing of the history."""
        history = self._scene.history
        if history is None:
            yield "history (opmodel diagnose --history)"
        elif not history.is_long(QUARTER):
            yield f"a longer history: it begins on {history.since}, and rules judge a whole quarter"

    def _number(self, name: str) -> Told:
        number = self._measures[name].of(self._scene)
        if number.value is None:
            return Told("", tuple(map(str, number.missing)) or (f"entries for the measure {name}",))
        return Told(f"{name.replace('_', ' ')}: {number.figures[0].amount}.")
