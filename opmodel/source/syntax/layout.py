"""Explanations of broken lines: indentation, tabs, colons, dashes."""

import re
from collections.abc import Iterator

from opmodel.source.commas import quoted
from opmodel.source.document import Problem
from opmodel.source.syntax.failure import Failure
from opmodel.source.syntax.quotes import after_quote
from opmodel.source.text import shortened

_ENTRY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s"'#][^:#]*?):[ \t]+(?P<value>\S.*)""")
_LEAD = re.compile(r"\s*(?:- +)*")
_GLUED = re.compile(r"""["']?[A-Za-z_]\w*["']?:[^\s:/]""")
_COMMENT = re.compile(r"\s#.*")


def colon(failure: Failure) -> Problem:
    """A colon and a blank where no key can end."""
    entry = _ENTRY.match(failure.text.line(failure.line), _lead(failure.before))
    start = failure.text.line_offsets(failure.line)[0]
    if entry and start + entry.start("value") < failure.at:
        return _colon_in_text(failure, entry, start)
    above = failure.line_above(failure.line)
    if above is None:
        return failure.problem("a colon stands where no key can end", "put the text in quotes")
    lead, lead_above = _lead(failure.text.line(failure.line)), _lead(failure.text.line(above))
    content = failure.text.line(above)[lead_above:]
    if _ENTRY.match(content) and lead > lead_above:
        message = f"line {failure.line} is indented deeper than line {above}, which has a value already"
        help_ = f"start it in column {lead_above + 1} like line {above}, or put it below a key without a value"
        return failure.problem(message, help_, start + lead, failure.at)
    return _without_colon(failure, failure.text.line_offsets(above)[0] + lead_above)


def no_colon(failure: Failure) -> Problem:
    """A line that should be a key and has no colon."""
    return _without_colon(failure, failure.at if failure.opened is None else failure.opened)


def dash(failure: Failure) -> Problem:
    """A list item where no list can start."""
    message = "a - and a blank start a list, which cannot stand on the line of its key"
    help_ = "put the list on the lines below the key, or write it as [ ]; a minus sign takes no blank after it: -weak"
    return failure.problem(message, help_)


def question(failure: Failure) -> Problem:
    """A question mark and a blank before a text."""
    message = "a question mark and a blank start a key of several parts, which a model does not have"
    return failure.problem(message, "put the text in quotes")


def no_key(failure: Failure) -> Problem:
    """Something else stands where a map goes on."""
    if not failure.starts_line:
        return _rest_of_line(failure)
    column = failure.text.position(failure.at)[1]
    if _is_item(failure.rest) and _opening_column(failure) == column:
        help_ = "put the list below a key of its own, indented, or take the - away"
        problem = failure.problem("a list item stands among the keys of a map", help_)
        return failure.with_opening(problem, "the map starts here")
    return _wrong_column(failure)


def no_item(failure: Failure) -> Problem:
    """Something else stands where a list goes on."""
    if not failure.starts_line:
        return _rest_of_line(failure)
    column = failure.text.position(failure.at)[1]
    if not _is_item(failure.rest) and _opening_column(failure) == column:
        help_ = "put a - before it if it is an item, else start it in the column of the key above the list"
        problem = failure.problem("a key stands among the items of a list", help_)
        return failure.with_opening(problem, "the list starts here")
    return _wrong_column(failure)


def tab(failure: Failure) -> Problem:
    """A tab in the indentation."""
    message = f"a tab stands in the indentation of line {failure.line}; only blanks count there"
    return failure.problem(message, "replace the tabs of this file by blanks; most editors do this in one step")


def _colon_in_text(failure: Failure, entry: re.Match[str], start: int) -> Problem:
    value = _COMMENT.sub("", entry["value"]).rstrip()
    at, end = start + entry.start("value"), start + entry.start("value") + len(value)
    if value[0] in "\"'":
        message = "a colon follows a quoted text that is a value already"
        return failure.problem(message, "put all of it in one pair of quotes")
    if value[0] in "[{":
        return failure.problem("a colon follows a bracket that is a value already", "put each entry on its own line")
    message = f"a colon and a blank stand inside the plain text of '{shortened(entry['key'])}'"
    help_ = f"put the text in quotes: {entry['key']}: {quoted(value)}"
    return failure.problem(message, shortened(help_, 200), at, end)


def _without_colon(failure: Failure, at: int) -> Problem:
    line = failure.text.position(at)[0]
    end = max(failure.text.line_offsets(line)[1], at)
    content = _COMMENT.sub("", failure.text.string[at:end]).rstrip()
    if _GLUED.match(content):
        help_ = f"put a blank after the colon: {shortened(content.replace(':', ': ', 1))}"
        message = f"the colon of '{shortened(content)}' has no blank after it"
        return failure.problem(message, help_, at, at + len(content))
    message = f"'{shortened(content)}' on line {line} is neither a key with a colon nor the value of one"
    help_ = "write key: value; a text of several lines stands indented below its key and >-"
    return failure.problem(message, help_, at, at + len(content))


def _rest_of_line(failure: Failure) -> Problem:
    if failure.char and failure.char in "]}":
        message = f"a closing {failure.char} stands here and nothing was opened that it could close"
        return failure.problem(message, "delete it, or add the opening bracket")
    if failure.follows_last:
        return after_quote(failure)
    if failure.before.rstrip().endswith(("]", "}")):
        message = "text follows the closing bracket"
        return failure.problem(message, "put the whole value in quotes if the brackets belong to the text")
    message = f"'{shortened(failure.rest)}' does not belong to the value before it"
    return failure.problem(message, "put the value in quotes, or start a new line")


def _wrong_column(failure: Failure) -> Problem:
    line, column = failure.text.position(failure.at)
    block = failure.last
    if block is not None and block.style in ("|", ">") and failure.line_above(line) == block.span.end_line:
        message = f"line {line} is indented less than the block of text that starts on line {block.span.line}"
        help_ = "indent all lines of the block alike, or start the next key in the column of the last"
        return failure.problem(message, help_)
    levels = list(_open_columns(failure, line))
    below = next((level for level in levels if level[0] < column), None)
    deeper = [level for level in levels if level[0] > column]
    ways = [f"column {there} like line {number}" for there, number in (deeper[-1:] + ([below] if below else []))]
    message = f"line {line} starts in column {column}, where nothing it could belong to starts"
    help_ = f"start it in {' or in '.join(ways)}" if ways else "start it in the column of the line above"
    return failure.problem(message, help_)


def _open_columns(failure: Failure, line: int) -> Iterator[tuple[int, int]]:
    """Yield the columns a line could start in, the deepest first, each with a line that starts there."""
    least = None
    number = failure.line_above(line)
    while number is not None:
        written = failure.text.line(number)
        indent = len(written) - len(written.lstrip(" "))
        if least is None or indent < least:
            if _lead(written) > indent and not _is_item(failure.rest):
                yield _lead(written) + 1, number
            yield indent + 1, number
            least = indent
        number = failure.line_above(number) if least else None


def _opening_column(failure: Failure) -> int | None:
    return None if failure.opened is None else failure.text.position(failure.opened)[1]


def _lead(written: str) -> int:
    found = _LEAD.match(written)
    return found.end() if found else 0


def _is_item(content: str) -> bool:
    return content.startswith("- ") or content.strip() == "-"
