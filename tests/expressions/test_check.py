"""Unknown columns and kinds that do not go together, with places and ways out."""

import pytest
from hypothesis import given

from opmodel.expressions import Column, Columns, Expression, Kind, Suggestions, check
from tests.expressions.crm import Fields, account, condition, deal, lead, value
from tests.expressions.strategies import ANY, COLUMNS

SOUND = (
    (lead, "fit_score >= 70 and account.ideal_customer"),
    (lead, "at_least(2, pain_named, sponsor_named, date_named)"),
    (lead, "wanted_by < current_date + 270 and wanted_by - '2026-01-01' > 30"),
    (lead, "touched_at - met_at <= 2 and met_at between '2026-01-01' and current_date"),
    (lead, "pain like 'VP%' and source <> 'event' and account.named_rep = 'ana' and pain > 'a'"),
    (lead, "pain_named = sponsor_named and (fit_score > 5) = true"),
    (deal, "lost_at >= stage and stage in ('won', 'lost') and account.segment > 'small'"),
    (deal, "net_amount - discount > 0.5 and (annual_amount > 1) is null"),
)

MISTAKES = (
    (lead, "wanted_by < today", "unknown-column", "today", "object 'lead' has no column 'today'", "write current_date"),
    (
        lead,
        "fit_scor >= 70",
        "unknown-column",
        "fit_scor",
        "object 'lead' has no column 'fit_scor'",
        "did you mean 'fit_score'?",
    ),
    (
        lead,
        "FIT_SCORE > 7",
        "unknown-column",
        "FIT_SCORE",
        "object 'lead' has no column 'FIT_SCORE'",
        "did you mean 'fit_score'?",
    ),
    (
        lead,
        "account.contry = 'US'",
        "unknown-column",
        "account.contry",
        "object 'lead' has no column 'account.contry'",
        "did you mean 'account.country'?",
    ),
    (
        lead,
        "not monthly_loads > 5",
        "unknown-column",
        "monthly_loads",
        "object 'lead' has no column 'monthly_loads'",
        "did you mean 'account.monthly_loads'?",
    ),
    (
        account,
        "zebra > 5",
        "unknown-column",
        "zebra",
        "object 'account' has no column 'zebra'",
        "its columns are monthly_loads, cross_border, country, named_rep, customer_since, region, segment, "
        "ideal_customer",
    ),
    (
        lead,
        "source = Web",
        "unknown-column",
        "Web",
        "object 'lead' has no column 'Web'",
        "texts stand in quotes: 'web'",
    ),
    (
        lead,
        "pain = speed",
        "unknown-column",
        "speed",
        "object 'lead' has no column 'speed'",
        "texts stand in quotes: 'speed'",
    ),
    (
        lead,
        "fit_score = 'high'",
        "condition-type-mismatch",
        "fit_score = 'high'",
        "'fit_score' is a whole number and 'high' is a text",
        "compare it with a number",
    ),
    (
        lead,
        "'70' <= fit_score",
        "condition-type-mismatch",
        "'70' <= fit_score",
        "'fit_score' is a whole number and '70' is a text",
        "write 70 without quotes",
    ),
    (
        deal,
        "stage = 'evaluations'",
        "condition-type-mismatch",
        "'evaluations'",
        "'stage' has no value 'evaluations'",
        "did you mean 'evaluation'?",
    ),
    (
        account,
        "region in ('emea', 'moon')",
        "condition-type-mismatch",
        "'moon'",
        "'region' has no value 'moon'",
        "its values are emea, amer, apac",
    ),
    (
        account,
        "cross_border = 1",
        "condition-type-mismatch",
        "cross_border = 1",
        "'cross_border' is true or false and 1 is a whole number",
        "write cross_border, or not cross_border",
    ),
    (
        account,
        "cross_border = 'yes'",
        "condition-type-mismatch",
        "cross_border = 'yes'",
        "'cross_border' is true or false and 'yes' is a text",
        "write cross_border, or not cross_border",
    ),
    (
        account,
        "cross_border < true",
        "condition-type-mismatch",
        "cross_border < true",
        "'cross_border' is true or false, which has no order",
        "use = or <>",
    ),
    (
        lead,
        "fit_score and pain_named",
        "condition-type-mismatch",
        "fit_score",
        "'fit_score' is a whole number, and here a condition is due",
        "compare it, as in fit_score > 0",
    ),
    (
        lead,
        "not source",
        "condition-type-mismatch",
        "source",
        "'source' is one of a list of values, and here a condition is due",
        "compare it, as in source = 'web', or write source is not null",
    ),
    (
        lead,
        "wanted_by < 'soon'",
        "condition-type-mismatch",
        "'soon'",
        "'wanted_by' is a date and 'soon' is none",
        "write a day as '2026-11-21'",
    ),
    (
        lead,
        "wanted_by > '2026-02-30'",
        "condition-type-mismatch",
        "'2026-02-30'",
        "'wanted_by' is a date and '2026-02-30' is none",
        "write a day as '2026-11-21'",
    ),
    (
        lead,
        "wanted_by < 90",
        "condition-type-mismatch",
        "wanted_by < 90",
        "'wanted_by' is a date and 90 is a whole number",
        "write current_date + 90 for a day, or subtract two dates for a number of days",
    ),
    (
        lead,
        "wanted_by + met_at > current_date",
        "condition-type-mismatch",
        "wanted_by + met_at",
        "two dates are added",
        "subtract them for the days between, or add days to one of them",
    ),
    (
        lead,
        "30 - wanted_by > 5",
        "condition-type-mismatch",
        "30 - wanted_by",
        "a date is subtracted from a number",
        "subtract days from a date: close_date - 30",
    ),
    (
        lead,
        "wanted_by + 1.5 > current_date",
        "condition-type-mismatch",
        "1.5",
        "1.5 is not whole, and dates count in whole days",
        "write a whole number",
    ),
    (
        lead,
        "fit_score + pain > 5",
        "condition-type-mismatch",
        "pain",
        "'pain' is a text, plus and minus take numbers and dates",
        "",
    ),
    (
        lead,
        "fit_score like '7%'",
        "condition-type-mismatch",
        "fit_score",
        "'fit_score' is a whole number, and like compares texts",
        "compare it with =, <, >",
    ),
    (
        account,
        "named_rep > 'ana'",
        "condition-type-mismatch",
        "named_rep > 'ana'",
        "'named_rep' is a user, and users have no order",
        "use = or <>",
    ),
    (
        deal,
        "stage < account.segment",
        "condition-type-mismatch",
        "stage < account.segment",
        "'stage' and 'account.segment' have different values, so neither is above the other",
        "use = or <>",
    ),
    (
        account,
        "country = 5",
        "condition-type-mismatch",
        "country = 5",
        "'country' is a text and 5 is a whole number",
        "write '5' in quotes",
    ),
)


@pytest.mark.parametrize(("columns", "text"), SOUND, ids=[text for _, text in SOUND])
def test_sound_conditions_pass(columns: Columns, text: str) -> None:
    """Values of kinds that go together raise nothing."""
    assert check(condition(text), columns) == ()


@pytest.mark.parametrize(
    ("columns", "text", "rule", "place", "message", "way_out"), MISTAKES, ids=[row[1] for row in MISTAKES]
)
def test_a_mistake_is_named_at_its_place(
    columns: Columns, text: str, rule: str, place: str, message: str, way_out: str
) -> None:
    """Each mistake is the only one, stands at its place, and says the fact and the way out."""
    (mistake,) = check(condition(text), columns)
    assert (mistake.rule, text[mistake.start : mistake.end]) == (rule, place)
    assert (mistake.message, mistake.help) == (message, way_out)


def test_all_mistakes_of_a_condition_come_at_once() -> None:
    """Two mistakes in one condition are both reported, in the order of the text."""
    text = "fit_score = 'x' and (nope or source = 'wob')"
    found = [(mistake.rule, text[mistake.start : mistake.end]) for mistake in check(condition(text), lead)]
    assert found == [
        ("condition-type-mismatch", "fit_score = 'x'"),
        ("unknown-column", "nope"),
        ("condition-type-mismatch", "'wob'"),
    ]


def test_an_unknown_column_is_reported_once_where_it_stands() -> None:
    """A list compared with an unknown column is one mistake, not one for each value."""
    assert len(check(condition("nope in (1, 2, 3)"), lead)) == 1


def test_a_value_may_be_of_any_kind() -> None:
    """Only a condition must be true or false; a value that is added up is a number or a number of days."""
    assert check(value("annual_amount - discount"), deal) == ()
    assert check(value("annual_amount"), deal) == ()
    assert check(value("close_date - signed_at"), deal) == ()


def test_misspelled_names_are_compared_with_a_limited_number_of_names() -> None:
    """Ten columns twice are twenty of twenty-two: one budget serves all conditions, then columns are listed."""
    columns = Fields(
        "object 'x'", {f"score_{letter}": Column(f"score_{letter}", Kind.NUMBER) for letter in "abcdefghij"}
    )
    suggestions = Suggestions(22)
    helps = [check(condition(f"{name} > 5"), columns, suggestions)[0].help for name in ("scor_a", "scor_b", "scor_c")]
    listed = "its columns are score_a, score_b, score_c, score_d, score_e, score_f, score_g, score_h ..."
    assert helps == ["did you mean 'score_a'?", "did you mean 'score_b'?", listed]


def test_misspelled_values_share_the_budget() -> None:
    """A value of a list is compared with the others on the list, at the same expense."""
    suggestions = Suggestions(4)
    helps = [check(condition(f"source = '{text}'"), lead, suggestions)[0].help for text in ("webb", "webb")]
    assert helps == ["did you mean 'web'?", "its values are web, event, outbound, partner"]


@given(ANY)
def test_random_sound_conditions_pass(tree: Expression) -> None:
    """Conditions made of comparisons that go together have no mistakes."""
    assert check(tree, COLUMNS) == ()
