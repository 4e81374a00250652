"""Every row of the diagnosis: whether it holds for a model, is broken, or cannot be checked, and for want of what."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from opmodel.diagnosis.computed import COMPUTED, HISTORY, Computed, Told
from opmodel.diagnosis.declared import Declared
from opmodel.diagnosis.rows import Cause, Row, rows
from opmodel.engine import Outcome, Result, Rule, Scene
from opmodel.finding import Finding, Severity, Status
from opmodel.measures import Measure, measures
from opmodel.wording import listed

LEADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The four questions", ("M33", "M34", "M35", "M36")),
    ("The three signals", ("M16", "M17", "M18")),
    ("The practical question", ("M20",)),
    ("The three root causes", ("M42", "M46", "M50")),
    ("What aligned organisations do", ("M85", "M86", "M87", "M88")),
)
"""What a leader asks first, and the rows that answer it."""
NUMBERS = frozenset(("M14", "M23", "M66", "M91"))
"""Rows that are numbers: they hold when the number can be computed."""


class State(enum.StrEnum):
    """What a row came to."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what it came to.

    `findings` are those that break it, `missing` what would make it checkable, `says` what was computed in words.
    `rules` and `measures` are what answers it.
    """

    row: Row
    state: State
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    says: str = ""
    rules: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All rows, in order, and what people call the roles to ask."""

    model: str
    rows: tuple[Judged, ...]
    owners: Mapping[str, str]
    unread: tuple[str, ...] = ()

    def row(self, name: str) -> Judged:
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
    by_row = _by_row((one.name, one.page.rows) for one in known)
    numbers = _by_row((one.name, one.page.rows) for one in measures())
    judge = _Judge(scene, result, {one.name: one for one in measures()})
    judged: dict[str, Judged] = {}
    for row in rows():
        judged[row.id] = judge.row(row, by_row.get(row.id, ()), numbers.get(row.id, ()), judged)
    return Diagnosis(result.model, tuple(judged.values()), result.owners, result.unread)


def _by_row(pages: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, answered in pages:
        for row in answered:
            found.setdefault(row, []).append(name)
    return {row: tuple(names) for row, names in found.items()}


class _Judge:
    def __init__(self, scene: Scene, result: Result, known: Mapping[str, Measure]) -> None:
        self._scene, self._result, self._measures = scene, result, known
        self._outcomes: Mapping[str, Outcome] = {one.rule: one for one in result.outcomes}
        self._declared = Declared(scene.model)

    def row(self, row: Row, names: tuple[str, ...], numbers: tuple[str, ...], before: Mapping[str, Judged]) -> Judged:
        """Judge one row by its rules, its measures and what is computed for it."""
        findings = () if row.id in NUMBERS else tuple(self._breaking(names))
        told = [self._number(name) for name in numbers]
        if row.computed and row.computed != HISTORY:
            seen = Computed(self._scene, self._result, {name: one.state.value for name, one in before.items()})
            told.append(COMPUTED[row.computed](seen))
        says = " ".join(one.says for one in told if one.says)
        if findings or any(one.is_broken for one in told):
            return Judged(row, State.BROKEN, findings, (), says, names, numbers)
        lacking = (*self._missing(row, names), *(field for one in told for field in one.missing))
        nothing = () if names or told or row.computed else ("a rule that answers it",)
        missing = tuple(dict.fromkeys((*lacking, *nothing)))
        state = State.UNCHECKED if missing else State.HOLDS
        return Judged(row, state, (), missing, says, names, numbers)

    def _breaking(self, names: Iterable[str]) -> Iterator[Finding]:
        """Yield the open findings that break a row, the weightiest first: a note never does."""
        wanted = frozenset(names)
        for one in self._result.findings:
            if one.rule in wanted and one.status is Status.OPEN and one.severity is not Severity.NOTE:
                yield one

    def _missing(self, row: Row, names: Iterable[str]) -> Iterator[str]:
        """Yield what would make a row checkable; what is not declared is said once, not by each of its rules.

        A rule may have nothing to look at, such as tensions in a company without any, if another of the row had.
        """
        undeclared = [" or ".join(either) for either in row.needs if not any(map(self._declared.has, either))]
        if row.computed == HISTORY:
            yield "history: two versions of the model"
        yield from undeclared
        ran = [outcome for name in names if (outcome := self._outcomes.get(name))]
        for name in names:
            if name not in self._outcomes:
                yield f"the rule {name}, which the settings switch off"
        for one in ran:
            if not one.checked:
                yield from dict.fromkeys(f"{left.entity}: {field}" for left in one.not_checked for field in left.fields)
        if ran and not undeclared and not any(one.checked or one.not_checked for one in ran):
            yield f"something for {listed(one.rule for one in ran)} to look at"

    def _number(self, name: str) -> Told:
        number = self._measures[name].of(self._scene)
        if number.value is None:
            return Told("", tuple(map(str, number.missing)) or (f"something for {name} to measure",))
        return Told(f"{name.replace('_', ' ')}: {number.figures[0].amount}.")
