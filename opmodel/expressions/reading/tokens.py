"""The words, numbers, texts and signs of a condition, each with its place."""

import re
from typing import NamedTuple

from opmodel.expressions.reading import characters
from opmodel.expressions.tree import Mistake

KEYWORDS = frozenset(
    ("and", "or", "not", "in", "between", "like", "is", "null", "true", "false", "current_date", "at_least")
)
COMPARISONS = frozenset(("=", "<>", "!=", "<", "<=", ">", ">="))


class Token(NamedTuple):
    """One word or sign; `kind` is name, number, text, end, or for keywords and signs the lower-case text itself."""

    kind: str
    text: str
    start: int
    end: int


_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
      (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)(?![\w.])
    | (?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.%$€£]|(?:,[0-9]{3})+[ ]?[$€£])
    | (?P<text>'(?:[^']|'')*')(?![\w'])
    | (?P<sign><>(?![<=>])|<=(?![<=>])|>=(?![<=>])|!=(?!=)|=(?![=<>~])|<(?![<=>])|>(?![<=>])|[(),+]|-(?!-))
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)


def tokens(text: str) -> list[Token] | Mistake:
    """Cut a condition into tokens, the last of kind `end`, or say what cannot be cut."""
    found: list[Token] = []
    position = 0
    match = _TOKEN.match
    while True:
        piece = match(text, position)
        if piece is None:
            return characters.not_sql(text, position)
        kind = piece.lastgroup or "end"
        word = piece[kind]
        position = piece.end()
        if kind == "sign":
            kind = word
        elif kind == "name" and word.lower() in KEYWORDS:
            kind = word.lower()
        found.append(Token(kind, word, position - len(word), position))
        if kind == "end":
            return found
