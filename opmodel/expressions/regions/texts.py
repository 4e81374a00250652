"""The texts that go with what was guessed about patterns and the order of texts."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from opmodel.expressions.holds import Record
from opmodel.expressions.patterns import TextTest, find_text, readable
from opmodel.expressions.regions.terms import Terms
from opmodel.expressions.regions.variables import Guess, Setting, Variable
from opmodel.expressions.tree import Value

_Asked: TypeAlias = tuple[tuple[TextTest, bool], ...]


class Texts:
    """Finds a text for each choice of one problem; those that were set alike get one text, others another.

    A choice is set to a text it is compared with, and then is that text, or to one that stands for all others.
    """

    def __init__(self, terms: Terms, step: Callable[[int], None]) -> None:
        self._terms, self._step = terms, step
        self._tested = tuple(guess for guess in terms.open_guesses() if guess.test)
        self._choices = tuple(terms.entangled)
        self._coupled: tuple[Variable, ...] = (*self._choices, *self._tested)
        self._compared = terms.compared()
        self._known: dict[tuple[_Asked, frozenset[str]], str | None] = {}

    def readable(self, record: dict[str, Value | None], proves: Callable[[Record], bool]) -> dict[str, Value | None]:
        """Put texts that somebody might have written in place of the shortest, where they prove the same."""
        for choice, cases in self._terms.cases.items():
            text = record.get(choice.name)
            if not isinstance(text, str) or text not in cases:
                continue
            tests = (guess.test for guess in self._terms.guesses.values() if guess.choice is choice)
            better = (
                {**record, choice.name: one} for one in readable(test for test in tests if test and test.passes(text))
            )
            record = next((one for one in better if proves(one)), record)
        return record

    def is_coupled(self, variable: Variable) -> bool:
        """Tell whether what a variable may be depends on guesses about texts."""
        return bool(self._tested) and (
            variable in self._choices or (isinstance(variable, Guess) and bool(variable.test))
        )

    def state(self, fixed: Mapping[Variable, Setting]) -> tuple[Setting | Variable, ...]:
        """Return the part of the past that the future depends on: what is settled about texts."""
        if not self._tested:
            return ()
        return tuple(fixed.get(one, one) for one in self._coupled)

    def found(self, fixed: Mapping[Variable, Setting]) -> dict[Variable, Setting] | None:
        """Return a text for each choice with guesses; None if no text goes with them."""
        asked: dict[str, dict[TextTest, bool]] = {}
        for guess in self._tested:
            wanted, text = fixed.get(guess), fixed.get(guess.choice) if guess.choice else None
            if guess.test is None or not isinstance(wanted, bool) or not isinstance(text, str):
                continue
            if asked.setdefault(text, {}).setdefault(guess.test, wanted) is not wanted:
                return None
        texts: dict[str, str] = {}
        for text, tests in asked.items():
            found = self._text(text, tuple(tests.items()), frozenset(texts.values()))
            if found is None:
                return None
            texts[text] = found
        chosen = ((choice, fixed.get(choice)) for choice in self._choices)
        return {choice: texts[text] for choice, text in chosen if isinstance(text, str) and text in texts}

    def _text(self, text: str, asked: _Asked, taken: frozenset[str]) -> str | None:
        if text in self._compared:
            return text if all(test.passes(text) is wanted for test, wanted in asked) else None
        key = (asked, taken)
        if key not in self._known:
            self._known[key] = find_text(asked, self._compared | taken, self._step)
        if self._known[key] is None and taken:
            return self._text(text, asked, frozenset())
        return self._known[key]
