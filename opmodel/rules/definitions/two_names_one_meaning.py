"""What is one thing has one name."""

from collections.abc import Iterable, Iterator
from itertools import combinations, islice

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Impossible
from opmodel.finding import Severity
from opmodel.model.columns import whole_test
from opmodel.model.entity import State
from opmodel.model.sections.definitions import Definition
from opmodel.wording import bare, listed

_PAIRS = 60
"""Pairs of definitions over the same columns that are compared; few columns carry more than a dozen terms."""
_ALL_PAIRS = 400
"""Pairs that are compared in all: each takes a search, and a model of thousands of terms has hundreds of thousands."""


@rule(Severity.NOTE, needs=("definitions.test", "definitions.criteria", "definitions.excludes", "definitions.scope"))
def check(context: Context) -> Iterator[Problem]:
    """Yield groups of definitions of one object that take the same records under different terms."""
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
        discriminator=" ".join(one.id for one in group),
        data={"definitions": tuple(one.id for one in group)},
    )
