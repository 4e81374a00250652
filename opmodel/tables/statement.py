"""One statement of SQL before it runs: whether it is a SELECT, and which names stand in it."""

import re
from dataclasses import dataclass

from opmodel.errors import UsageError

ONLY = "only a SELECT is answered here"
LONGEST_STATEMENT = 10_000
_TOKEN = re.compile(
    r"""
    (?P<blank> \s+ | --[^\n]* | /\*.*?(?:\*/|\Z) )
  | (?P<text> '(?:[^']|'')*' )
  | (?P<quoted> "(?:[^"]|"")*" )
  | (?P<other> `(?:[^`]|``)*` | \[[^\]]*\] )
  | (?P<word> [^\W\d][\w$]* )
  | (?P<rest> . )
    """,
    re.VERBOSE | re.DOTALL,
)

_COUNTING = re.compile(r"count \( \* \)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that may run: its text with names that cannot be taken for texts, and its names in lower case."""

    sql: str
    names: frozenset[str]
    names_all: bool = False
    """It may mean every column of a table without naming it, as `select *` does."""


def read(text: str) -> Statement:
    """Take a statement apart.

    SQLite takes a name in double quotes that it does not know for a text, so such a name gets other quotes.

    Raises:
        UsageError: it is not one SELECT, or too long.
    """
    if len(text) > LONGEST_STATEMENT:
        raise UsageError(f"the statement has {len(text):,} characters, and {LONGEST_STATEMENT:,} are read")
    if "\0" in text:
        raise UsageError("the statement holds a character that no text has (NUL)")
    pieces: list[str] = []
    names: list[str] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        piece = match[0]
        if match["blank"]:
            pieces.append(" ")
            continue
        if match["quoted"]:
            name = piece[1:-1].replace('""', '"')
            piece = f"`{name.replace('`', '``')}`"
            names.append(name)
        elif match["other"]:
            names.append(piece[1:-1].replace("``", "`"))
        elif match["word"]:
            names.append(piece)
        pieces.append(piece)
        words.append(piece.lower())
    _check(words)
    found = frozenset(name.lower() for name in names)
    means_all = "*" in _COUNTING.sub("", " ".join(words)) or "natural" in found
    return Statement("".join(pieces).strip().rstrip(";"), found, means_all)


def _check(words: list[str]) -> None:
    """Refuse what is no SELECT, or more than one."""
    while words and words[-1] == ";":
        words.pop()
    if not words or words[0] not in ("select", "with"):
        raise UsageError(f"{ONLY}: begin with select or with")
    if ";" in words:
        raise UsageError(f"{ONLY}, and one at a time")
