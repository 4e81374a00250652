"""Overlaps, holes and differences with the record people will read."""

import pytest

from opmodel.expressions import (
    Column,
    Found,
    Impossible,
    Kind,
    SearchResult,
    Undecided,
    always,
    always_true,
    both,
    differ,
    never_true,
    none_of,
    possible,
    spell,
)
from opmodel.expressions.tree import AtLeast
from tests.expressions.crm import Fields, account, condition, deal, lead


def said(answer: SearchResult) -> str:
    """Return an answer as messages put it."""
    if isinstance(answer, Found):
        return spell(answer.witness)
    return "never" if isinstance(answer, Impossible) else f"undecided: {answer.reason}"


POSSIBLE = (
    (account, "monthly_loads >= 500", "monthly_loads 500"),
    (account, "monthly_loads > 500", "monthly_loads 501"),
    (account, "monthly_loads < 500", "monthly_loads 499"),
    (account, "not monthly_loads >= 0", "never"),
    (account, "monthly_loads > 4 and monthly_loads < 5", "never"),
    (deal, "annual_amount > 4 and annual_amount < 5", "annual_amount 4.5"),
    (lead, "fit_score > 100", "never"),
    (lead, "fit_score between 7 and 5", "never"),
    (account, "segment = 'large' and monthly_loads < 6000", "monthly_loads 5000"),
    (account, "segment = 'small' and monthly_loads >= 500", "never"),
    (account, "segment = 'small' and not ideal_customer", "monthly_loads 200 and cross_border false"),
    (account, "country in ('US', 'CA') and country <> 'US'", "country 'CA'"),
    (account, "country not in ('US', 'CA')", "country 'another text'"),
    (account, "country is not null", "country 'some text'"),
    (account, "named_rep is null", "named_rep empty"),
    (account, "region > 'emea' and region < 'apac'", "region 'amer'"),
    (deal, "lost_at > stage and stage > 'procurement'", "lost_at 'lost' and stage 'won'"),
    (deal, "stage is null", "never"),
    (deal, "term_months > annual_amount and annual_amount > term_months", "never"),
    (deal, "pilot_deal and stage = 'won'", "stage 'won' and net_amount 999"),
    (deal, "pilot_deal and annual_amount >= 2000 and discount <= 1000", "never"),
    (deal, "annual_amount - discount >= 1000 and annual_amount - discount < 1000", "never"),
    (deal, "discount > annual_amount", "discount 1 and annual_amount 0"),
    (lead, "date_named", "wanted_by in 269 days"),
    (lead, "wanted_by < current_date and wanted_by > current_date - 2", "wanted_by 1 day ago"),
    (lead, "wanted_by <= current_date and wanted_by >= current_date", "wanted_by today"),
    (lead, "wanted_by > '2026-05-01' and wanted_by < '2026-05-03'", "wanted_by 2026-05-02"),
    (lead, "wanted_by > '2026-05-01' and wanted_by < '2026-05-02'", "never"),
    (lead, "wanted_by > '2026-05-01' and wanted_by < current_date", "wanted_by 2026-05-02 and today 2026-05-03"),
    (lead, "touched_at < met_at and met_at < touched_at + 1", "never"),
    (lead, "qualified_lead", "fit_score 70, account.cross_border true and account.monthly_loads 200"),
    (lead, "at_least(2, pain_named, sponsor_named)", "pain 'some text' and sponsor_title 'some text'"),
    (lead, "at_least(4, pain_named, sponsor_named, date_named)", "never"),
    (lead, "pain like 'VP%' and fit_score > 50", "pain 'VP' and fit_score 51"),
    (lead, "pain like 'VP%' and not pain like 'VP%'", "never"),
    (lead, "pain like 'VP%' and fit_score > 5 and fit_score < 6", "never"),
    (lead, "pain like 'a%' and pain like '%b'", "pain 'a b'"),
    (lead, "pain like '%VP%' and not pain like 'VP%'", "pain 'some VP'"),
    (lead, "pain like '%@%.%' and not pain like '%@example%'", "pain 'ann@acme.com'"),
    (lead, "pain like '%@acme.com'", "pain 'ann@acme.com'"),
    (lead, "pain like 'VP%' and not pain like '%P%'", "never"),
    (lead, "pain like '____' and pain like '%ab%' and pain like 'c%' and pain like '%d' and pain <> 'cabd'", "never"),
    (lead, "pain < 'b' and pain like 'c%'", "never"),
    (lead, "pain like 'VP%' and sponsor_title = pain and not sponsor_title like '%P%'", "never"),
    (lead, "pain like 'a%' and sponsor_title = pain and sponsor_title like '%b'", "pain 'a b' and sponsor_title 'a b'"),
    (
        lead,
        "pain like 'a%b' and sponsor_title like 'a%b' and pain <> sponsor_title",
        "pain 'a b' and sponsor_title 'ab'",
    ),
    (lead, "pain < 'b' and pain > 'a'", "pain 'another text'"),
    (lead, "round", "undecided: 'round' refers to itself"),
    (lead, "nope > 5", "undecided: object 'lead' has no column 'nope'"),
    (lead, "nope > 5 and fit_score < 0", "never"),
    (lead, "fit_score = 'x'", "undecided: 'x' is neither a number nor a date"),
    (lead, "true", "any values"),
    (lead, "false or not true", "never"),
)


@pytest.mark.parametrize(("columns", "text", "expected"), POSSIBLE, ids=[text for _, text, _ in POSSIBLE])
def test_the_record_that_meets_a_condition(columns: Fields, text: str, expected: str) -> None:
    """The witness stands at the constants, has few fields, and empty ones only where needed."""
    assert said(possible(condition(text), columns)) == expected


def test_columns_compared_with_each_other_can_hold_the_same() -> None:
    """Also where one holds texts and the other users, and where patterns rule out what comes to mind first."""
    columns = Fields("object 'x'", {"a": Column("a", Kind.TEXT), "b": Column("b", Kind.USER)})
    assert said(possible(condition("a = b"), columns)) == "a 'some text' and b 'some text'"
    inside = condition("a not like 'a%' and a like '%a%' and a = b")
    assert said(possible(inside, columns)) == "a 'some a' and b 'some a'"


def test_many_patterns_of_one_text_are_decided() -> None:
    """Prefixes of postal codes leave each other out; keywords in titles do not."""
    columns = Fields("object 'x'", {"code": Column("code", Kind.TEXT)})
    codes = [condition(f"code like '9{number:03}%'") for number in range(200)]
    assert possible(AtLeast(0, 0, 2, tuple(codes)), columns) == Impossible()
    assert said(none_of(codes, columns)) == "code 'another text'"
    words = [
        condition(f"code like '%{word}%'")
        for word in ["Chief", "Head", "Sales", "Growth", "Ops", "Owner", "CEO", "CFO", "CTO", "VP"]
    ]
    assert said(both(words[0], words[9], columns)) == "code 'Chief VP'"
    assert said(none_of(words, columns, [condition("code like '%Head'")])) == "never"


def test_neighbouring_ranges_that_share_their_end_overlap_there() -> None:
    """A company with 500 loads is both."""
    first, second = condition("monthly_loads <= 500"), condition("monthly_loads >= 500 and monthly_loads < 5000")
    assert said(both(first, second, account)) == "monthly_loads 500"


def test_ranges_that_leave_out_their_end_have_a_hole_there() -> None:
    """A company with 500 loads is neither; where all numbers are covered, the empty field is the hole."""
    low, high, empty = (
        condition(text) for text in ("monthly_loads < 500", "monthly_loads > 500", "monthly_loads is null")
    )
    assert said(none_of([low, high], account)) == "monthly_loads 500"
    assert said(none_of([low, high, condition("monthly_loads = 500")], account)) == "monthly_loads empty"
    assert said(none_of([low, high, condition("monthly_loads = 500"), empty], account)) == "never"


def test_the_same_words_differently_put_do_not_differ() -> None:
    """Two teams wrote down the same leads in different words."""
    one, other = (
        condition("fit_score >= 70 and account.ideal_customer"),
        condition("account.ideal_customer and not fit_score < 70"),
    )
    assert differ(one, other, lead) == Impossible()


def test_a_shifted_threshold_differs_at_the_record_between() -> None:
    """At 90 here and at 50 there: a lead with 90 tells nothing, one with 50 does."""
    assert said(differ(condition("fit_score >= 90"), condition("fit_score >= 50"), lead)) == "fit_score 50"


def test_records_given_anyway_narrow_the_question() -> None:
    """A hole counts only among the records that a routing is about."""
    rules = [condition("source in ('web', 'event', 'partner')")]
    assert said(none_of(rules, lead)) == "source 'outbound'"
    assert said(none_of(rules, lead, given=[condition("source <> 'outbound'")])) == "never"


def test_always_answers_yes_no_or_undecided() -> None:
    """A condition that an empty field escapes does not always hold."""
    assert always(condition("pain is null or pain is not null"), lead) is True
    assert always(condition("fit_score >= 0"), lead) is False
    assert always(condition("stage >= 'discovery'"), deal) is True
    assert isinstance(always(condition("nope > 5"), lead), Undecided)


def test_conditions_that_never_hold_are_pointed_at_where_they_clash() -> None:
    """The place is the smallest part that shows it."""
    text = "source = 'web' and fit_score > 50 and pain is not null and fit_score < 30"
    mistake = never_true(condition(text), lead)
    assert mistake is not None
    assert mistake.rule == "condition-never-true"
    assert mistake.message == "'fit_score > 50' and 'fit_score < 30' never hold together"
    assert text[mistake.start : mistake.end] == "fit_score > 50 and pain is not null and fit_score < 30"
    alone = never_true(condition("source = 'web' and fit_score > 500"), lead)
    assert alone is not None
    assert alone.message == "'fit_score > 500' can never hold"
    assert never_true(condition("fit_score > 50"), lead) is None


def test_conditions_that_always_hold_are_named() -> None:
    """A condition that keeps nothing apart is a mistake as well."""
    mistake = always_true(condition("pain is null or pain is not null"), lead)
    assert mistake is not None
    assert mistake.message == "'pain is null or pain is not null' holds for every record"
    assert always_true(condition("pain is null"), lead) is None


def test_a_long_chain_of_definitions_is_undecided_not_a_crash() -> None:
    """Definitions that name each other a hundred deep stop at a depth, with the reason."""
    chain = {
        f"d{n}": Column(f"d{n}", Kind.BOOLEAN, test=condition(f"d{n + 1} and (d{n + 1} or x > 1)")) for n in range(100)
    }
    columns = Fields("object 'x'", {**chain, "x": Column("x", Kind.INTEGER)})
    assert said(possible(condition("d0"), columns)) == "undecided: its definitions are nested too deeply"


def test_too_many_combinations_are_undecided() -> None:
    """The budget is a number of steps: nine columns with eight values cannot all differ, which takes long to prove."""
    values = tuple("abcdefgh")
    columns = Fields(
        "object 'x'", {f"c{n}": Column(f"c{n}", Kind.ENUM, values=values, nullable=False) for n in range(9)}
    )
    pairs = " and ".join(f"c{a} <> c{b}" for a in range(9) for b in range(a))
    assert said(possible(condition(pairs), columns)) == "undecided: there are too many combinations to try"


def test_deep_sums_of_definitions_share_their_columns() -> None:
    """A column reached through a definition and directly is one column."""
    assert said(both(condition("qualified_lead"), condition("fit_score < 70"), lead)) == "never"
    assert said(both(condition("qualified_lead"), condition("account.monthly_loads < 200"), lead)) == "never"
