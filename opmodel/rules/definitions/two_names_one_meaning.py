"""What is one thing has one name."""

from collections.abc import Iterable, Iterator
from itertools import combinations, islice

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Impossible
from opmodel.finding import Severity
from opmodel.model import Condition, is_draft
from opmodel.model.columns import whole_test
from opmodel.model.entity import State
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.influences import Influence
from opmodel.model.sections.kpis import Formula, Kpi
from opmodel.wording import bare, listed

_COMPUTED = (
    *("aggregation", "definition", "object", "population", "value", "numerator", "denominator", "filter"),
    *("dated_by", "cohort", "unit", "grain", "windows", "scope", "good", "dataset"),
)
"""What tells numbers apart; two that agree in all of it are one."""
_PAIRS = 60
"""Pairs of definitions over the same columns that are compared; few columns carry more than a dozen terms."""
_ALL_PAIRS = 400
"""Pairs that are compared in all: each takes a search, and a model of thousands of terms has hundreds of thousands."""


@rule(Severity.WARNING, needs=("definitions.test", "definitions.criteria", "definitions.excludes", "definitions.scope"))
def check(context: Context) -> Iterator[Problem]:
    """Yield definitions that take the same records under different terms, and KPIs that are computed in one way."""
    tested = [one for one in context.each(Definition) if one.state is not State.DEPRECATED and _is_decided(one)]
    pairs = (
        (home, one, other)
        for home, group in _grouped(tested, context)
        for one, other in islice(combinations(group, 2), _PAIRS)
    )
    taken: set[str] = set()
    alike: dict[str, list[Definition]] = {}
    for home, one, other in islice(pairs, _ALL_PAIRS):
        if taken.isdisjoint((one.ref, other.ref)) and _are_one(one, other, home, context):
            alike.setdefault(one.ref, [one]).append(other)
            taken.add(other.ref)
    yield from map(_problem, alike.values())
    yield from _numbers(context)


def _numbers(context: Context) -> Iterator[Problem]:
    """Yield KPIs that are computed in one way; those that the model joins otherwise are told apart by that."""
    found: dict[tuple[object, ...], list[Kpi]] = {}
    for kpi in context.model.of(Kpi):
        is_computed = kpi.value or kpi.definition or kpi.population or kpi.filter or kpi.numerator
        if is_computed and not kpi.absences and not is_draft(kpi) and kpi.state is not State.DEPRECATED:
            found.setdefault(tuple(_plain(getattr(kpi, key)) for key in _COMPUTED), []).append(kpi)
    for kpis in found.values():
        joined = {end for kpi in kpis for end in _joined(kpi, context)}
        apart = [kpi for kpi in kpis if kpi.ref not in joined]
        context.judge(apart)
        if len(apart) > 1:
            yield _number(apart)


def _joined(kpi: Kpi, context: Context) -> Iterator[str]:
    """Yield a KPI and those that it is a part, a sign or the quality of, or that it moves."""
    links = [f"kpi/{bare(name)}" for name in (kpi.partition_of, kpi.proxy_for, kpi.quality_of) if name]
    moved = context.model.get(Influence, kpi.id)
    links += [f"kpi/{bare(one.to)}" for one in moved.effects] if moved else []
    if links:
        yield from (kpi.ref, *links)


def _plain(value: object) -> object:
    """Return a part of a formula without its place: conditions by their text."""
    if isinstance(value, Condition):
        return " ".join(value.text.split())
    if isinstance(value, Formula):
        return (value.kpi, _plain(value.sql))
    return tuple(sorted(value.items())) if isinstance(value, dict) else value


def _number(kpis: list[Kpi]) -> Problem:
    first, *others = kpis
    ids, count = listed(f"'{kpi.id}'" for kpi in kpis), "two" if len(kpis) == 2 else len(kpis)
    return Problem(
        others[0].where(),
        f"kpis {ids} are computed in the same way, so they are {count} names for one number",
        "keep one, or write what tells them apart: its filter, its value, its cohort",
        tuple((kpi.where(), f"'{kpi.id}' is computed like this") for kpi in (first, *others[1:])),
        discriminator=" ".join(kpi.id for kpi in kpis),
        data={"entities": tuple(kpi.ref for kpi in kpis)},
    )


def _is_decided(one: Definition) -> bool:
    """Tell whether a condition says all of it; criteria in words may tell two definitions apart."""
    return whole_test(one) is not None and all(part.uses or part.test for part in one.criteria)


def _grouped(tested: Iterable[Definition], context: Context) -> Iterator[tuple[str, list[Definition]]]:
    """Yield the definitions of one object whose tests end in the same columns, two or more of them."""
    records = context.graph.records
    found: dict[tuple[str, frozenset[str]], list[Definition]] = {}
    for one in tested:
        home = bare(next(iter(one.objects((), context.model)), ""))
        columns = records.behind(home, _test(one)) if home else frozenset()
        if columns:
            found.setdefault((home, columns), []).append(one)
    yield from ((home, group) for (home, _), group in found.items() if len(group) > 1)


def _are_one(one: Definition, other: Definition, home: str, context: Context) -> bool:
    meaning = context.graph.meaning
    if one.scope != other.scope or meaning.share_a_word(one, other) or meaning.are_told_apart(one, other):
        return False
    return isinstance(context.graph.records.apart(home, _test(one), _test(other)), Impossible)


def _test(one: Definition) -> Expression:
    test = whole_test(one)
    assert test is not None
    return test


def _problem(group: list[Definition]) -> Problem:
    first, *others = group
    ids = listed(f"'{one.id}'" for one in group)
    terms = listed(f"'{one.term}'" for one in group)
    return Problem(
        others[0].where("term"),
        f"definitions {ids} take the same records, so {terms} are "
        f"{'two' if len(group) == 2 else len(group)} names for one thing",
        f"keep one and list the other{'s' * (len(others) > 1)} as `aliases` of it, or say what tells them apart",
        tuple((one.where("term"), f"'{one.id}' takes them under this name") for one in (first, *others[1:])),
        severity=Severity.NOTE,
        discriminator=" ".join(one.id for one in group),
        data={"definitions": tuple(one.id for one in group)},
    )
