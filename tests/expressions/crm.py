"""The columns of a small CRM that the tests of conditions speak about."""

from dataclasses import dataclass

from opmodel.expressions import Column, Expression, Kind, Mistake, parse_condition, parse_value


@dataclass(frozen=True)
class Fields:
    """Columns given as a mapping from the names conditions use."""

    label: str
    columns: dict[str, Column]

    def find(self, path: tuple[str, ...]) -> Column | None:
        """Return the column at a path."""
        return self.columns.get(".".join(path))

    def names(self) -> tuple[str, ...]:
        """Return all names."""
        return tuple(self.columns)


def condition(text: str) -> Expression:
    """Parse a condition that is known to be sound."""
    parsed = parse_condition(text)
    assert not isinstance(parsed, Mistake), parsed
    return parsed


def value(text: str) -> Expression:
    """Parse a value that is known to be sound."""
    parsed = parse_value(text)
    assert not isinstance(parsed, Mistake), parsed
    return parsed


STAGES = ("discovery", "evaluation", "procurement", "won", "lost")

ACCOUNT = (
    Column("monthly_loads", Kind.INTEGER, minimum=0),
    Column("cross_border", Kind.BOOLEAN),
    Column("country", Kind.TEXT),
    Column("named_rep", Kind.USER),
    Column("customer_since", Kind.DATE),
    Column("region", Kind.ENUM, values=("emea", "amer", "apac")),
    Column(
        "segment",
        Kind.ENUM,
        values=("small", "mid", "large"),
        cases=(
            ("small", condition("monthly_loads < 500 or monthly_loads is null")),
            ("mid", condition("monthly_loads >= 500 and monthly_loads < 5000")),
            ("large", condition("monthly_loads >= 5000")),
        ),
    ),
    Column("ideal_customer", Kind.BOOLEAN, test=condition("cross_border and monthly_loads between 200 and 20000")),
)
LEAD = (
    Column("source", Kind.ENUM, values=("web", "event", "outbound", "partner")),
    Column("fit_score", Kind.INTEGER, minimum=0, maximum=100),
    Column("pain", Kind.TEXT),
    Column("sponsor_title", Kind.TEXT),
    Column("wanted_by", Kind.DATE),
    Column("touched_at", Kind.DATE),
    Column("met_at", Kind.DATE),
    Column("owner_id", Kind.TEXT, nullable=False),
    Column("pain_named", Kind.BOOLEAN, test=condition("pain is not null")),
    Column("sponsor_named", Kind.BOOLEAN, test=condition("sponsor_title is not null")),
    Column("date_named", Kind.BOOLEAN, test=condition("wanted_by < current_date + 270")),
    Column("qualified_lead", Kind.BOOLEAN, test=condition("fit_score >= 70 and account.ideal_customer")),
    Column("round", Kind.BOOLEAN, test=condition("about")),
    Column("about", Kind.BOOLEAN, test=condition("round")),
)
DEAL = (
    Column("stage", Kind.ENUM, values=STAGES, nullable=False),
    Column("lost_at", Kind.ENUM, values=STAGES),
    Column("annual_amount", Kind.NUMBER, minimum=0),
    Column("discount", Kind.NUMBER),
    Column("net_amount", Kind.NUMBER, derived=value("annual_amount - discount")),
    Column("term_months", Kind.INTEGER, minimum=1),
    Column("goal", Kind.TEXT),
    Column("close_date", Kind.DATE),
    Column("signed_at", Kind.DATE),
    Column("goal_agreed", Kind.BOOLEAN, test=condition("goal is not null")),
    Column("pilot_deal", Kind.BOOLEAN, test=condition("net_amount < 1000")),
)


def _object(name: str, columns: tuple[Column, ...], *, joined: bool = True) -> Fields:
    found = {column.name: column for column in columns}
    if joined:
        found |= {f"account.{column.name}": column for column in ACCOUNT}
    return Fields(f"object '{name}'", found)


account = _object("account", ACCOUNT, joined=False)
lead = _object("lead", LEAD)
deal = _object("opportunity", DEAL)
