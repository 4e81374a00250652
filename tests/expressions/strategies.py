"""Random conditions: trees of every shape the grammar knows, over columns of every kind."""

from hypothesis import strategies as st

from opmodel.expressions import Column, Expression, Kind
from opmodel.expressions.tree import (
    And,
    AtLeast,
    Between,
    Comparison,
    IsNull,
    Like,
    Literal,
    Membership,
    Not,
    Or,
    Reference,
    Sum,
    Today,
)
from tests.expressions.crm import Fields, condition, value

OPERATORS = st.sampled_from(("=", "<>", "<", "<=", ">", ">="))
RANKS = ("low", "mid", "top")
COLUMNS = Fields(
    "object 'sample'",
    {
        "whole": Column("whole", Kind.INTEGER, minimum=0, maximum=5),
        "count": Column("count", Kind.INTEGER, nullable=False),
        "amount": Column("amount", Kind.NUMBER),
        "rate": Column("rate", Kind.NUMBER, minimum=0),
        "rank": Column("rank", Kind.ENUM, values=RANKS),
        "grade": Column("grade", Kind.ENUM, values=RANKS, nullable=False),
        "flag": Column("flag", Kind.BOOLEAN),
        "open": Column("open", Kind.BOOLEAN, nullable=False),
        "place": Column("place", Kind.TEXT),
        "town": Column("town", Kind.TEXT),
        "begun": Column("begun", Kind.DATE),
        "ended": Column("ended", Kind.DATE),
        "rich": Column("rich", Kind.BOOLEAN, test=condition("amount >= 3 and flag")),
        "net": Column("net", Kind.NUMBER, derived=value("amount - rate")),
        "size": Column(
            "size",
            Kind.ENUM,
            values=("small", "large"),
            cases=(("small", condition("whole < 2")), ("large", condition("whole >= 3"))),
        ),
    },
)


def column(name: str) -> Expression:
    """Return a reference to a column."""
    return Reference(0, 0, tuple(name.split(".")))


def literal(content: bool | int | float | str) -> Expression:
    """Return a literal."""
    return Literal(0, 0, content)


def _names(*names: str) -> st.SearchStrategy[Expression]:
    return st.sampled_from([column(name) for name in names])


NUMBERS = st.integers(-1, 5).map(literal)
DECIMALS = st.sampled_from((0.5, 1.5, 2.25)).map(literal)
NUMERIC = _names("whole", "count", "amount", "rate", "net")
WORDS = st.sampled_from(("a", "ab", "it's", "")).map(literal)
DAYS = st.sampled_from(("2026-01-01", "2026-01-02", "2026-03-01")).map(literal)
RANKED = st.sampled_from(RANKS).map(literal)
PATTERNS = st.sampled_from(("a%", "%b", "_", "%", "ab"))


def simple_atoms() -> st.SearchStrategy[Expression]:
    """Comparisons of one column with literals, for which trying all cut points is a proof."""
    numbers = st.one_of(NUMBERS, DECIMALS)
    single = _names("whole", "count", "amount", "rate")
    return st.one_of(
        st.builds(Comparison, st.just(0), st.just(0), OPERATORS, single, numbers),
        st.builds(Comparison, st.just(0), st.just(0), OPERATORS, numbers, single),
        st.builds(Between, st.just(0), st.just(0), single, numbers, numbers, st.booleans()),
        st.builds(
            Membership,
            st.just(0),
            st.just(0),
            single,
            st.lists(numbers, min_size=1, max_size=3).map(tuple),
            st.booleans(),
        ),
        st.builds(Comparison, st.just(0), st.just(0), OPERATORS, _names("rank", "grade"), RANKED),
        st.builds(Comparison, st.just(0), st.just(0), OPERATORS, _names("rank"), _names("grade")),
        st.builds(
            Membership,
            st.just(0),
            st.just(0),
            _names("rank", "grade"),
            st.lists(RANKED, min_size=1, max_size=2).map(tuple),
            st.booleans(),
        ),
        st.builds(Comparison, st.just(0), st.just(0), st.sampled_from(("=", "<>")), _names("place"), WORDS),
        st.builds(Comparison, st.just(0), st.just(0), st.sampled_from(("=", "<>")), _names("place"), _names("town")),
        st.builds(Comparison, st.just(0), st.just(0), OPERATORS, _names("begun"), DAYS),
        st.builds(
            Comparison,
            st.just(0),
            st.just(0),
            st.sampled_from(("=", "<>")),
            _names("size"),
            st.sampled_from(("small", "large")).map(literal),
        ),
        st.builds(
            IsNull,
            st.just(0),
            st.just(0),
            _names("whole", "amount", "rank", "flag", "place", "begun", "size", "rich"),
            st.booleans(),
        ),
        _names("flag", "open", "rich"),
        st.builds(
            Comparison, st.just(0), st.just(0), st.sampled_from(("=", "<>")), _names("flag"), _names("rich", "open")
        ),
        st.booleans().map(literal),
    )


def linear_atoms() -> st.SearchStrategy[Expression]:
    """Comparisons of sums of numbers and of dates with each other."""
    numbers = st.lists(st.tuples(st.sampled_from((1, -1)), st.one_of(NUMERIC, NUMBERS)), min_size=2, max_size=3)
    sums = numbers.map(lambda parts: Sum(0, 0, ((1, parts[0][1]), *parts[1:])))
    days = st.integers(0, 40).map(literal)
    dates = st.one_of(_names("begun", "ended"), st.just(Today(0, 0)))
    moved = st.builds(
        lambda date, sign, count: Sum(0, 0, ((1, date), (sign, count))), dates, st.sampled_from((1, -1)), days
    )
    return st.one_of(
        st.builds(
            Comparison, st.just(0), st.just(0), OPERATORS, st.one_of(sums, NUMERIC), st.one_of(sums, NUMERIC, NUMBERS)
        ),
        st.builds(Comparison, st.just(0), st.just(0), OPERATORS, dates, st.one_of(moved, dates, DAYS)),
        st.builds(IsNull, st.just(0), st.just(0), st.one_of(sums, NUMERIC, dates), st.booleans()),
    )


def opaque_atoms() -> st.SearchStrategy[Expression]:
    """Comparisons that look into texts."""
    return st.one_of(
        st.builds(Like, st.just(0), st.just(0), _names("place", "town"), PATTERNS, st.booleans()),
        st.builds(Comparison, st.just(0), st.just(0), OPERATORS, _names("place"), st.one_of(WORDS, _names("town"))),
    )


def conditions(atoms: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Join atoms by and, or, not and at_least."""

    def joined(terms: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(terms, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            st.builds(And, st.just(0), st.just(0), several),
            st.builds(Or, st.just(0), st.just(0), several),
            st.builds(Not, st.just(0), st.just(0), terms),
            st.builds(AtLeast, st.just(0), st.just(0), st.integers(1, 3), several),
        )

    return st.recursive(atoms, joined, max_leaves=5)


ANY = conditions(st.one_of(simple_atoms(), linear_atoms(), opaque_atoms()))
