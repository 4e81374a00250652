"""The search for a record that makes a formula true."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from opmodel.expressions.holds import Record
from opmodel.expressions.regions.domains import Domains
from opmodel.expressions.regions.formula import TRUE, Formula
from opmodel.expressions.regions.linear import Unsure
from opmodel.expressions.regions.terms import Terms
from opmodel.expressions.regions.variables import Guess, Line, Spent, State, Variable
from opmodel.expressions.regions.witnesses import Witnesses
from opmodel.expressions.tree import Value

BUDGET = 20_000
"""Steps of one search: a step is one look at one comparison; a usual pair of conditions takes some hundred."""

DEEPEST = 150


@dataclass(frozen=True, slots=True)
class Found:
    """A record that answers the question: fields by name, None for an empty one, dates as ISO text.

    Only fields that matter occur; the others may hold anything.
    """

    witness: dict[str, Value | None]


@dataclass(frozen=True, slots=True)
class Impossible:
    """No record does."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Nobody knows; the reason continues "cannot be decided: "."""

    reason: str


Answer: TypeAlias = Found | Impossible | Undecided


def search(formula: Formula, terms: Terms, proves: Callable[[Record], bool]) -> Answer:
    """Look for a record, first among those without empty fields; `proves` judges it on its own.

    Where comparisons cannot be computed, a last walk asks whether any outcome of them would leave a record.
    """
    domains = Domains(terms)
    for empties, guessing in ((False, False), (True, False), (True, True)):
        attempt = _Search(formula, terms, domains, proves, empties=empties, guessing=guessing)
        if not attempt.run():
            return Undecided("there are too many combinations to try")
        if attempt.witness is not None:
            return Found(attempt.witness)
        if empties and not attempt.doubt:
            return Impossible()
    return Undecided(attempt.reason) if attempt.reason else Impossible()


class _Search:
    """One walk through the settings; with `guessing` it asks whether any record is left to be found at all."""

    def __init__(
        self,
        formula: Formula,
        terms: Terms,
        domains: Domains,
        proves: Callable[[Record], bool],
        *,
        empties: bool,
        guessing: bool,
    ) -> None:
        self._formula = formula
        self._domains = domains
        self._proves = proves
        self._witnesses = Witnesses(terms, domains)
        self._empties = empties
        self._state = State(BUDGET, guessing=guessing)
        self.witness: dict[str, Value | None] | None = None
        self.reason = ""
        self.doubt = bool(terms.guesses)

    def run(self) -> bool:
        """Search; return whether everything was seen."""
        try:
            self._descend(0)
        except Spent:
            return False
        return True

    def _descend(self, depth: int) -> bool:
        mask, variable = self._formula(self._state)
        if mask == TRUE:
            return self._guessed() if self._state.guessing else self._accepted()
        if not mask & TRUE or variable is None:
            return False
        if depth > DEEPEST:
            raise Spent
        fixed = self._state.fixed
        for setting in self._domains.settings(variable, empties=self._empties):
            fixed[variable] = setting
            if self._fits(variable) and self._descend(depth + 1):
                return True
        del fixed[variable]
        return False

    def _fits(self, variable: Variable) -> bool:
        if not isinstance(variable, Line):
            return True
        self._state.step()
        return self._witnesses.fits(variable, self._state.fixed)

    def _accepted(self) -> bool:
        before = dict(self._state.fixed)
        self._shorten()
        try:
            record = self._witnesses.record(self._state.fixed, self._proves)
        except Unsure:
            record = None
        if record is not None and self._proves(record):
            self.witness = record
            return True
        self.doubt = True
        self._state.fixed = before
        return False

    def _guessed(self) -> bool:
        self._shorten()
        reasons = dict.fromkeys(variable.reason for variable in self._state.fixed if isinstance(variable, Guess))
        self.reason = "; ".join(reasons) or "it depends on a sum of columns"
        return True

    def _shorten(self) -> None:
        before, fixed = dict(self._state.fixed), self._state.fixed
        for variable in reversed(before):
            setting = fixed.pop(variable)
            if self._formula(self._state)[0] != TRUE:
                fixed[variable] = setting
        self._state.fixed = {variable: before[variable] for variable in before if variable in fixed}
