"""Lists in which the first condition that holds takes the record."""

from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.expressions import (
    Column,
    Expression,
    FirstMatch,
    Found,
    Impossible,
    Kind,
    Shadowed,
    both,
    holds,
    none_of,
    possible,
)
from opmodel.expressions.tree import AtLeast, IsNull, all_of, negated
from tests.expressions.crm import Fields, condition, lead
from tests.expressions.strategies import COLUMNS, conditions, simple_atoms

LISTS = st.lists(conditions(simple_atoms()), min_size=2, max_size=4)
MANY = 200
PLACES = Fields(
    "object 'place'",
    {
        "country": Column("country", Kind.ENUM, values=tuple(f"c{number}" for number in range(20)), nullable=False),
        "staff": Column("staff", Kind.INTEGER, minimum=0, nullable=False),
        "city": Column("city", Kind.TEXT),
        "rep": Column("rep", Kind.USER),
    },
)


def rules(*texts: str) -> FirstMatch:
    """Return the rules of a routing of leads."""
    return FirstMatch([condition(text) for text in texts], lead)


def test_a_rule_behind_a_wider_one_takes_nothing() -> None:
    """The rules that take all of its records are named, and only those."""
    routing = rules("source = 'web'", "fit_score >= 50", "fit_score < 50", "source <> 'web' and fit_score > 70")
    assert routing.reaching(0) == Found({"source": "web"})
    assert isinstance(routing.reaching(2), Found)
    assert routing.reaching(3) == Shadowed((1,))


def test_one_likely_record_settles_that_a_rule_is_reached() -> None:
    """A glance finds it for a sound rule, and never for one behind others that take all of its records."""
    routing = rules("fit_score >= 80 and source = 'web'", "source = 'web'", "fit_score >= 50", "fit_score > 70")
    assert [routing.is_reached(place) for place in range(4)] == [True, True, True, False]
    assert [isinstance(routing.reaching(place), Found) for place in range(4)] == [True, True, True, False]


def test_several_rules_can_leave_nothing_between_them() -> None:
    """None of the two takes all records of the third, both together do."""
    routing = rules("fit_score >= 50", "fit_score < 50", "fit_score between 20 and 70")
    assert routing.reaching(2) == Shadowed((0, 1))


def test_a_rule_that_no_record_meets_stands_behind_nobody() -> None:
    """Its condition is the mistake, not its place."""
    assert rules("source = 'web'", "fit_score > 100").reaching(1) == Shadowed(())


def test_what_is_left_over_has_a_record() -> None:
    """A record that no rule takes, and none once a rule takes the rest."""
    assert rules("source = 'web'", "source in ('event', 'outbound')").left_over() == Found({"source": "partner"})
    assert rules("source = 'web'", "source <> 'web'", "source is null").left_over() == Impossible()


def test_columns_that_always_hold_something_are_never_taken_for_empty() -> None:
    """A deal has a stage also where a rule does not ask for it."""
    columns = Fields(
        "object 'x'", {"open": Column("open", Kind.BOOLEAN, nullable=False), "n": Column("n", Kind.NUMBER)}
    )
    routing = FirstMatch([condition(text) for text in ("open", "not open", "n > 5")], columns)
    assert routing.reaching(2) == Shadowed((0, 1))


def test_two_rules_that_share_records() -> None:
    """The first of the others that shares a record is named with the record."""
    routing = rules("source = 'web'", "fit_score > 50", "source = 'event'")
    assert routing.shared(0, others=(1, 2)) == (1, {"source": "web", "fit_score": 51})
    assert routing.shared(0, others=(2,)) is None


@settings(deadline=None)
@given(LISTS)
def test_asking_for_few_answers_as_asking_for_all(texts: list[Expression]) -> None:
    """A rule is reached exactly if a record meets it and none before it; those that shadow it suffice."""
    found, last = FirstMatch(texts, COLUMNS).reaching(len(texts) - 1), texts[-1]
    whole = possible(all_of((last, *map(not_true, texts[:-1]))), COLUMNS)
    assert isinstance(found, Found) is isinstance(whole, Found)
    if isinstance(found, Shadowed):
        assert none_of([negated(last), *(texts[place] for place in found.by)], COLUMNS, [last]) == Impossible()
    if isinstance(found, Found):
        assert holds(last, found.witness, COLUMNS) is True


def not_true(text: Expression) -> Expression:
    """Return a condition that is true wherever another is false or unknown."""
    return negated(all_of((text, IsNull(0, 0, text, negated=True))))


def ranges(count: int) -> list[Expression]:
    """Return a list that takes every place once: ten ranges of staff for each of some countries."""
    found = []
    for number in range(count):
        low, top = number % 10 * 100, "" if number % 10 == 9 else f" and staff < {number % 10 * 100 + 100}"
        found.append(condition(f"country = 'c{number // 10}' and staff >= {low}{top}"))
    return found


def test_two_hundred_rules_are_decided() -> None:
    """A table of 20 countries with ten ranges each has no hole, no overlap, and every row is reached."""
    table = ranges(MANY)
    routing = FirstMatch(table, PLACES)
    assert routing.left_over() == Impossible()
    assert possible(AtLeast(0, 0, 2, tuple(table)), PLACES) == Impossible()
    assert all(isinstance(routing.reaching(place), Found) for place in range(MANY))


def test_one_row_too_few_of_two_hundred_is_found() -> None:
    """The record is that of the row that is left out."""
    table = ranges(MANY)
    del table[57]
    assert FirstMatch(table, PLACES).left_over() == Found({"country": "c5", "staff": 700})


def test_two_hundred_rules_over_texts_and_people_are_decided() -> None:
    """Every combination of columns that rules name, with rows that share records."""
    table = [
        condition(f"(city = 't{number % 30}' or rep = 'u{number % 9}') and not (staff < {number} and country <> 'c3')")
        for number in range(MANY)
    ]
    routing = FirstMatch(table, PLACES)
    assert isinstance(routing.left_over(), Found)
    reached = [routing.reaching(place) for place in range(MANY)]
    assert all(isinstance(one, Found | Shadowed) for one in reached)
    shadowed = next(one for one in reached if isinstance(one, Shadowed))
    assert shadowed.by
    assert all(isinstance(both(table[place], table[place], PLACES), Found) for place in shadowed.by)
