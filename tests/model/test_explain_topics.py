"""The pages beside those of the sections: up to date, and every example in them is read by the program."""

import enum
import re
from pathlib import Path

import pytest

from opmodel.cli.language import entries, entry, names, setting, topic, topics
from opmodel.engine import Level, Profile, rules
from opmodel.errors import UsageError
from opmodel.expressions import Mistake, check, parse_condition
from opmodel.finding import Severity, Status
from opmodel.incentives.verdict import Verdict
from opmodel.model import sections
from opmodel.model.columns import ObjectColumns
from opmodel.model.explain import choice_page, field_page, key_names, keys_page, section_page
from opmodel.model.values import duration
from opmodel.policy import read_settings
from tests.model.models import faults, model, of_files

FOLDER = Path(__file__).parents[2] / "docs" / "language"
UNDECLARED = {"unknown-reference", "definition-missing"}


def _blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", topic(page), re.DOTALL)


def _rows(page: str, heading: str) -> list[tuple[str, str]]:
    """Return the rows of the first table below a heading: first cells without their backticks, and the second."""
    part = topic(page).partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", part, re.MULTILINE)
    assert rows
    return rows


@pytest.mark.parametrize("name", topics())
def test_pages_are_up_to_date(name: str, request: pytest.FixtureRequest) -> None:
    """The page in the documentation is what the program says; `pytest --accept` rewrites it."""
    page = FOLDER / f"{name}.md"
    if request.config.getoption("--accept", default=False):
        page.write_text(topic(name), encoding="utf-8")
    assert page.is_file(), "run pytest --accept tests/model"
    assert page.read_text(encoding="utf-8") == topic(name), "run pytest --accept tests/model"


@pytest.mark.parametrize("page", ["conditions", "values"])
def test_examples_read_without_a_fault(page: str) -> None:
    """Every example says nothing wrong; only its neighbours are not declared."""
    for example in _blocks(page, "yaml"):
        assert {fault.rule for fault in faults(example)} <= UNDECLARED


def test_example_of_the_conditions_is_whole() -> None:
    """Conditions are judged against declared columns, so nothing is missing there."""
    (example,) = _blocks("conditions", "yaml")
    assert faults(example) == ()


def test_conditions_fit_the_object_of_the_page() -> None:
    """Every line of the page is understood, and its columns and types are those of the example."""
    (example,), (lines,) = _blocks("conditions", "yaml"), _blocks("conditions", "sql")
    columns = ObjectColumns(model(example), "deal")
    for line in lines.splitlines():
        tree = parse_condition(line)
        assert not isinstance(tree, Mistake), line
        assert check(tree, columns) == (), line


def test_slips_are_slips_and_their_mends_are_not() -> None:
    """What people write is refused with a way out, what the page says instead fits the object of the page."""
    (example,) = _blocks("conditions", "yaml")
    columns = ObjectColumns(model(example), "deal")
    for slip, mend in _rows("conditions", "Usual slips"):
        refused, tree = parse_condition(slip), parse_condition(mend.strip("`"))
        assert isinstance(refused, Mistake), slip
        assert refused.help, slip
        assert not isinstance(tree, Mistake), mend
        assert check(tree, columns) == (), mend


def test_durations_of_the_page_are_durations() -> None:
    """Every duration is read, and every unit of the language has a row."""
    found = [duration(text) for text, _ in _rows("values", "Durations")]
    assert {one.unit for one in found if one} == {"min", "h", "bh", "d", "bd", "w", "mo", "q", "y"}
    assert None not in found


@pytest.mark.parametrize("text", [text for text, _ in _rows("values", "Amounts that are not exact")])
def test_inexact_amounts_of_the_page_are_read(text: str) -> None:
    """A target takes all of them: numbers and durations, about, between and by dimension."""
    example = f"kpis: {{k: {{aggregation: sum, object: deal, target: {{value: {text}, period: year}}}}}}"
    assert {fault.rule for fault in faults(example)} <= UNDECLARED


def test_what_the_page_of_values_refuses_is_refused() -> None:
    """A bare `m`, a money text with commas or a sign, `yes` for a mark and a mark that is false are faults."""
    for text in (
        "decisions: {d: {within: 3m}}",
        'kpis: {k: {aggregation: sum, target: {value: "2,500,000", period: year}}}',
        "kpis: {k: {aggregation: sum, target: {value: $2.5m, period: year}}}",
        "roles: {r: {jointly: yes}}",
        "roles: {r: {jointly: false}}",
        "stages: {s: {type: open, probability: 40%}}",
    ):
        assert {fault.rule for fault in faults(text)} - UNDECLARED, text


def test_example_of_the_manifest_is_one() -> None:
    """The manifest of the page is read without a fault, and its settings are understood."""
    (example,) = _blocks("manifest", "yaml")
    read = of_files({"opmodel.yaml": example})
    assert {fault.rule for fault in read.faults} <= UNDECLARED
    assert read_settings(read.manifest.check, rules()).profile is Profile.CORE


def test_example_of_check_is_understood() -> None:
    """The rules, families and parameters that the page names exist."""
    (example,) = _blocks("check", "yaml")
    settings = read_settings(of_files({"opmodel.yaml": f"opmodel: 1\n{example}"}).manifest.check, rules())
    assert settings.level("handoff-without-sla", "handoffs") is Level.ERROR
    assert settings.level("stage-without-time-limit", "transitions") is Level.OFF
    assert settings.parameters("weights-do-not-add-up") == {"tolerance_percent": 0.1}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("manifest", "### model.approvers"),
        ("opmodel.yaml", "# manifest"),
        ("model", "| `north_star` | an id from kpis |"),
        ("model.north_star", "takes: an id from kpis"),
        ("manifest.model.north_star", "takes: an id from kpis"),
        ("check", "| `fail_on` | error, warning, note or never |"),
        ("check.profile", "core, recommended, strict or workshop"),
        ("check.rules", "error, warning, note or off"),
        ("condition", "# conditions"),
        ("durations", "# Durations"),
        ("bd", "business day"),
        ("absences", "withheld"),
    ],
)
def test_topics_are_found_by_what_people_call_them(name: str, says: str) -> None:
    """The manifest, its keys and the topics have pages under several names."""
    assert says in topic(name)


@pytest.mark.parametrize("name", ["none", "unknown", "bd", "statements"])
def test_a_word_among_values_shows_its_chapter_alone(name: str) -> None:
    """Who asks for one word gets what is about it, and the way to the whole page."""
    assert "\n## " not in topic(name)
    assert "`opmodel explain values`" in topic(name)


def test_names_lead_to_pages() -> None:
    """Every name that is suggested has a page, and none hides a section."""
    assert all(topic(name) for name in names())
    assert not {*names()} & {*sections()}
    assert topic("nonsense") == ""


@pytest.mark.parametrize("words", [Verdict, Status, Severity])
def test_words_of_reports_are_explained(words: type[enum.Enum]) -> None:
    """How sure, how bad and where a finding stands: the glossary has every word of it."""
    assert [one.value for one in words if one is not Status.PROPOSED and not entry(one.value)] == []


def test_words_of_the_glossary_are_found_once() -> None:
    """No word hides or is hidden by a section, and each leads to one entry."""
    headings = re.findall(r"^## (.+)$", topic("glossary"), re.MULTILINE)
    assert sum(len(one.split(", ")) for one in headings) == len(entries())
    assert not entries().keys() & {*names(), *sections()}


def test_every_key_is_found_by_its_own_name() -> None:
    """Messages name keys without what they stand below; each has a page by that name."""
    assert [name for name in key_names() if not keys_page(name)] == []
    assert keys_page("stall.after") == field_page("stages.stall.after")


@pytest.mark.parametrize(
    ("word", "key"),
    [("outcome", "kpis.kind"), ("queue", "roles.level"), ("holding", "stages.type"), ("entered", "stages.stall.since")],
)
def test_words_that_keys_take_lead_to_their_keys(word: str, key: str) -> None:
    """A word of the language is explained by the keys that take it, with what it tells apart there."""
    assert f"- `{key}`: " in choice_page(word)
    assert choice_page("nonsense") == ""


def test_settings_are_found_by_their_own_name() -> None:
    """A number that decides about findings is explained without what it stands below."""
    assert setting("counterweight_percent") == topic("check.incentives.counterweight_percent")
    assert setting("nonsense") == ""


def test_unknown_key_of_the_manifest_says_what_is_close() -> None:
    """A key that the manifest lacks is a usage error with the nearest one."""
    with pytest.raises(UsageError) as caught:
        topic("model.north_sta")
    assert str(caught.value) == "'model' has no key 'north_sta'; did you mean 'north_star'?"


def test_short_forms_are_said() -> None:
    """Where a bare value stands for a map, the page says so, and it says nothing twice."""
    assert "takes: a map from an id to a date such as 2026-01-31" in field_page("definitions.approvers")
    for name in sections():
        assert "or a map with the keys below, or a map" not in section_page(name)
