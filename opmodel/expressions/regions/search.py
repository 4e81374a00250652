"""The search for a record that makes a formula true."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from opmodel.expressions.holds import Record
from opmodel.expressions.regions.domains import Domains
from opmodel.expressions.regions.formula import (
    ALWAYS,
    NEVER,
    Fixed,
    Formula,
    Formulas,
    Spent,
    first_variable,
    surely,
)
from opmodel.expressions.regions.linear import Unsure
from opmodel.expressions.regions.narrowing import Narrowing
from opmodel.expressions.regions.terms import Terms
from opmodel.expressions.regions.texts import Texts
from opmodel.expressions.regions.variables import Emptiness, Guess, Line, Setting, Variable
from opmodel.expressions.regions.witnesses import Witnesses
from opmodel.expressions.tree import Value

MOST_DECIDED = 150
"""The most variables decided at once."""
MOST_LOOKS = 60_000
"""The parts of formulas that one walk looks at to make its records short; beyond that they stay as they are."""


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


SearchResult: TypeAlias = Found | Impossible | Undecided


def search(formula: Formula, formulas: Formulas, terms: Terms, proves: Callable[[Record], bool]) -> SearchResult:
    """Look for a record, first among those without empty fields; `proves` judges it on its own.

    Where comparisons cannot be computed, a last walk asks whether any outcome of them would leave a record.

    Raises:
        Spent: there are too many combinations to try.
    """
    if formula is NEVER:  # as for most that is sound: what is cut at one number leaves nothing over
        return Impossible()
    first = _walked(formula, formulas, terms, proves, empties=False)
    if first.witness is None and terms.settle():
        first = _walked(formula, formulas, terms, proves, empties=False)
    if first.witness is not None:
        return Found(first.witness)
    second = _walked(formula, formulas, terms, proves, empties=True) if first.left_out else first
    if second.witness is not None:
        return Found(second.witness)
    if not terms.open_guesses() and not second.doubt:
        return Impossible()
    last = _walked(formula, formulas, terms, proves, empties=True, guessing=True)
    if last.witness is not None:
        return Found(last.witness)
    return Undecided(last.reason) if last.reason else Impossible()


def _walked(
    formula: Formula,
    formulas: Formulas,
    terms: Terms,
    proves: Callable[[Record], bool],
    *,
    empties: bool,
    guessing: bool = False,
) -> "_Walk":
    domains = Domains(terms)
    witnesses, texts = Witnesses(terms, domains, formulas.step), Texts(terms, formulas.step)
    walk = _Walk(formulas, domains, witnesses, texts, proves, empties=empties, guessing=guessing)
    walk.through(formula)
    return walk


class _Walk:
    """One walk through the settings; with `guessing` it asks whether any record is left to be found at all."""

    def __init__(
        self,
        formulas: Formulas,
        domains: Domains,
        witnesses: Witnesses,
        texts: Texts,
        proves: Callable[[Record], bool],
        *,
        empties: bool,
        guessing: bool,
    ) -> None:
        self._formulas = formulas
        self._domains = domains
        self._witnesses = witnesses
        self._texts = texts
        self._proves = proves
        self._empties = empties
        self._guessing = guessing
        self._fixed: dict[Variable, Setting] = {}
        self._failed: set[tuple[Formula, tuple[Setting | Variable, ...]]] = set()
        self._narrowings: dict[Variable, Narrowing] = {}
        self._looks = MOST_LOOKS
        self.witness: dict[str, Value | None] | None = None
        self.reason = ""
        self.doubt = False
        self.left_out = False
        """Whether a column was not tried empty although that did not rule everything out."""

    def through(self, formula: Formula) -> None:
        """Walk until a record is found or everything was seen."""
        self._whole = formula
        self._descend(formula)

    def _descend(self, formula: Formula) -> bool:
        if isinstance(formula, Fixed):
            return formula is ALWAYS and (self._guessed() if self._guessing else self._accepted())
        state = (formula, (*self._witnesses.coupled(self._fixed), *self._texts.state(self._fixed)))
        if state in self._failed:
            return False
        if len(self._fixed) > MOST_DECIDED:
            raise Spent
        variable = first_variable(formula)
        coupled = self._is_coupled(variable)
        seen: set[Formula] = {NEVER}
        for setting in self._narrowing(variable).hopeful(formula):
            if not self._empties and _is_empty(variable, setting):
                self.left_out = True
                continue
            left = self._formulas.put(formula, variable, setting, guessing=self._guessing)
            if left in seen:
                continue
            if not coupled:
                seen.add(left)
            self._fixed[variable] = setting
            if (not coupled or self._fits(variable)) and self._descend(left):
                return True
            del self._fixed[variable]
        self._failed.add(state)
        return False

    def _is_coupled(self, variable: Variable) -> bool:
        """Tell whether what a variable may be depends on others."""
        if isinstance(variable, Line):
            return self._witnesses.is_coupled(variable)
        return self._guessing and self._texts.is_coupled(variable)

    def _fits(self, variable: Variable) -> bool:
        if isinstance(variable, Line):
            return self._witnesses.fits(self._fixed)
        return self._texts.found(self._fixed) is not None

    def _narrowing(self, variable: Variable) -> Narrowing:
        if variable not in self._narrowings:
            settings = self._domains.settings(variable, guessing=self._guessing)
            bit = self._formulas.bit(variable)
            self._narrowings[variable] = Narrowing(bit, settings, self._formulas.step, guessing=self._guessing)
        return self._narrowings[variable]

    def _accepted(self) -> bool:
        try:
            record = self._witnesses.record(self._needed(), self._proves)
        except Unsure:
            self.doubt = True
            return False
        if not self._proves(record):
            self.doubt = True
            return False
        self.witness = self._texts.readable(record, self._proves)
        return True

    def _guessed(self) -> bool:
        guesses = [variable for variable in self._fixed if isinstance(variable, Guess)]
        reason = "; ".join(dict.fromkeys(variable.reason for variable in guesses)) or "it depends on a sum of columns"
        if not guesses or any(variable.test is None for variable in guesses):
            self.reason = reason
            return True
        texts = self._texts.found(self._fixed)
        if texts is None:
            return False
        guessed, self._fixed = self._fixed, {**self._fixed, **texts}
        shown = self._accepted()
        self._fixed = guessed
        self.reason = self.reason or reason
        return shown

    def _needed(self) -> dict[Variable, Setting]:
        needed = dict(self._fixed)
        for variable in reversed(self._fixed):
            if self._looks < 0:
                break
            setting = needed.pop(variable)
            known: dict[Formula, bool] = {}
            if not surely(self._whole, needed, known):
                needed[variable] = setting
            self._looks -= len(known)
        return {variable: setting for variable, setting in self._fixed.items() if variable in needed}


def _is_empty(variable: Variable, setting: Setting) -> bool:
    return setting is True if isinstance(variable, Emptiness) else setting is None
