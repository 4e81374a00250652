"""The text report is laid out for a person who reads it at a terminal."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.finding import Finding, Note, Span
from opmodel.reports import Options, columns, render, wrapped
from opmodel.reports.text import finding_text
from tests.reports.samples import ACME, EMPTY, TEXTS, WEIGHTS, result


def at(text: str, start: int, end: int) -> tuple[Finding, dict[str, str]]:
    """Return a finding on columns of a one-line file."""
    return replace(WEIGHTS, span=Span("a.yaml", 1, start, 1, end), notes=()), {"a.yaml": text}


def excerpt(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the line of source and the line of carets below it, both without their gutter."""
    lines = finding_text(*at(text, start, end)).splitlines()
    caret = next(number for number, line in enumerate(lines) if "^" in line)
    return lines[caret - 1].partition("| ")[2], lines[caret].partition("| ")[2]


def test_carets_stand_below_the_words() -> None:
    """The carets start in the column of the word and are as long as it is."""
    assert excerpt("owner: nobody", 8, 14) == ("owner: nobody", "       ^^^^^^")


def test_wide_letters_take_two_columns() -> None:
    """Chinese before and below the carets moves them by two columns a letter."""
    assert excerpt("収益: 一二", 5, 7) == ("収益: 一二", "      ^^^^")


def test_escapes_take_the_columns_they_show() -> None:
    """A hidden character is shown as an escape and the carets are as long as the escape."""
    assert excerpt("a\u202eb", 2, 3) == ("a\\u202eb", " ^^^^^^")


def test_a_place_behind_the_end_has_a_caret() -> None:
    """What is missing at the end of a line is pointed at there."""
    assert excerpt("owner:", 7, 7) == ("owner:", "      ^")


def test_long_lines_are_cut_around_the_caret() -> None:
    """A line of 9,000 columns shows the words in question and what stands around them."""
    line, carets = excerpt("x" * 4000 + " HERE " + "y" * 5000, 4002, 4006)
    assert line[carets.index("^") : carets.rindex("^") + 1] == "HERE"
    assert line.startswith("…")
    assert line.endswith("…")
    assert columns(line) <= 100


@pytest.mark.parametrize("start", [1, 30, 99, 150, 199])
def test_every_line_fits(start: int) -> None:
    """No line of a finding is wider than the report, wherever the caret stands."""
    finding, texts = at("abcdefghij" * 20, start, start + 40)
    assert max(map(columns, finding_text(finding, texts).splitlines())) <= 100


def test_a_stretch_over_lines_is_marked_on_its_first() -> None:
    """A place of several lines shows the first, marked to its end."""
    finding = replace(WEIGHTS, span=Span("acme/pay.yaml", 4, 5, 6, 30), notes=())
    assert "| " + "    measures:\n  |     ^^^^^^^^^" in finding_text(finding, TEXTS)


def test_related_places_stand_in_the_order_of_the_file() -> None:
    """A related place above the finding is shown above it."""
    note = Note(Span("acme/pay.yaml", 2, 3, 2, 11), "the plan")
    text = finding_text(replace(WEIGHTS, notes=(note,)), TEXTS)
    assert text.index("the plan") < text.index("^^^^")


def test_a_file_that_could_not_be_read_has_no_excerpt() -> None:
    """Without the text of a file, its name stands alone, without a line nobody can open."""
    lines = finding_text(replace(WEIGHTS, notes=()), {}).splitlines()
    assert lines[1] == " --> acme/pay.yaml"
    assert "^" not in "".join(lines)


def test_a_label_without_room_stands_below() -> None:
    """What is to be seen at the end of a long line is said below it, whole."""
    note = Note(Span("a.yaml", 1, 88, 1, 95), "this is the place where the owner is named")
    finding, _ = at("x" * 95, 1, 5)
    lines = finding_text(replace(finding, notes=(note,)), {"a.yaml": "x" * 95}).splitlines()
    below = next(number for number, line in enumerate(lines) if line.endswith("-------"))
    assert lines[below + 1].endswith("  this is the place where the owner is named")
    assert max(map(columns, lines)) <= 100


def test_many_related_places_are_counted() -> None:
    """A finding with a hundred related places shows some and counts the rest."""
    notes = tuple(Note(Span("acme/pay.yaml", 2, 3, 2, 11), f"place {number}") for number in range(100))
    text = finding_text(replace(WEIGHTS, notes=notes), TEXTS)
    shown_places = sum(f"place {number}\n" in text for number in range(100))
    assert f"and {100 - shown_places} more places" in text


def test_one_finding_names_whom_to_ask() -> None:
    """A finding on its own, or among those accepted, says whom to ask; below a heading that says it, it does not."""
    assert "= ask: vp_sales" in finding_text(WEIGHTS, TEXTS)
    assert "= ask:" not in render("text", (result(WEIGHTS),), Options())
    assert render("text", (ACME,), Options(full=True)).count("= ask: vp_sales") == 1


def test_without_colour_there_is_none() -> None:
    """Plain text has no escape; coloured text is the same words."""
    plain, coloured = finding_text(WEIGHTS, TEXTS), finding_text(WEIGHTS, TEXTS, color=True)
    assert "\x1b" not in plain
    assert "".join(part.partition("m")[2] if at else part for at, part in enumerate(coloured.split("\x1b["))) == plain


def test_the_limit_is_said() -> None:
    """A report that shows two of five findings says that three are left out."""
    assert "3 findings left out by --limit" in render("text", (ACME,), Options(limit=2))


def test_suppressed_findings_are_counted_only() -> None:
    """What somebody suppressed with a reason does not come back as text."""
    text = render("text", (ACME,), Options())
    assert "has two owners" not in text
    assert "1 suppressed" in text


def test_few_findings_need_no_first_three() -> None:
    """Three findings are their own list of what to mend first."""
    assert "Fix these three first" in render("text", (ACME,), Options())
    assert "Fix these three first" not in render("text", (result(*ACME.findings[:3]),), Options())


def test_a_calm_model_is_one_line() -> None:
    """Nothing to mend is said in one line."""
    assert render("text", (EMPTY,), Options()) == "nothing to mend in 12 entities of 1 model\n"


def test_brief_is_findings_alone() -> None:
    """A brief report of a calm model is empty."""
    assert render("text", (EMPTY,), Options(brief=True)) == ""


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab \u4e00"), max_size=80), st.integers(8, 40))
def test_wrapping_fits_and_loses_no_letter(text: str, room: int) -> None:
    """Wrapped lines fit the room and hold the letters of the text in their order."""
    lines = list(wrapped(text, room))
    assert all(columns(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_wrapped_line_starts_a_command() -> None:
    """A line that would start with two colons, which build logs obey, starts with an escape."""
    assert list(wrapped("aaaaaaaa ::error::b", 8))[1].startswith(r"\x3a:")


def test_findings_of_one_kind_are_folded() -> None:
    """Of four findings of one rule on one section the first is shown in full and the others on a line each."""
    found = [replace(WEIGHTS, entity=f"incentive/plan_{at}", message=f"plan {at} is off") for at in range(4)]
    text = render("text", (result(*found),), Options())
    assert text.count("opmodel explain weights-do-not-add-up") == 1
    assert "   and 3 more like it:\n     plan 1 is off  acme/pay.yaml:4\n" in text


def test_what_to_mend_first_names_three_rules() -> None:
    """The three weightiest rules are named once each, with how many more findings they have."""
    rules = ["owner-missing", "owner-missing", "dead-end-stage", "unknown-column", "own-goal"]
    found = [replace(WEIGHTS, rule=rule, entity=f"kpi/k{at}", message=f"{rule} {at}") for at, rule in enumerate(rules)]
    first = render("text", (result(*found),), Options()).partition("Fix these three first:\n")[2].splitlines()
    assert first[:2] == ["  1. owner-missing 0", "     at acme/pay.yaml:4, and 1 more like it"]
    assert [line.split(".")[0].strip() for line in first[::2]] == ["1", "2", "3"]


def test_what_to_mend_first_is_said_in_full() -> None:
    """Sentences are wrapped and not cut, and of several models each is named."""
    rules = ("owner-missing", "dead-end-stage", "unknown-column", "own-goal")
    long = " ".join(f"word{at}" for at in range(40))
    found = result(*(replace(WEIGHTS, rule=rule, entity=f"kpi/{rule}", message=f"{rule} {long}") for rule in rules))
    one = render("text", (found,), Options()).partition("Fix these three first:\n")[2]
    several = render("text", (found, EMPTY), Options()).partition("Fix these three first:\n")[2]
    assert f"dead-end-stage {long}" in " ".join(one.split())
    assert f"Acme: dead-end-stage {long}" in " ".join(several.split())
    assert max(map(len, several.splitlines())) <= 100
