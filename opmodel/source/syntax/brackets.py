"""Explanations of broken `{ }` and `[ ]`: commas, colons, conditions, comments, missing ends."""

import re

from opmodel.source import refusals
from opmodel.source.build import DEPTH_LIMIT
from opmodel.source.document import Problem
from opmodel.source.syntax.failure import Failure
from opmodel.source.syntax.quotes import after_quote
from opmodel.source.text import shortened

_ENDS = {"[": "]", "{": "}"}
_HIDDEN_END = re.compile(r"(?<=\s)#.*[\]}]")
_KEY_LINE = re.compile(r"""\s*(?:- +)*["']?\w[\w .-]*["']?:(?:\s|\Z)""")
_LAST_TEXT = re.compile(r"[^,\[\]{}:]*\Z")


def too_deep(failure: Failure) -> Problem:
    """More brackets than the C library itself follows; it looks ahead, so the limit of models is told here as well."""
    return refusals.too_deep(failure.text, failure.at, DEPTH_LIMIT)


def in_brackets(failure: Failure) -> Problem:
    """A list or map in brackets that does not go on."""
    opened = failure.at if failure.opened is None else failure.opened
    bracket = failure.text.string[opened : opened + 1]
    inside = failure.text.string[opened : failure.at]
    hidden = _hidden_end(inside)
    if hidden is not None:
        return _comment_hides_end(failure, opened + hidden, bracket)
    if inside.count("(") > inside.count(")"):
        return failure.with_opening(_comma_in_condition(failure, bracket), "opened here")
    if _is_unclosed(failure, opened):
        return _unclosed(failure, opened, bracket)
    if failure.follows_last:
        return after_quote(failure)
    return failure.with_opening(_inside(failure, bracket), "opened here")


def no_value(failure: Failure) -> Problem:
    """A comma, bracket or question mark where a value must start."""
    if not failure.char and failure.inside is not None:
        return _unclosed(failure, failure.inside, failure.text.string[failure.inside])
    if failure.char == "?":
        return _question_mark(failure)
    if failure.char == ",":
        return failure.problem("a value is missing before this comma", "write the value, or delete the comma")
    if failure.char == "-":
        message = "a - and a blank start a list, which cannot stand inside brackets"
        return failure.problem(message, "write the list in [ ]; a minus sign takes no blank after it: -weak")
    help_ = "put the text in quotes if the character belongs to it, else delete it"
    return failure.problem(f"a value cannot start with {failure.char}", help_)


def _inside(failure: Failure, bracket: str) -> Problem:
    text = _LAST_TEXT.search(failure.text.string[failure.opened or 0 : failure.at])
    words = shortened(text[0]) if text else ""
    if failure.char == "?":
        return _question_mark(failure)
    if failure.char == ":":
        message = f"a colon follows '{words}' inside {bracket} {_ENDS.get(bracket, '')}"
        help_ = "put the text in quotes if the colon belongs to it, else a comma is missing before the key"
        return failure.problem(message, help_)
    if failure.char and failure.char in "]}":
        message = f"a {bracket} is closed by {failure.char}"
        return failure.problem(message, f"close it with {_ENDS.get(bracket, 'its own bracket')}")
    message = f"a comma or the closing {_ENDS.get(bracket, 'bracket')} is missing before '{shortened(failure.rest)}'"
    return failure.problem(message, "add it; text that holds commas or brackets belongs in quotes")


def _question_mark(failure: Failure) -> Problem:
    message = "a question mark stands in plain text inside brackets"
    return failure.problem(message, "put the text in quotes")


def _hidden_end(inside: str) -> int | None:
    for found in _HIDDEN_END.finditer(inside):
        before = inside[inside.rfind("\n", 0, found.start()) + 1 : found.start()]
        if before.count('"') % 2 == 0 and before.count("'") % 2 == 0:
            return found.start()
    return None


def _comment_hides_end(failure: Failure, at: int, bracket: str) -> Problem:
    line = failure.text.position(at)[0]
    end = failure.text.line_offsets(line)[1]
    message = f"a # after a blank starts a comment, and this one hides the closing {_ENDS.get(bracket, 'bracket')}"
    problem = failure.problem(message, "put the text with the # in quotes", at, end)
    return failure.with_opening(problem, "opened here")


def _comma_in_condition(failure: Failure, bracket: str) -> Problem:
    message = f"a comma ends a value inside {bracket} {_ENDS.get(bracket, '')}, also between parentheses"
    return failure.problem(message, "put the condition in double quotes or below the key with >-")


def _is_unclosed(failure: Failure, opened: int) -> bool:
    if not failure.char:
        return True
    on_later_line = failure.text.position(opened)[0] < failure.line
    return on_later_line and bool(failure.starts_line or _KEY_LINE.match(failure.text.line(failure.line)))


def _unclosed(failure: Failure, opened: int, bracket: str) -> Problem:
    message = f"the {bracket} of line {failure.text.position(opened)[0]} is not closed before this line"
    help_ = f"add {_ENDS.get(bracket, 'the closing bracket')} where the entry ends"
    if not failure.char:
        return failure.problem(f"the {bracket} that opens here is never closed", help_, opened)
    start, end = failure.text.line_offsets(failure.line)
    written = failure.text.string[start:end]
    start += len(written) - len(written.lstrip())
    return failure.with_opening(failure.problem(message, help_, start, end), "opened here")
