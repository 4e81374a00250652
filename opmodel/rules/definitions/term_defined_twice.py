"""A word has one meaning for the same records."""

from collections.abc import Iterator
from itertools import combinations, islice

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.meaning import Clash, plain_word, plain_words
from opmodel.model import Where, Why
from opmodel.model.entity import State
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare, listed, with_article

_PAIRS = 50
"""Pairs compared for one word; nobody has more than a handful of meanings for it."""
_MOST_NAMED = 5
_MOST_NOTES = 20
_DECIDE = ("scope", "same_word_as")
"""What tells whether two definitions of a word meet."""


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield words with two answers: several definitions say what one means, or two KPIs of the name what it counts."""
    yield from _meanings(context)
    yield from _numbers(context)


def _meanings(context: Context) -> Iterator[Problem]:
    """Yield words that several active definitions define, each group of definitions once."""
    active = {one.ref for one in context.each(Definition) if one.state is not State.DEPRECATED}
    active -= {one.ref for one in context.model.of(Definition) if one.ref in active and _leave_unsure(one, context)}
    told: set[frozenset[str]] = set()
    for word, meanings in sorted(context.graph.meaning.words.items()):
        rivals = [one for one in meanings if one.ref in active]
        pairs = islice(combinations(rivals, 2), _PAIRS)
        clashes = [clash for one, other in pairs if (clash := context.graph.rivals.clash(one, other))]
        group = frozenset(one.ref for clash in clashes for one in (clash.one, clash.other))
        if group and group not in told:
            told.add(group)
            yield _problem(word, clashes)


def _numbers(context: Context) -> Iterator[Problem]:
    """Yield KPIs of one name that are computed in two ways; a warning, because a name is also a title."""
    called: dict[str, list[Kpi]] = {}
    for kpi in context.each(Kpi):
        if kpi.state is not State.DEPRECATED and (word := plain_word(kpi.name or "")):
            called.setdefault(word, []).append(kpi)
    for word, kpis in sorted(called.items()):
        pairs = islice(combinations(kpis, 2), _PAIRS)
        compared = ((one, other, context.graph.rivals.computed_apart(one, other)) for one, other in pairs)
        apart = next((pair for pair in compared if pair[2]), None)
        if apart:
            yield _two_numbers(word, *apart)


def _two_numbers(word: str, one: Kpi, other: Kpi, key: str) -> Problem:
    return Problem(
        other.where(key),
        f"kpis '{one.id}' and '{other.id}' are both called '{one.name}' and differ in {key}, so two numbers stand "
        "under one heading",
        "keep one of them, or call them what they are; slices of one number say so with `partition_of`",
        ((one.where(key), f"'{one.id}' is computed so"),),
        severity=Severity.WARNING,
        among=(one.ref, other.ref),
        discriminator=word,
        data={"word": word, "kpis": (one.id, other.id)},
    )


def _leave_unsure(one: Definition, context: Context) -> bool:
    unsure = [name for name in _DECIDE if (absence := one.absences.get(name)) and absence.why is not Why.NONE]
    if unsure:
        context.leave(one, *unsure)
    return bool(unsure)


def _problem(word: str, clashes: list[Clash]) -> Problem:
    worst = min(clashes, key=lambda clash: (_is_mild(clash), not clash.is_told))
    rivals = {one.ref: one for clash in clashes for one in (clash.one, clash.other)}
    names = [f"'{one.id}'" for one in rivals.values()][:_MOST_NAMED]
    names += [f"{len(rivals) - _MOST_NAMED} more"] if len(rivals) > _MOST_NAMED else []
    every = "both" if len(names) == 2 else "all"
    place, *others = (_place(one, word) for one in (worst.other, *(r for r in rivals.values() if r != worst.other)))
    return Problem(
        place,
        f"definitions {listed(names)} {every} say what '{_spelled(worst.one, word)}' means{_difference(worst)}",
        f"agree on one and let the other{'s' * (len(names) > 2)} go; where {every} are meant "
        f"write `same_word_as: {worst.one.id}`, or give each its scope",
        tuple((where, f"'{bare(where.entity)}' defines it here") for where in others[:_MOST_NOTES]),
        severity=Severity.WARNING if _is_mild(worst) else None,
        among=tuple(rivals),
        discriminator=word,
        data={"word": word, "definitions": tuple(sorted(one.id for one in rivals.values()))},
    )


def _is_mild(clash: Clash) -> bool:
    return clash.is_same or clash.is_exception


def _difference(clash: Clash) -> str:
    """Say what the two make of one record, as the end of a sentence."""
    if clash.homes:
        first, second = (with_article(home.replace("_", " ")) for home in clash.homes)
        return f": for '{clash.one.id}' it is {first}, for '{clash.other.id}' {second}"
    if clash.is_same:
        return ", today by the same condition"
    if clash.takes is None:
        return ""
    return f": {clash.record} is one by '{clash.takes.id}' and not by '{clash.leaves.id}'"


def _place(one: Definition, word: str) -> Where:
    if word in plain_words(one.term):
        return one.where("term")
    return one.where("aliases", next(at for at, alias in enumerate(one.aliases) if word in plain_words(alias)))


def _spelled(one: Definition, word: str) -> str:
    return next(said for said in (one.term, *one.aliases) if word in plain_words(said))
