"""Explanations of broken texts: quotes, escapes, characters that mean something at the start."""

import re

from opmodel.finding import Note
from opmodel.source.commas import quoted
from opmodel.source.document import Problem
from opmodel.source.syntax.failure import Failure
from opmodel.source.text import shortened

_WORD = re.compile(r"[^\s,\[\]{}]*")
_ESCAPE = re.compile(r"\\(?:[xuU][0-9a-zA-Z]{0,8}|.?)")
_MEANINGS = {
    "*": "an alias",
    "&": "an anchor",
    "!": "a tag",
    "%": "a directive",
}


def after_quote(failure: Failure) -> Problem:
    """Text after the end of a quoted text: mostly a quote too many or one that was never closed."""
    scalar = failure.last
    assert scalar is not None
    span, (start, end) = scalar.span, scalar.offsets
    if span.line != span.end_line:
        message = f"the text in quotes that starts here ends only on line {span.end_line}, in the middle of it"
        problem = failure.problem(message, "close the quote where the text ends", start, start + 1)
        note = Note(failure.text.span(end - 1, end), "this quote ends it")
        return Problem(problem.rule, problem.message, problem.span, problem.help, (note,))
    if scalar.style == "'" and failure.at == end and failure.char.isalnum():
        whole = failure.text.string[start : failure.text.line_offsets(failure.line)[1]].strip().strip("'")
        help_ = f"use double quotes: {shortened(quoted(whole), 80)}"
        return failure.problem("an apostrophe ends the text in single quotes", help_, end - 1, end)
    rest = shortened(failure.rest.split("#")[0])
    help_ = "put the whole value in quotes, single ones if it holds double ones"
    return failure.problem(f"'{rest}' follows the closing quote", help_)


def unclosed_quote(failure: Failure) -> Problem:
    """A quote that nothing closes before the end of the file."""
    at = failure.at if failure.opened is None else failure.opened
    quote = failure.text.string[at : at + 1]
    help_ = "close it where the text ends"
    if quote == "'":
        help_ += "; a text that starts with an apostrophe belongs in double quotes"
    return failure.problem(f"the quote {quote} that opens here is never closed", help_, at)


def bad_escape(failure: Failure) -> Problem:
    """A backslash in double quotes with nothing that it stands for."""
    behind = failure.text.string[max(0, failure.at - 2) : failure.at]
    at = failure.at - len(behind) + behind.rfind("\\") if "\\" in behind else failure.at
    escape = _ESCAPE.match(failure.text.string, at)
    written = escape[0] if escape else failure.char
    help_ = "write \\\\ for a backslash, or put the text in single quotes"
    return failure.problem(f"'{written}' stands for no character in double quotes", help_, at, at + len(written))


def bad_start(failure: Failure) -> Problem:
    """A character that means something in YAML at the start of a plain text."""
    at = failure.at if failure.opened is None else failure.opened
    char = failure.text.string[at : at + 1]
    if not char.strip():
        return other(failure)
    word = _WORD.match(failure.text.string, at)
    meaning = f": it starts {_MEANINGS[char]}" if char in _MEANINGS else ""
    help_ = f"put the text in quotes, such as {quoted(shortened(word[0] if word else char))}"
    return failure.problem(f"plain text cannot start with {char}{meaning}", help_, at)


def bad_block(failure: Failure) -> Problem:
    """Text on the line of a `|` or `>`."""
    at = failure.at if failure.opened is None else failure.opened
    line = failure.text.position(at)[0]
    value = failure.text.string[at : failure.text.line_offsets(line)[1]].strip()
    if re.match(r"[|>][-+]?0", value):
        return failure.problem(f"the number after {value[0]} says how far the text is indented: 1 to 9", "leave it out")
    message = f"a value that starts with {value[:1]} opens a block of text on the lines below it"
    help_ = f"put the value in quotes: {shortened(quoted(value), 80)}, or start the text on the next line"
    return failure.problem(message, help_, at, at + len(value))


def after_document(failure: Failure) -> Problem:
    """Text after the end of the document."""
    message = "text follows the end of the document"
    help_ = (
        "delete a line ... or --- above it; where the file starts with a bracket, nothing may follow the closing one"
    )
    return failure.problem(message, help_)


def other(failure: Failure) -> Problem:
    """Whatever no other explanation fits."""
    words = shortened(failure.rest)
    message = f"the text cannot be read from '{words}' on" if words else "the text ends where more is needed"
    help_ = "look at the quotes, brackets, colons and indentation of this line and the one above"
    return failure.problem(message, help_)
