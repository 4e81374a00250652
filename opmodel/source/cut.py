"""Plain texts that a `#` cuts short: YAML takes the rest for a comment."""

import re
from collections.abc import Iterator

from opmodel.source.document import Document, Problem
from opmodel.source.text import shortened

_GLUED = re.compile(r"#(?<!\S#)\w")  # begins with what is found fast
_TAG = re.compile(r"#(?:\d|\w+\Z)")
_PLAIN_END = re.compile(r"""[^\s"'\]}\[{,:|>&*-](?=[ \t]+\Z)""")
_VALUE = re.compile(r"(?:.*:[ \t]|\s*- )\s*(?P<value>\S.*?)\s*\Z")


def cut_texts(document: Document) -> Iterator[Problem]:
    """Yield the comments that look like the end of the text before them: `Deal #12`, `post in #signed`.

    A comment of several words that is glued to its `#` passes as a comment, unless it starts with a number.
    """
    text = document.text
    if not _GLUED.search(text.string):  # in nearly every file, and then nobody needs the comments
        return
    for comment in document.comments:
        if comment.own_line or not _TAG.match(comment.text):
            continue
        before = text.line(comment.line)[: comment.column - 1]
        value = _VALUE.match(before)
        if value and _PLAIN_END.search(before):
            kept, lost = shortened(value["value"]), shortened(comment.text)
            message = f"the text '{kept}' ends before '{lost}', which YAML takes for a comment"
            help_ = "put the text in quotes if the # belongs to it, else put a blank after the #"
            yield Problem("ambiguous-scalar", message, comment.span, help_)
