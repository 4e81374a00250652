"""Text of a model where Markdown is read: shown as it is, and no heading, link, picture or mention."""

import re

from opmodel.reports.terminal.words import shown

_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~<>&=.:$-])")
_MENTION = re.compile(r"(\\?[@#!$%~&])(?=\w)")
_LINK = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.(?=\w)", re.IGNORECASE)
_TICKED = re.compile(r"`([^`|]+)`")
_LIVE = re.compile(r"(?<=\])(?=[(\[:])|(?<=<)(?=[\w/!?])|(?<=@)(?<!\w@)(?=\w)|(?<=#)(?=\d)")


def inert(text: str) -> str:
    """Return text for one line of Markdown in which nothing is markup.

    A mention is a name behind @, a reference a number or name behind another mark: an empty comment between the two
    keeps it from being one. A colon or point written as an escape keeps an address from becoming a link.
    """
    escaped = _MARKS.sub(_escaped, shown(text))
    return _MENTION.sub(r"\1<!-- -->", _LINK.sub(r"\\\g<0>", escaped))


def code(text: str) -> str:
    """Return text as code, in more back-ticks than it has itself; nothing in it begins a comment."""
    seen = shown(text).replace("<!--", r"\x3c!--")
    fence = "`" * (max(map(len, re.findall("`+", seen)), default=0) + 1)
    blank = " " if seen.startswith("`") or seen.endswith("`") else ""
    return f"{fence}{blank}{seen}{blank}{fence}"


def prose(text: str) -> str:
    """Return a sentence in which words between back-ticks are code and all others inert."""
    parts = _TICKED.split(shown(text))
    return "".join(code(part) if number % 2 else inert(part) for number, part in enumerate(parts))


def plain(text: str) -> str:
    """Return text for viewers of which some read Markdown: a blank keeps a link, a tag or a mention from being one."""
    return _LIVE.sub(" ", shown(text))


def _escaped(match: re.Match[str]) -> str:
    """Write a mark of Markdown as itself; those that are harmless within a line stay readable."""
    return match[1] if match[1] in ".:-=()+!" and not _starts(match) else f"\\{match[1]}"


def _starts(match: re.Match[str]) -> bool:
    """Tell whether a mark stands where a block begins: at the start, or behind the number of a list."""
    before = match.string[: match.start()]
    return not before.strip() or before.strip().isdigit()
