"""Influences: effects in all their forms, the slips of writing them, and what they refer to."""

import pytest

from opmodel.incentives.influence.network import network_of
from opmodel.model.sections.influences import Effect, GroundsType, Influence
from opmodel.model.values import Duration
from tests.model.models import faults, model, one, place

HEAD = "levers: {outreach: {}}\nkpis: {meetings: {aggregation: count}, win_rate: {aggregation: ratio}}\n"


def _read(effect: str) -> Effect:
    found = model(f"{HEAD}influences: {{outreach: {{meetings: {effect}}}}}")
    assert found.faults == ()
    influence = found.get(Influence, "outreach")
    assert influence is not None
    return influence.effects[0]


@pytest.mark.parametrize(
    ("written", "sign", "band", "declared"),
    [
        ("+weak", 1, (0.05, 0.15, 0.25), True),
        ("-medium", -1, (0.25, 0.40, 0.55), True),
        ("+strong", 1, (0.55, 0.75, 0.95), True),
        ("+0.6", 1, (0.6, 0.6, 0.6), True),
        ("-.25", -1, (0.25, 0.25, 0.25), True),
        ("-1", -1, (1, 1, 1), True),
        ("+0", 1, (0, 0, 0), True),
        ("+", 1, (0.05, 0.40, 0.95), False),
        ('"-"', -1, (0.05, 0.40, 0.95), False),
        ("-", -1, (0.05, 0.40, 0.95), False),
        ('"+0.6"', 1, (0.6, 0.6, 0.6), True),
    ],
)
def test_effects_have_a_sign_and_a_band(written: str, sign: int, band: tuple[float, ...], declared: bool) -> None:
    """A word is a band, a number is itself, and a bare sign leaves the whole band open."""
    effect = _read(written)
    value = effect.effect
    assert (effect.to, effect.lag, effect.evidence) == ("meetings", None, None)
    assert (value.sign, (value.low, value.likely, value.high), value.declared) == (sign, band, declared)
    assert str(value) == written.strip('"')


def test_an_effect_may_say_when_it_is_felt_and_why_it_is_believed() -> None:
    """The long form holds the same effect beside its lag and its evidence."""
    effect = _read("{effect: +0.6, lag: 3mo, evidence: {type: data, ref: churn study of May 2026}}")
    assert effect.effect == _read("+0.6").effect
    assert effect.lag == Duration(3, "mo")
    assert effect.evidence is not None
    assert (effect.evidence.type, effect.evidence.ref) == (GroundsType.DATA, "churn study of May 2026")


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("strong", "put the sign before it: +strong or -strong"),
        ("0.6", "put the sign before it: +0.6 or -0.6"),
        ("1.4", "the strengths are weak, medium, strong and the numbers from 0 to 1"),
        ("60", "put the sign before it: +0.6 or -0.6"),
        ("60%", "put the sign before it: +0.6 or -0.6"),
        ("+60%", "the strength is a number from 0 to 1: write +0.6"),
        ("-60", "the strength is a number from 0 to 1: write -0.6"),
        ("+1000", "the strengths are weak, medium, strong and the numbers from 0 to 1"),
        ("-0.5.5", "the strengths are weak, medium, strong and the numbers from 0 to 1"),
        ("+storng", "write +strong"),
        ("+huge", "the strengths are weak, medium, strong and the numbers from 0 to 1"),
        ("+ strong", "write +strong without a blank"),
        ("+Strong", "write +strong"),
        ("\u2212weak", "write -weak"),
        ("negative", 'write "-"'),
        ("[weak]", "write -weak without a blank: a - and a blank start a list"),
        ("[-weak]", "write -weak"),
        ("[-weak, -strong]", ""),
        ("[0.6]", "write -0.6 without a blank: a - and a blank start a list"),
        ("much", ""),
        ("null", ""),
        ('""', ""),
    ],
)
def test_slips_are_answered_with_their_mend(written: str, help: str) -> None:
    """Whatever is no effect is a wrong type at its own place; where the meaning is clear, its help can be typed."""
    fault = one(f"{HEAD}influences: {{outreach: {{meetings: {written}}}}}", "wrong-type")
    assert fault.message.startswith(
        "influence 'outreach': meetings must be a sign and a strength such as +strong, -weak or +0.6, not "
    )
    assert (fault.help, place(fault), fault.path) == (help, (3, 35), "influences.outreach.meetings")


def test_a_minus_sign_and_a_blank_below_the_key_are_a_list() -> None:
    """The slip in its commonest form."""
    fault = one(f"{HEAD}influences:\n  outreach:\n    meetings:\n      - weak\n", "wrong-type")
    assert fault.help == "write -weak without a blank: a - and a blank start a list"
    assert place(fault) == (6, 7)


def test_an_effect_of_a_kpi_on_itself_says_nothing() -> None:
    """It is one fault, whatever else the KPI moves."""
    for own in ("meetings", "kpi/meetings"):
        fault = one(f"{HEAD}influences: {{meetings: {{win_rate: +weak, {own}: +weak}}}}", "wrong-type")
        assert fault.message == (
            "influence 'meetings' leads from 'meetings' to itself: an effect of a KPI on itself says nothing"
        )
        assert place(fault) == (3, 42)


def test_an_influence_is_exerted_by_its_id_and_felt_by_its_keys() -> None:
    """Both ends are edges, and the entity is found like any other."""
    found = model(HEAD + "influences: {outreach: {meetings: +}, meetings: {kpi/win_rate: -weak}}")
    assert found.faults == ()
    assert [(link.source, link.edge, link.target) for link in found.links] == [
        ("influence/outreach", "exerted_by", "lever/outreach"),
        ("influence/outreach", "felt_by", "kpi/meetings"),
        ("influence/meetings", "exerted_by", "kpi/meetings"),
        ("influence/meetings", "felt_by", "kpi/win_rate"),
    ]
    influence = found.get(Influence, "influence/meetings")
    assert influence is not None
    assert (influence.source, influence.answering, influence.label) == ("meetings", (), "Meetings")
    assert found.span(influence.where("kpi/win_rate")).column == 64


def test_an_id_that_nothing_has_is_unknown() -> None:
    """The place is the id of the entry, and a lever or KPI that is meant is suggested."""
    fault = one(HEAD + "influences: {outraech: {meetings: +}}", "unknown-reference")
    assert fault.message == "influence 'outraech' names 'outraech', but there is no such lever or kpi"
    assert (fault.help, place(fault), fault.path) == ("did you mean 'outreach'?", (3, 14), "influences.outraech")
    fault = one(HEAD + "influences: {discount: {meetings: +}}", "unknown-reference")
    assert fault.help == "declare it below levers:"


def test_an_id_of_a_lever_and_a_kpi_is_ambiguous() -> None:
    """No id can be written in a longer form, so one of the two has to be renamed."""
    text = "levers: {meetings: {}}\nkpis: {meetings: {aggregation: count}, other: {aggregation: sum}}\n"
    fault = one(text + "influences: {meetings: {other: +}}", "ambiguous-reference")
    assert fault.message == "influence 'meetings' names 'meetings', which is a lever and a kpi"
    assert fault.help == "rename one of them: an id has no other form"


def test_only_kpis_are_moved() -> None:
    """A lever is decided about, so nothing moves it."""
    fault = one(HEAD + "influences: {meetings: {outreach: +}}", "unknown-reference")
    assert fault.help == "lever/outreach exists, but this field takes kpis"


def test_an_effect_may_be_unknown() -> None:
    """That something moves a KPI may be known, and how not."""
    found = model(HEAD + "influences: {outreach: {meetings: +, unknown: [win_rate]}}")
    assert found.faults == ()
    assert list(found.entities["influence/outreach"].absences) == ["win_rate"]


def test_an_effect_that_cannot_be_read_takes_no_other_with_it() -> None:
    """What stands beside it is understood, and what the lever does to the rest counts as unknown."""
    found = model(f"{HEAD}influences: {{outreach: {{meetings: 1.4, win_rate: -weak}}}}")
    influence = found.get(Influence, "outreach")
    assert [fault.rule for fault in found.faults] == ["wrong-type"]
    assert influence is not None
    assert [effect.to for effect in influence.effects] == ["win_rate"]
    network = network_of(found)
    assert [network.names[node] for node in network.hidden] == ["lever/outreach"]


@pytest.mark.parametrize("body", ["", "{}", "{unknown: [meetings]}", "{unknown: null}"])
def test_an_influence_without_effects_says_nothing_wrong(body: str) -> None:
    """An entry whose effects are still to be written is no fault."""
    found = model(f"{HEAD}influences: {{outreach: {body}}}")
    assert found.faults == ()
    influence = found.get(Influence, "outreach")
    assert influence is not None
    assert influence.effects == ()


def test_an_influence_is_a_map() -> None:
    """A list of KPIs has no signs."""
    fault = one(HEAD + "influences: {outreach: [meetings]}", "wrong-type")
    assert fault.message.endswith(", not a list")


def test_an_influence_has_no_keys_of_its_own() -> None:
    """Every key is the id of a KPI; a description belongs to the lever or to the evidence of an effect."""
    found = faults(HEAD + "influences: {outreach: {meetings: +, description: calls}}")
    assert {fault.rule for fault in found} == {"unknown-reference", "wrong-type"}
