"""What GitLab, viewers of JUnit reports and reviewdog read is what their formats ask for."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from opmodel.engine import FailOn, Outcome, Settings
from opmodel.finding import Span
from opmodel.reports import Options, render
from tests.reports.samples import ACCEPTED, ACME, CLOCK, EMPTY, SUPPRESSED, UNREAD, WEIGHTS, result
from tests.reports.test_hostile import HOSTILE, hostile_result

FILE = replace(UNREAD, family="files")


def suite(fail_on: FailOn) -> ET.Element:
    """Return the suite on some findings, of which one says that a file could not be read."""
    judged = replace(result(WEIGHTS, CLOCK, FILE, ACCEPTED, SUPPRESSED), settings=Settings(fail_on=fail_on))
    return ET.fromstring(render("junit", (judged,), Options()))[0]


def test_gitlab_has_what_it_asks_for() -> None:
    """Every issue has the five keys of the format, a severity that GitLab knows and a fingerprint of its own."""
    found = json.loads(render("gitlab", (ACME,), Options()))
    assert {tuple(one) for one in found} == {("description", "check_name", "fingerprint", "severity", "location")}
    assert {one["severity"] for one in found} == {"critical", "major", "info"}
    assert len({one["fingerprint"] for one in found}) == len(found) == 5
    assert found[-1]["description"].startswith("(accepted) ")


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        (FailOn.ERROR, {WEIGHTS.rule, FILE.rule}),
        (FailOn.WARNING, {WEIGHTS.rule, FILE.rule, CLOCK.rule}),
        (FailOn.NEVER, {FILE.rule}),
    ],
)
def test_a_case_fails_where_the_check_does(fail_on: FailOn, failing: set[str]) -> None:
    """Milder findings pass with their text as output, settled ones are skipped."""
    found: dict[str, set[str]] = {}
    for case in suite(fail_on):
        found.setdefault(case[0].tag, set()).add(case.attrib["name"].partition(":")[0])
    passed = {WEIGHTS.rule, FILE.rule, CLOCK.rule} - failing
    settled = {ACCEPTED.rule, SUPPRESSED.rule}
    assert found == {"failure": failing, "skipped": settled, **({"system-out": passed} if passed else {})}
    assert suite(fail_on).attrib["failures"] == str(len(failing))


def test_a_rule_that_found_nothing_passes() -> None:
    """What was checked and holds is a case of its own; what had nothing to look at is none."""
    outcomes = (Outcome("holds", 3, (), ()), Outcome("idle", 0, (), ()))
    (only,) = ET.fromstring(render("junit", (replace(EMPTY, outcomes=outcomes),), Options()))
    assert [(case.attrib["name"], len(case)) for case in only] == [("holds", 0)]


@pytest.mark.parametrize("text", [*HOSTILE, "\x00\x0b\x1f\ufffe\uffff\ufdd0", "<a>&amp;]]>\"'"])
def test_junit_is_always_a_document(text: str) -> None:
    """No character of a model makes it one that a parser refuses."""
    report = render("junit", (hostile_result(text),), Options())
    assert report.isascii()
    assert len(ET.fromstring(report)[0]) == 1


def test_reviewdog_counts_bytes() -> None:
    """Columns are those of UTF-8: three letters of nine bytes before the place move it by six."""
    odd = replace(WEIGHTS, span=Span("a.yaml", 1, 4, 1, 6), notes=())
    found = replace(result(odd), texts={"a.yaml": "収益は値段\n"})
    (one,) = json.loads(render("rdjson", (found,), Options()))["diagnostics"]
    assert one["location"]["range"] == {"start": {"line": 1, "column": 10}, "end": {"line": 1, "column": 16}}


def test_reviewdog_knows_how_bad_it_is() -> None:
    """The whole is as bad as its worst finding; without findings nothing is said of it."""
    assert json.loads(render("rdjson", (result(CLOCK),), Options()))["severity"] == "WARNING"
    assert "severity" not in json.loads(render("rdjson", (EMPTY,), Options()))


@pytest.mark.parametrize("format_", ["gitlab", "rdjson", "sarif"])
def test_nothing_is_a_link_or_a_mention(format_: str) -> None:
    """Viewers that read Markdown find none of a model's links, tags and mentions in a message."""
    text = "![x](y) [a][b] <img src=z> @everyone a@b.com #12 </details>"
    report = json.dumps(json.loads(render(format_, (result(replace(WEIGHTS, message=text)),), Options())))
    assert "![x] (y) [a] [b] < img src=z> @ everyone a@b.com # 12 < /details>" in report
