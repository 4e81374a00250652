"""Nothing from a model commands a terminal or a build log, in any format."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.engine import Outcome, Result, Settings
from opmodel.finding import Finding, Note, Severity, Span
from opmodel.reports import Options, formats, render, shown
from tests.reports.runner import commands, parsed

OURS = {"error", "warning", "notice"}
"""The commands of the format `github`; no other format has any."""
HOSTILE = (
    "\n::error::owned",
    "::error file=a::owned",
    "  ::stop-commands::x",
    "##[error]owned",
    "###[add-mask]owned",
    "a\r::set-output name=x::y",
    "\x1b[31mred\x1b[0m \x1b]8;;http://example.com\x07link",
    "\u202eright to left\u2066",
    "zero\u200bwidth\ufeff\u2060",
    "tag\U000e0041 \u3164filler \x85 \u2028 \u2029",
    "lone \ud800 surrogate",
    "100% %0A::error::x",
    "long " * 40 + "::error::wrapped " * 20,
)
OBEYED = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def hostile_result(text: str) -> Result:
    """Return a result with the same text in every place that comes from a model."""
    file = f"{text}.yaml"
    span = Span(file, 1, 2, 1, 4)
    finding = Finding(
        "weights-do-not-add-up",
        "incentives",
        Severity.ERROR,
        text,
        span,
        entity=f"stage/{text}",
        path=text,
        owner=text,
        help=text,
        notes=(Note(span, text), Note(Span("other.yaml", 9, 9, 9, 9), text)),
        evidence=(text, text),
        scopes=(text,),
        data={text: text},
        fingerprint="0" * 16,
    )
    outcome = Outcome("weights-do-not-add-up", 1, (finding,), ())
    return Result(text, text, Settings(), (outcome,), (file,), {text: text}, {file: text}, 1)


def theirs(format_: str, log: str) -> list[str]:
    """Return the lines that the runner would obey although they are none of our annotations."""
    if format_ != "github":
        return commands(log)
    places = {"file", "line", "endline", "col", "endcolumn", "title"}
    found = zip(commands(log), parsed(log), strict=True)
    return [
        line
        for line, one in found
        if one.name not in OURS or set(one.properties) - places or not line.startswith(f"::{one.name} ")
    ]


def unsafe(report: str) -> set[str]:
    """Return the characters of a report that a terminal obeys or hides."""
    return {char for char in report if char != "\n" and unicodedata.category(char) in OBEYED}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("format_", formats())
def test_no_format_lets_a_command_through(format_: str, text: str) -> None:
    """The runner's parsers find no command and a terminal no control character, with one model and with two."""
    results = (hostile_result(text), hostile_result(f"2{text}"))
    for report in (render(format_, results[:1], Options()), render(format_, results, Options())):
        assert theirs(format_, report) == []
        assert unsafe(report) == set()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(categories=["C", "Z", "P", "L", "M"]), max_size=60))
def test_no_text_makes_a_report_unsafe(text: str) -> None:
    """Whatever stands in a model, every format can write it for a terminal."""
    for format_ in formats():
        report = render(format_, (hostile_result(text),), Options())
        assert unsafe(report) == set()
        assert theirs(format_, report) == []
        report.encode("utf-8")


def test_colours_are_ours_alone() -> None:
    """With colours on, the only escapes are the ones that colour and reset."""
    report = render("text", (hostile_result("\x1b[2J"),), Options(color=True))
    assert set(report.split("\x1b")[1:]) != set()
    assert all(
        part[0] == "[" and part.split("m")[0][1:].replace(";", "").isdigit() for part in report.split("\x1b")[1:]
    )


def test_what_is_escaped_can_be_read() -> None:
    """Escapes are those of YAML, so that a reader can find the character in the file."""
    assert shown("a\x1bb\u202ec\U000e0041\n") == "a\\x1bb\\u202ec\\U000e0041\\n"


def test_ordinary_words_of_the_world_stay() -> None:
    """Letters with accents, Chinese, Arabic and emoji are nobody's commands."""
    words = "Zürich naïve 収益 مبيعات 🎉 12 000 €"
    assert shown(words) == words


def test_json_keeps_what_the_terminal_hides() -> None:
    """A program gets every character back, surrogates and commands included."""
    text = "##[error] \ud800 \x1b"
    assert json.loads(render("json", (hostile_result(text),), Options()))["findings"][0]["message"] == text
