"""What breaks a policy: conditions over entries, queries, and whatever cannot be judged."""

import pytest

from opmodel.engine import Level, Profile, RuleSettings, Settings
from opmodel.finding import Severity
from tests.policies.judged import MODEL, broken, each, findings, query, result
from tests.tables.test_sandbox import REFUSED

CLOCK = each("transitions", "sla_within_hours <= 24", where="is_handoff")


def test_empty_never_passes() -> None:
    """What is empty is not below a limit, not above it, and not unequal to it; drafts are left alone."""
    for require in ("sla_within_hours <= 24", "sla_within_hours > 0", "not sla_within_hours > 99", "sla_clock <> 'x'"):
        assert "transition/answer_form" in broken(each("transitions", require))
    assert broken(CLOCK) == ["transition/answer_form", "transition/pass_on"]


def test_what_is_not_known_breaks_it_too() -> None:
    """Nobody gets around a policy by writing that something is unknown or left out on purpose."""
    for absence in ("unknown: [sla]", "withheld: [sla]", "none: {sla: not here}"):
        model = MODEL.replace("answer: {", f"answer: {{{absence}, ").replace(", sla: {within: 4h}", "")
        assert "transition/answer" in broken(CLOCK, model)


def test_what_where_cannot_tell_is_not_checked() -> None:
    """An entry that says that what `where` asks about is unknown is named among what could not be checked."""
    model = MODEL.replace("talking: {type: open, owner: sdr}", "talking: {type: open, owner: sdr, unknown: [stall]}")
    text = each("stages", "owner is not null", where="stall_after_hours > 24")
    missing = [one for one in result(text, model).not_checked if one.rule == "ours"]
    assert [(one.entity, one.fields) for one in missing] == [("stage/talking", ("stall",))]


def test_a_finding_says_where_who_and_why() -> None:
    """It stands at the entry, fills the blanks of the message, asks the owner and helps with the why."""
    more = "    owner: ae\n    message: \"'{id}' leaves {from_function} and waits {sla_within_hours} hours {oops"
    found = findings(each("transitions", "sla_within_hours <= 24", more=f'{more}"\n'))
    first = next(one for one in found if one.entity == "transition/pass_on")
    assert first.message == "'pass_on' leaves sales and waits 72 hours {oops"
    assert (first.rule, first.family, first.severity, first.owner, first.help) == (
        *("ours", "policies", Severity.ERROR),
        *("ae", "We said so."),
    )
    assert first.span.file == "a.yaml"
    assert findings(CLOCK)[0].fingerprint == found[0].fingerprint
    without = next(one for one in findings(CLOCK) if one.entity == "transition/pass_on")
    assert without.message == "transition 'pass_on' does not keep to the policy 'ours': sla_within_hours <= 24"


def test_an_owner_that_the_model_lacks() -> None:
    """Whoever answers for the entry is asked then: a policy may be for several models."""
    text = each("stages", "stall_after_hours is not null", more="    owner: head_of_nothing\n")
    assert {one.owner for one in findings(text) if one.entity == "stage/talking"} == {"sdr"}


def test_rows_of_a_query() -> None:
    """Each row is a violation at its field, with its message; equal rows are one, drafts none."""
    sql = "select 'transition' as kind, id, 'sla.within' as field, id || ' waits' as message from transitions"
    found = findings(
        query(f"{sql} where sla_within_hours > 24 or state = 'draft' union all {sql} where id = 'pass_on'")
    )
    assert [(one.entity, one.path, one.message) for one in found] == [
        ("transition/pass_on", "transitions.pass_on.sla.within", "pass_on waits")
    ]
    line = MODEL.splitlines().index("  pass_on: {from: talking, to: offer, kind: handoff, sla: {within: 3d}}") + 1
    assert found[0].span.line == line


def test_a_query_may_ask_what_rules_found() -> None:
    """The table of findings holds what the rules said of the same records."""
    sql = "select 'transition' as kind, substr(entity, 12) as id from findings where entity like 'transition/%'"
    assert broken(query(sql)) == sorted(
        {
            one.entity
            for one in result(query(sql)).findings
            if one.family != "policies" and one.entity.startswith("transition/")
        }
    )


LONG = {
    "select 'stage' as kind, max(a.source) as id from edges a, edges b, edges c, edges d, edges e, edges f": "steps",
    "with recursive r(n) as (select 1 union all select n + 1 from r) select 'stage' kind, max(n) id from r": "steps",
    "select 'stage' as kind, randomblob(1000000000) as id": "the function 'randomblob' is not allowed",
    "select 'stage' as kind, id from stages where owner_ = 'x'": "did you mean 'owner'?",
    'select "stage" as kind, id from stages': "there is no column 'stage'",
    "select id from stages": "its query has no column 'kind'",
    "select id as kind from stages where false": "its query has no column 'id'",
    "select 'stages' as kind, id from stages": "which is none; write 'stage'",
    "select 'stage' as kind, 'offr' as id": "names stage/offr, which the model does not have",
    "select 'stage' as kind, null as id": "which the model does not have",
    "select 'stage' as kind, 1.5 as id": "which the model does not have",
}

FORBIDDEN = [one for one in REFUSED if one.strip() and one.isprintable() and "reaches" not in one]
"""What no query may do; those about `reaches` name what the model there has."""


@pytest.mark.parametrize("sql", [*LONG, *FORBIDDEN])
def test_what_cannot_be_judged_fails(sql: str) -> None:
    """A statement that is refused, interrupted or means nothing is an error at its place, whatever its severity."""
    found = findings(query(sql, severity="note"))
    assert [(one.severity, one.span.file, one.span.line, one.rule) for one in found] == [
        (Severity.ERROR, "policies/own.yaml", 5, "ours")
    ]
    assert found[0].message.startswith("policy 'ours' cannot be judged: ")
    assert LONG.get(sql, REFUSED.get(sql, "")) in found[0].message
    assert result(query(sql, severity="note")).exit_code == 1


def test_a_condition_has_a_budget() -> None:
    """Conditions over many entries end as queries do."""
    long = " or ".join(f"id = 'x{number}'" for number in range(400))
    stages = "".join(f"  s{number}: {{type: open}}\n" for number in range(1500))
    found = findings(each("stages", long), f"stages:\n{stages}")
    assert [one.message for one in found] == [
        "policy 'ours' cannot be judged: its conditions take more than 500,000 steps; make them shorter"
    ]


def test_settings_speak_about_policies() -> None:
    """A policy has a level as a rule has one, by its name or by its family."""
    for name in ("ours", "policies"):
        for level in (Level.NOTE, Level.OFF):
            settings = Settings(profile=Profile.CORE, rules={name: RuleSettings(level)})
            found = [one for one in result(CLOCK, settings=settings).findings if one.family == "policies"]
            assert [one.severity.value for one in found] == [level.value] * (2 if level is Level.NOTE else 0)
