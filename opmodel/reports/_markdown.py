"""Text of a model in Markdown: it is shown as it is, and is neither a heading, a link, a picture nor a mention."""

import re

from opmodel.reports.terminal.words import shown

_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~<>&=.:-])")
_MENTION = re.compile(r"@(?=\w)")


def inert(text: str) -> str:
    """Return text for one line of Markdown in which nothing is markup.

    A mention is a name behind @: an empty comment between the two keeps it from being one.
    """
    return _MENTION.sub("@<!-- -->", _MARKS.sub(_escaped, shown(text)))


def code(text: str) -> str:
    """Return text as code, in more back-ticks than it has itself."""
    seen = shown(text)
    fence = "`" * (max(map(len, re.findall("`+", seen)), default=0) + 1)
    blank = " " if seen.startswith("`") or seen.endswith("`") else ""
    return f"{fence}{blank}{seen}{blank}{fence}"


def _escaped(match: re.Match[str]) -> str:
    """Write a mark of Markdown as itself; those that are harmless within a line stay readable."""
    return match[1] if match[1] in ".:-=()+!" and not _starts(match) else f"\\{match[1]}"


def _starts(match: re.Match[str]) -> bool:
    """Tell whether a mark stands where a block begins: at the start, or behind the number of a list."""
    before = match.string[: match.start()]
    return not before.strip() or before.strip().isdigit()
