"""A word has one meaning for the same records."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Found, Impossible, holds
from opmodel.finding import Severity
from opmodel.graph.meaning import meet_in_scope, plain_word, plain_words
from opmodel.model import Condition, Where, Why
from opmodel.model.columns import whole_test
from opmodel.model.entity import State
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.kpis import Formula, Kpi
from opmodel.wording import bare, listed, with_article

_PAIRS = 50
"""Pairs compared for one word; nobody has more than a handful of meanings for it."""
_FORMULA = ("aggregation", "definition", "population", "value", "numerator", "denominator", "filter")
"""What says how a KPI is computed."""
_MOST_NAMED = 5
_MOST_NOTES = 20
_DECIDE = ("scope", "same_word_as")
"""What tells whether two definitions of a word meet."""


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two definitions of one word for the same records, how bad that is, and a sentence about the difference."""

    one: Definition
    other: Definition
    severity: Severity | None
    difference: str


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield words that several active definitions define, each group of definitions once."""
    active = {one.ref for one in context.each(Definition) if one.state is not State.DEPRECATED}
    active -= {one.ref for one in context.model.of(Definition) if one.ref in active and _leave_unsure(one, context)}
    told: set[frozenset[str]] = set()
    for word, meanings in sorted(context.graph.meaning.words.items()):
        rivals = [one for one in meanings if one.ref in active]
        pairs = islice(combinations(rivals, 2), _PAIRS)
        clashes = [clash for one, other in pairs if (clash := _clash(one, other, context))]
        group = frozenset(one.ref for clash in clashes for one in (clash.one, clash.other))
        if group and group not in told:
            told.add(group)
            yield _problem(word, clashes)
    yield from _numbers(context)


def _numbers(context: Context) -> Iterator[Problem]:
    """Yield KPIs of one name that are computed in two ways; a warning, because a name is also a title."""
    called: dict[str, list[Kpi]] = {}
    for kpi in context.each(Kpi):
        if kpi.state is not State.DEPRECATED and (word := plain_word(kpi.name or "")):
            called.setdefault(word, []).append(kpi)
    for word, kpis in sorted(called.items()):
        pairs = islice(combinations(kpis, 2), _PAIRS)
        apart = next(((one, other, key) for one, other in pairs if (key := _computed_apart(one, other))), None)
        if apart:
            yield _two_numbers(word, *apart)


def _computed_apart(one: Kpi, other: Kpi) -> str:
    """Return the key of the formula in which two KPIs differ; nothing for slices of a number and other records."""
    parts = {bare(name) for kpi in (one, other) for name in (kpi.partition_of, kpi.proxy_for, kpi.quality_of) if name}
    if not meet_in_scope(one, other) or parts & {one.id, other.id}:
        return ""
    if one.partition_of and one.partition_of == other.partition_of:
        return ""
    return next((key for key in _FORMULA if _written(one, key) != _written(other, key)), "")


def _written(kpi: Kpi, key: str) -> object:
    value: object = getattr(kpi, key)
    if isinstance(value, Formula):
        return value.kpi, value.sql and value.sql.tree
    return value.tree if isinstance(value, Condition) else value


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


def _clash(one: Definition, other: Definition, context: Context) -> _Clash | None:
    meaning = context.graph.meaning
    if not meet_in_scope(one, other) or meaning.are_told_apart(one, other):
        return None
    if one.scope != other.scope and (meaning.narrows(one, other) or meaning.narrows(other, one)):
        return None
    is_same, difference = _difference(one, other, context)
    is_exception = bool(one.scope) is not bool(other.scope)
    return _Clash(one, other, Severity.WARNING if is_same or is_exception else None, difference)


def _difference(one: Definition, other: Definition, context: Context) -> tuple[bool, str]:
    """Tell whether two definitions take the same records, and say which one they treat differently."""
    records = context.graph.records
    homes = [bare(next(iter(each.objects((), context.model)), "")) for each in (one, other)]
    if all(homes) and homes[0] != homes[1]:
        first, second = (with_article(home.replace("_", " ")) for home in homes)
        return False, f": for '{one.id}' it is {first}, for '{other.id}' {second}"
    tests = [whole_test(each) for each in (one, other)]
    if not homes[0] or tests[0] is None or tests[1] is None:
        return False, ""
    apart = records.apart(homes[0], tests[0], tests[1])
    if isinstance(apart, Impossible) and all(part.uses or part.test for each in (one, other) for part in each.criteria):
        return True, ", today by the same condition"
    if not isinstance(apart, Found):
        return False, ""
    who = records.one(homes[0], apart.witness)
    takes, leaves = (one, other) if holds(tests[0], apart.witness, records.columns(homes[0])) is True else (other, one)
    return False, f": {who} is one by '{takes.id}' and not by '{leaves.id}'"


def _problem(word: str, clashes: list[_Clash]) -> Problem:
    worst = min(clashes, key=lambda clash: (clash.severity is not None, not clash.difference))
    rivals = {one.ref: one for clash in clashes for one in (clash.one, clash.other)}
    names = [f"'{one.id}'" for one in rivals.values()][:_MOST_NAMED]
    names += [f"{len(rivals) - _MOST_NAMED} more"] if len(rivals) > _MOST_NAMED else []
    every = "both" if len(names) == 2 else "all"
    place, *others = (_place(one, word) for one in (worst.other, *(r for r in rivals.values() if r != worst.other)))
    return Problem(
        place,
        f"definitions {listed(names)} {every} say what '{_spelled(worst.one, word)}' means{worst.difference}",
        f"agree on one and let the other{'s' * (len(names) > 2)} go; where {every} are meant "
        f"write `same_word_as: {worst.one.id}`, or give each its scope",
        tuple((where, f"'{bare(where.entity)}' defines it here") for where in others[:_MOST_NOTES]),
        severity=worst.severity,
        among=tuple(rivals),
        discriminator=word,
        data={"word": word, "definitions": tuple(sorted(one.id for one in rivals.values()))},
    )


def _place(one: Definition, word: str) -> Where:
    if word in plain_words(one.term):
        return one.where("term")
    return one.where("aliases", next(at for at, alias in enumerate(one.aliases) if word in plain_words(alias)))


def _spelled(one: Definition, word: str) -> str:
    return next(said for said in (one.term, *one.aliases) if word in plain_words(said))
