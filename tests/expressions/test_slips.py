"""The usual slips, and the exact words that mend them."""

import pytest

from opmodel.expressions import Mistake, parse_condition

SLIPS = (
    ("score >= 25k", "25k", "'25k' is not a number in SQL", "write 25000"),
    ("arr > 1.5m", "1.5m", "'1.5m' is not a number in SQL", "write 1500000"),
    ('segment = "SMB"', '"SMB"', '"SMB" is in double quotes, which SQL keeps for names', "write 'SMB'"),
    ("segment = “SMB”", "“SMB”", "a curly quote stands here, SQL knows only the straight one", "write 'SMB'"),
    ("segment = ‘SMB’", "‘SMB’", "a curly quote stands here, SQL knows only the straight one", "write 'SMB'"),
    ("region = null", "= null", "'= null' is never true, not even for an empty field", "write region is null"),
    ("region <> NULL", "<> NULL", "'<> null' is never true, not even for an empty field", "write region is not null"),
    ("segment is 'SMB'", "'SMB'", "after 'is' only null may stand", "write segment = 'SMB'"),
    ("segment is not 'SMB'", "'SMB'", "after 'is' only null may stand", "write segment <> 'SMB'"),
    ("cancelled is true", "true", "after 'is' only null may stand", "write cancelled = true"),
    ("cancelled is not true", "true", "after 'is' only null may stand", "write cancelled = false"),
    ("goal is not empty", "empty", "after 'is' only null may stand", "write goal is not null"),
    ("source is in ('web')", "in", "after 'is' only null may stand", "write source in ..."),
    ("arr > $25000", "$25000", "'$25000' carries a currency sign", "write 25000, money is in the model's currency"),
    ("arr > 25,000€", "25,000€", "'25,000€' carries a currency sign", "write 25000, money is in the model's currency"),
    ("arr > 25,000", "25,000", "'25,000' has a thousands separator", "write 25000"),
    ("arr > 25 000", "25 000", "'25 000' is not a number", "write 25000"),
    ("arr in (25,000)", "25,000", "'25,000' has a thousands separator", "write 25000"),
    ("share > 80%", "80%", "'80%' carries a percent sign", "write the number alone: percentages are 0 to 100"),
    ("a && b", "&&", "'&&' is not SQL", "write and"),
    ("a || b", "||", "'||' is not SQL for or", "write or"),
    ("a == 5", "==", "'==' is not SQL", "write ="),
    ("!a", "!", "'!' is not SQL", "write not"),
    ("a => 5", "=>", "'=>' is not SQL", "write >="),
    ("a ≤ 5", "≤", "'≤' is not SQL", "write <="),
    ("a = = 5", "= =", "'= =' is not SQL", "use one of = <> < <= > >="),
    (
        "{{x}} > 5",
        "{{x}}",
        "'{{x}}' is a template, and nothing fills templates in here",
        "write the column or the value",
    ),
    (
        "a > 5; drop table b",
        ";",
        "a semicolon stands here, but a condition is one expression",
        "leave it and what follows out",
    ),
    ("a > 5 -- five", "--", "'--' starts a comment, and a condition has none", "put the comment behind a YAML #"),
    ("120 AS d", "AS", "'AS' is not SQL here", "leave it out, a condition names nothing"),
    ("a = 'A' 'B'", "'A' 'B'", "two texts stand side by side", "write in ('A', 'B') for either of them"),
    ("name contains 'x'", "contains", "'contains' is not SQL here", "write like '%text%'"),
    (
        "lower(a) = 'b'",
        "lower",
        "the function 'lower' is not part of the conditions",
        "compare with the value as it is stored",
    ),
    (
        "median(a) > 5",
        "median",
        "the function 'median' is not part of the conditions",
        "the only function is at_least(2, a, b, c)",
    ),
    ("due < now()", "now", "the function 'now' is not part of the conditions", "write current_date"),
    ("due > date '2026-01-01'", "date '2026-01-01'", "'date' is not needed before a date", "write '2026-01-01' alone"),
    ("10 < x < 20", "10 < x <", "comparisons cannot be chained", "write 10 < x and x < 20"),
    ("score >=", ">=", "the right side of '>=' is missing", "add it, or leave the rest out"),
    ("a = 5 and", "and", "the right side of 'and' is missing", "add it, or leave the rest out"),
    ("a in (1,)", ",)", "after ',' a column or a value is missing", "add it, or leave the rest out"),
    (">= 5", ">=", "the left side of '>=' is missing", "put a column before it"),
    ("and a", "and", "a condition cannot start with 'and'", "start with a column"),
    ("(a > 5", "(", "this parenthesis is not closed", "add the closing one"),
    ("a > 5)", ")", "this parenthesis closes nothing", "leave it out, or open it before"),
    ("()", "()", "there is nothing between these parentheses", "leave them out"),
    ("", "", "the condition is empty", "write one, such as score >= 80"),
    (" \n", " \n", "the condition is empty", "write one, such as score >= 80"),
    (
        "due < current_date + 90 days",
        "90 days",
        "'90 days' is a duration, and dates count in days here",
        "write 90, as in close_date < current_date + 90",
    ),
    (
        "due < current_date + 6w",
        "6w",
        "'6w' is a duration, and dates count in days here",
        "write 42, as in close_date < current_date + 42",
    ),
    (
        "due < current_date + 2bh",
        "2bh",
        "'2bh' is a duration, and dates count in whole days here",
        "compare days, or put working time into an sla",
    ),
    (
        "country = 'US' or 'CA'",
        "'CA'",
        "'CA' is a value, and here a condition is due",
        "repeat the column: country = 'CA'",
    ),
    ("a - b", "a - b", "a - b is a value, and here a condition is due", "compare it, as in a - b > 0"),
    ("5", "5", "5 is a value, and here a condition is due", "compare a column with it, as in column = 5"),
    ("a not null", "null", "after 'not' in, between or like is expected", "write a is not null"),
    ("a in 'US'", "in 'US'", "the list after 'in' has no parentheses", "write in ('US')"),
    ("a in ()", "()", "the list after 'in' is empty", "name at least one value"),
    (
        "a in (select 1)",
        "select",
        "'select' is not part of the conditions",
        "a condition looks at the columns of one record, it queries nothing",
    ),
    ("a between 1 to 5", "between 1 to", "'between' has no and", "write between 1 and the upper end"),
    ("a like b", "like b", "after 'like' a pattern in single quotes is expected", "write like '%text%'"),
    ("a > -b", "-b", "a minus stands before a number or between two values", "write 0 - b"),
    (
        "a * 2 > 5",
        "*",
        "a condition adds and subtracts, it does not multiply",
        "declare a field that holds the product",
    ),
    (
        "at_least(a, b)",
        "at_least(a",
        "at_least starts with how many, then the conditions",
        "write at_least(2, a, b, c)",
    ),
    (
        "a = 'don't know'",
        "'don't",
        "a text ends in the middle of a word",
        "write a quote inside a text twice: 'don''t know'",
    ),
    ("a = 'open", "'open", "the text that starts here has no closing quote", "close it with a single quote"),
    ("`a` = 5", "`a`", "`a` is in backticks", "write the name as it is"),
    ("where a > 5", "where", "'where' is not part of the conditions", "the condition starts right away, without where"),
    (
        "a > 5, b > 6",
        ",",
        "a comma stands here",
        "join conditions with and, or",
    ),
    (
        "score 80",
        "score 80",
        "between 'score' and '80' a comparison is missing",
        "put =, <>, <, <=, >, >=, and, or between them",
    ),
    (
        "account.order > 5",
        "account.order",
        "'order' is a word of SQL and names no column",
        "give the field another id and keep its CRM name under column",
    ),
    ("null", "null", "null stands only after is and is not", "write column is null"),
    ("a = not b", "not", "'not' stands before a whole comparison, not inside one", "write not (a = b)"),
    ("a > 9999999999999999", "9999999999999999", "the number has more than 15 digits", "round it"),
    ("a\u00a0> 5", "\u00a0", "a blank that is none (copied from a page) stands here", "type the blank again"),
)


@pytest.mark.parametrize(("text", "place", "message", "way_out"), SLIPS, ids=[slip[0] or "empty" for slip in SLIPS])
def test_a_slip_is_named_at_its_place_and_mended(text: str, place: str, message: str, way_out: str) -> None:
    """Each slip is pointed at, said in one sentence, and comes with what to write instead."""
    mistake = parse_condition(text)
    assert isinstance(mistake, Mistake)
    assert mistake.rule == "condition-not-understood"
    assert text[mistake.start : mistake.end] == place
    assert (mistake.message, mistake.help) == (message, way_out)


@pytest.mark.parametrize("slip", SLIPS, ids=[slip[0] or "empty" for slip in SLIPS])
def test_messages_are_one_sentence_without_a_full_stop(slip: tuple[str, str, str, str]) -> None:
    """Messages start in lower case, end without a full stop and never hold a line break."""
    for text in slip[2:]:
        assert text == text.strip().removesuffix(".") or text.endswith(" ...")
        assert "\n" not in text
