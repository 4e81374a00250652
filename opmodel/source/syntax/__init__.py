"""Errors of the parser in the words of people who write models."""

import re
from collections.abc import Callable

from yaml.error import MarkedYAMLError, YAMLError

from opmodel.source.document import Problem, Scalar
from opmodel.source.syntax import brackets, layout, quotes
from opmodel.source.syntax.failure import Failure
from opmodel.source.text import Text

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|={7}|\|{7})(?: .*)?$", re.MULTILINE)

# The first pair whose words stand in the parser's own message decides; the C library and the parser written in
# Python word the same errors differently.
_EXPLANATIONS: tuple[tuple[str, Callable[[Failure], Problem]], ...] = (
    ("maximum nesting depth", brackets.too_deep),
    ("mapping values are not allowed", layout.colon),
    ("sequence entries are not allowed", layout.dash),
    ("mapping keys are not allowed", layout.question),
    ("while scanning a simple key", layout.no_colon),
    ("while parsing a block mapping", layout.no_key),
    ("while parsing a block collection", layout.no_item),
    ("while parsing a flow node", brackets.no_value),
    ("while parsing a block node", brackets.no_value),
    ("while parsing a flow", brackets.in_brackets),
    ("while parsing a quoted scalar", quotes.bad_escape),
    ("double-quoted scalar", quotes.bad_escape),
    ("while scanning a quoted scalar", quotes.unclosed_quote),
    ("while scanning a block scalar", quotes.bad_block),
    ("while scanning a", quotes.bad_start),
    ("while parsing a tag", quotes.bad_start),
    ("while parsing a node", quotes.bad_start),
    ("cannot start any token", quotes.bad_start),
    ("document start", quotes.after_document),
)


def explain(error: YAMLError, text: Text, opaque: list[Scalar], inside: int | None) -> Problem:
    """Say what is wrong, where to look and how to mend it.

    Args:
        error: what the parser raised.
        text: the text it was reading.
        opaque: quoted and block texts it had read before, in their order.
        inside: where the innermost map or list starts that was open.
    """
    conflict = _CONFLICT.search(text.string)
    if conflict:
        message = "a merge conflict of git is left in the file"
        help_ = "choose one side and delete the marker lines"
        return Problem("yaml-syntax", message, text.span(*conflict.span()), help_)
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Problem("yaml-syntax", "the text is not YAML", text.span(0, 0), "save it again as UTF-8 text")
    opened = error.context_mark.index if error.context_mark else None
    failure = Failure(
        text, min(error.problem_mark.index, len(text.string)), opened, inside, opaque[-1] if opaque else None
    )
    if failure.char == "\t":
        return layout.tab(failure)
    said = f"{error.context} {error.problem}"
    return next((words for part, words in _EXPLANATIONS if part in said), quotes.other)(failure)
