"""Texts that pass some tests and fail others: patterns of like, and the order of texts."""

# Each test is read as a machine that eats one letter at a time; running all of them side by side finds the shortest
# text, or proves that there is none, because no more than finitely many situations can come about.

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from opmodel.expressions.holds import matches

_PLAIN = "xyzabcdefghijklmnopqrstuvwmABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "
"""Letters tried where any letter does, the ones that look like a stand-in first."""
_LAST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of like; a situation is the set of places of the pattern that may be next, as bits."""

    text: str

    def passes(self, text: str) -> bool:
        """Tell whether a text passes."""
        return matches(self.text, text)

    def start(self) -> int:
        """Return the situation before the first letter."""
        return self._past_wild(1)

    def next(self, situation: int, letter: str) -> int:
        """Return the situation after one more letter."""
        places = 0
        for place, wanted in enumerate(self.text):
            if situation >> place & 1:
                places |= 1 << place if wanted == "%" else (wanted in ("_", letter)) << place + 1
        return self._past_wild(places)

    def ends(self, situation: int) -> bool:
        """Tell whether a text that ends here passes."""
        return bool(situation >> len(self.text) & 1)

    def settled(self, situation: int) -> bool | None:
        """Tell how the test ends whatever follows; None while that is open."""
        if situation == 0:
            return False
        return True if self.text.endswith("%") and situation >> len(self.text) - 1 & 1 else None

    def letters(self) -> str:
        """Return the letters that it tells apart."""
        return self.text.replace("%", "").replace("_", "")

    def example(self) -> str:
        """Return a text that passes and that somebody might have written."""
        return "".join(_filled(self.text, place) for place in range(len(self.text)))

    def _past_wild(self, places: int) -> int:
        for place, wanted in enumerate(self.text):
            if wanted == "%" and places >> place & 1:
                places |= 1 << place + 1
        return places


@dataclass(frozen=True, slots=True)
class Order:
    """A text that stands before or behind another; a situation is how many letters agree, or how it went on."""

    operator: str
    text: str

    def passes(self, text: str) -> bool:
        """Tell whether a text passes."""
        return self._judged((text > self.text) - (text < self.text))

    def start(self) -> int:
        """Return the situation before the first letter."""
        return 0

    def next(self, situation: int, letter: str) -> int:
        """Return the situation after one more letter."""
        if situation < 0:
            return situation
        if situation == len(self.text) or letter > self.text[situation]:
            return _BEHIND
        return situation + 1 if letter == self.text[situation] else _BEFORE

    def ends(self, situation: int) -> bool:
        """Tell whether a text that ends here passes."""
        sign = {_BEHIND: 1, len(self.text): 0}.get(situation, -1)
        return self._judged(sign)

    def settled(self, situation: int) -> bool | None:
        """Tell how the test ends whatever follows; None while that is open."""
        return self.ends(situation) if situation < 0 else None

    def letters(self) -> str:
        """Return the letters that it tells apart."""
        return self.text

    def example(self) -> str:
        """Return a text worth trying."""
        return self.text

    def _judged(self, sign: int) -> bool:
        return {"<": sign < 0, "<=": sign <= 0, ">": sign > 0, ">=": sign >= 0}[self.operator]


_BEFORE, _BEHIND = -1, -2
TextTest: TypeAlias = Pattern | Order
"""What is asked of a text."""
Asked: TypeAlias = Sequence[tuple[TextTest, bool]]
"""Tests, each with whether it is to be passed."""


def find_text(asked: Asked, other_than: frozenset[str], step: Callable[[int], None]) -> str | None:
    """Return a text that passes and fails the tests as asked and is none of some texts; None if there is none."""
    step(len(asked))
    for text in readable(test for test, wanted in asked if wanted):
        if text not in other_than and all(test.passes(text) is wanted for test, wanted in asked):
            return text
    tests = tuple(test for test, _ in asked)
    wanted = sum(1 << place for place, (_, passes) in enumerate(asked) if passes)
    machines = _Machines(tests, other_than, step)
    return next((text for text, verdict in machines.texts(wanted) if verdict == wanted), None)


def one_of_each(tests: Sequence[TextTest], other_than: frozenset[str], most: int) -> tuple[str, ...] | None:
    """Return a text for every way in which the tests can come out together, none of some texts.

    None where it takes more than so many steps to see them all.
    """
    steps = 0

    def step(count: int) -> None:
        nonlocal steps
        steps += count

    found: dict[int, str] = {}
    for text, verdict in _Machines(tuple(tests), other_than, step).texts():
        if steps > most:
            return None
        found.setdefault(verdict, text)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _State:
    """What was read so far came to: the tests that are open with their situations, and those that are settled.

    `spelled` is what was read while it may still become a text that is not wanted.
    """

    open: tuple[tuple[int, int], ...]
    passed: int
    failed: int
    spelled: str | None


class _Machines:
    """Tests that read one text side by side; one whose verdict stands whatever follows reads no further."""

    def __init__(self, tests: tuple[TextTest, ...], other_than: frozenset[str], step: Callable[[int], None]) -> None:
        self._tests, self._other_than, self._step = tests, other_than, step
        self._alphabet = _alphabet(tests, other_than)
        self._beginnings = frozenset(text[:end] for text in other_than for end in range(len(text) + 1))

    def texts(self, wanted: int | None = None) -> Iterator[tuple[str, int]]:
        """Yield the shortest text for each situation, with the tests it passes as bits; none ruled out by `wanted`."""
        starts = ((place, test.start()) for place, test in enumerate(self._tests))
        first = self._settled(starts, _State((), 0, 0, "" if self._other_than else None))
        waiting, seen = [("", first)], {first}
        for text, state in waiting:
            self._step(1 + len(self._alphabet) * (1 + len(state.open)) // 3)
            if state.spelled not in self._other_than:
                yield text, state.passed | sum(1 << at for at, one in state.open if self._tests[at].ends(one))
            for letter in self._alphabet:
                new = self._next(state, letter)
                if new not in seen and (wanted is None or not (new.passed & ~wanted or new.failed & wanted)):
                    seen.add(new)
                    waiting.append((text + letter, new))

    def _next(self, state: _State, letter: str) -> _State:
        spelled = None if state.spelled is None else state.spelled + letter
        moved = ((place, self._tests[place].next(situation, letter)) for place, situation in state.open)
        return self._settled(moved, replace(state, spelled=spelled if spelled in self._beginnings else None))

    def _settled(self, moved: Iterable[tuple[int, int]], state: _State) -> _State:
        still, passed, failed = [], state.passed, state.failed
        for place, situation in moved:
            verdict = self._tests[place].settled(situation)
            if verdict is None:
                still.append((place, situation))
            elif verdict:
                passed |= 1 << place
            else:
                failed |= 1 << place
        return _State(tuple(still), passed, failed, state.spelled)


def readable(tests: Iterable[TextTest]) -> Iterable[str]:
    """Yield texts people would write: what passes one test, and two of those side by side."""
    examples = list(dict.fromkeys(test.example() for test in tests))[:6]
    yield from ("some text", "another text", *examples)
    yield from ("ann@acme.com", "kim@mail.org") if any("@" in one for one in examples) else ()
    yield from (f"{one} {other}" for one in examples for other in examples if one != other)
    yield from (text for one in examples for text in (f"some {one}", f"{one} and more", f"some {one} and more"))


def _alphabet(tests: Sequence[TextTest], other_than: frozenset[str]) -> list[str]:
    """Return letters that stand for all: those that are named, and one for each stretch no test tells apart."""
    named = dict.fromkeys("".join(test.letters() for test in tests) + "".join(sorted(other_than)))
    others = [letter for letter in _PLAIN if letter not in named]
    if not any(isinstance(test, Order) for test in tests):
        return [*named, others[0] if others else _between(max(map(ord, named)), _LAST + 1) or ""]
    edges = [-1, *sorted(map(ord, named)), _LAST + 1]
    stretches = pairwise(edges)
    found = (next((one for one in others if low < ord(one) < high), _between(low, high)) for low, high in stretches)
    return [*named, *(letter for letter in found if letter is not None)]


def _between(low: int, high: int) -> str | None:
    """Return some letter between two numbers of letters, a visible one if there is."""
    start = max(low + 1, ord(" ")) if high > ord(" ") + 1 else low + 1
    return next((chr(number) for number in range(start, high) if number not in _SURROGATES), None)


def _filled(pattern: str, place: int) -> str:
    """Return what stands for one sign of a pattern, so that `%@%.%` becomes ann@example.com."""
    sign = pattern[place]
    before, after = pattern[:place].rstrip("%"), pattern[place + 1 :].lstrip("%")
    if sign == "_":
        return "0" if any(near.isdigit() or near in "-" for near in (before[-1:], after[:1]) if near) else "x"
    if sign != "%" or pattern[place + 1 : place + 2] == "%":
        return "" if sign == "%" else sign
    if after.startswith("@"):
        return "ann"
    if before.endswith("."):
        return "com" if "@" in before else "example"
    if before.endswith("@") or (after[:1] and not after[0].isalnum() and after[0] != "_" and not before):
        return "example" if "." in after or not before.endswith("@") else "example.com"
    return " " if before[-1:].isalnum() and after[:1].isalnum() else ""
