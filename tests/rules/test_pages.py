"""The page of a rule is its documentation and its test: what it claims must be what the program does."""

import importlib
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from opmodel import discover
from opmodel.engine import Rule, rules
from opmodel.engine.page import PROFILES
from opmodel.finding import Finding, Severity, Status
from opmodel.model.fields import declared_by, is_declared
from opmodel.model.sections import sections
from opmodel.model.shapes import Shape
from opmodel.model.structures import ByForm, Keyed
from opmodel.reports.text import finding_text
from tests.rules import examples as pages
from tests.rules.examples import Example

RULES = rules()
EXAMPLES = tuple(pages.examples())
ORDER = re.compile(
    r"Why it matters\|Bad\|(Findings\|)?Good\|((Bad|Good): [^|]+\|)*(Parameters\|)?When to accept it\|Source\|"
)
SHAPE_FAMILIES = ("files", "references", "expressions")
"""Families whose examples are models with something wrong in their text, which other rules may see too."""

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_findings_stand_where_the_page_marks_them(example: Example, tmp_path: Path) -> None:
    """A Bad example has open findings exactly on its marked lines, a Good one has none."""
    result = pages.strict(example.load(tmp_path), example.rule, example.history)
    found = Counter(
        (finding.span.file, finding.span.line) for finding in result.findings if finding.status is Status.OPEN
    )
    assert found == example.marked(), "\n".join(finding.message for finding in result.findings)
    assert bool(found) == example.heading.startswith("Bad"), "a Bad example has findings, a Good one none"


GUARDED = [pytest.param(unguarded, id=f"{one.name} {mark}") for one in EXAMPLES for mark, unguarded in one.guards()]


@pytest.mark.parametrize("unguarded", GUARDED)
def test_example_is_good_because_of_its_guard(unguarded: Example, tmp_path: Path) -> None:
    """A Good example of which a marked guard is taken out has a finding, and is otherwise a sound model."""
    model = unguarded.load(tmp_path)
    found = [
        one for one in pages.strict(model, unguarded.rule, unguarded.history).findings if one.status is Status.OPEN
    ]
    assert unguarded.heading.startswith("Good")
    assert found
    assert [fault.message for fault in model.resolve(pages.DAY).faults if fault.rule != unguarded.rule.name] == []


@pytest.mark.parametrize(
    "example", [one for one in EXAMPLES if one.rule.family not in SHAPE_FAMILIES], ids=lambda example: example.name
)
def test_examples_are_sound_models(example: Example, tmp_path: Path) -> None:
    """An example has no fault of reading but the one its page is about."""
    model = example.load(tmp_path).resolve(pages.DAY)
    assert [fault.message for fault in model.faults if fault.rule != example.rule.name] == []


@every_rule
def test_page_shows_the_findings_as_reported(rule: Rule, tmp_path: Path, *, accept: bool) -> None:
    """The text below Findings is what the text report says about the first Bad example."""
    example = next((one for one in EXAMPLES if one.rule == rule and one.heading == "Bad"), None)
    if example is None:
        pytest.skip("the Bad of this rule cannot stand in a page")
    result = pages.strict(example.load(tmp_path), rule, example.history)
    said = "\n\n".join(finding_text(finding, result.texts).strip("\n") for finding in result.findings) + "\n"
    page = pages.path(rule)
    written = page.read_text(encoding="utf-8")
    if accept and pages.expected_text(written) != said:
        page.write_text(pages.with_text(written, said), encoding="utf-8")
    elif not accept:
        assert pages.expected_text(written) == said


@every_rule
def test_front_matter_is_understood(rule: Rule) -> None:
    """A page names a profile, rows of the diagnosis M01 to M91, and guards that are fields of the language."""
    page = rule.page
    assert page.profile in PROFILES
    assert [row for row in page.rows if not re.fullmatch(r"M\d\d", row) or not 1 <= int(row[1:]) <= 91] == []
    assert set(page.guards) <= _field_names()


def _field_names() -> frozenset[str]:
    """Return every key of every section and group, and the names of all sections."""
    kinds = [
        value
        for module in discover.modules("opmodel.model")
        for value in vars(module).values()
        if isinstance(value, type) and is_declared(value)
    ]
    return frozenset(sections()) | {name for kind in kinds for name in declared_by(kind).fields.keys}


@every_rule
def test_needs_are_fields_of_the_language(rule: Rule) -> None:
    """What a rule must know of an entity is a field of its section, or of what stands below one."""
    assert [need for need in rule.needs if not _is_field(need)] == []


@pytest.mark.parametrize(
    "need", ["stages", "stage.owner", "stages.ownr", "stages.owner.name", "incentives.measures.wight"]
)
def test_need_with_a_slip_is_no_field(need: str) -> None:
    """A section, a field or a field of a map's entries that nothing declares would never be waited for."""
    assert not _is_field(need)


def _is_field(need: str) -> bool:
    """Tell whether `section.field.below` leads through the declarations; it leaves out the ids of maps."""
    section, _, path = need.partition(".")
    first, *below = path.split(".")
    key = sections()[section].fields.keys.get(first) if section in sections() else None
    shape = key.shape if key else None
    for part in below:
        shape = _below(shape, part) if shape else None
    return shape is not None


def _below(shape: Shape[object], part: str) -> Shape[object] | None:
    match shape:
        case Keyed():
            return shape.group.inner(part)
        case ByForm():
            return next((found for form in shape.forms if (found := _below(form, part))), None)
    return shape.inner(part)


@every_rule
def test_page_has_its_headings_in_order(rule: Rule) -> None:
    """A page says what must hold, why, what is bad, what is reported, what is good, and where it comes from."""
    text = rule.page.text
    assert text.startswith(f"# {rule.name}\n")
    assert re.fullmatch(r"[^.!?]+(\.[^.!?\s]+)*[^.!?]*\.", rule.page.sentence), "one sentence says what must hold"
    parts = pages.parts(text)
    assert ORDER.fullmatch("".join(f"{part.heading}|" for part in parts))
    assert [part.heading for part in parts if not part.text.strip()] == []
    assert importlib.import_module(rule.function.__module__).__doc__


@every_rule
def test_bad_example_comes_with_its_findings(rule: Rule) -> None:
    """A page with a first Bad example shows the text of its findings."""
    shows = any(one.rule == rule and one.heading == "Bad" for one in EXAMPLES)
    assert shows == (pages.expected_text(rule.page.text) is not None)
    alone = rule.family == "files" or rule.name == "stale-baseline-entry"
    assert shows or alone, "only files of their own can be broken in a way that no page can show"


@every_rule
def test_parameters_are_documented(rule: Rule) -> None:
    """The table of parameters names each parameter with its default and says what it means."""
    part = next((part for part in pages.parts(rule.page.text) if part.heading == "Parameters"), None)
    rows = re.findall(r"^\| (\w+) \| (.*?) \| (.+?) \|$", part.text, re.MULTILINE) if part else []
    written = {name: default for name, default, _ in rows if name != "name"}
    assert written == {name: _default(value) for name, value in rule.parameters.items()}


def _default(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


@every_rule
def test_rule_without_a_source_is_a_note(rule: Rule) -> None:
    """What nobody has written down or practised is not called wrong."""
    source = next((part.text.strip() for part in pages.parts(rule.page.text) if part.heading == "Source"), "None")
    assert rule.severity is Severity.NOTE or not re.match(r"None\b|No source", source)


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    """Rules and pages stand in pairs."""
    assert {pages.path(rule) for rule in RULES} == set(pages.FOLDER.rglob("*.md"))


def test_every_module_is_one_rule() -> None:
    """A file below a family holds exactly one rule, named like the file."""
    assert sorted(rule.function.__module__ for rule in RULES) == list(discover.names("opmodel.rules"))


def test_findings_are_written_for_the_owner_of_the_model(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every message of every example is one line that starts in lower case and has no full stop at its end."""
    for example in EXAMPLES:
        for finding in pages.strict(
            example.load(tmp_path_factory.mktemp("page")), example.rule, example.history
        ).findings:
            _is_readable(finding)


def _is_readable(finding: Finding) -> None:
    assert "\n" not in finding.message
    assert finding.message[:1] == finding.message[:1].lower(), finding.message
    assert not finding.message.endswith("."), finding.message


def test_markers_name_rules() -> None:
    """A marker on a line of an example names the rule of its page."""
    assert [one.name for one in EXAMPLES if _strangers(one.files, one.rule)] == []


def _strangers(files: Mapping[str, str], rule: Rule) -> list[str]:
    marks = (mark for text in files.values() for mark in re.findall(r"# finding: (\S+)", text))
    return [mark for mark in marks if mark != rule.name]
