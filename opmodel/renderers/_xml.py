"""Text that is safe inside XML: escaped, addresses only when they stay inside the site."""

import re

from opmodel.wording import plain

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_RELATIVE = re.compile(r"(?!//)[A-Za-z0-9._~/#?&=%@!$+,;-][A-Za-z0-9._~/#?&=%@!$+,;:-]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def escape(text: str) -> str:
    """Return text as it may stand between tags and in attributes."""
    return "".join(_ESCAPES.get(letter, letter) for letter in plain(text))


def number(value: float) -> str:
    """Write a coordinate with at most one decimal."""
    return f"{round(value + 0.0, 1):g}" if abs(value) < 100_000 else str(round(value))


def relative(link: str) -> str:
    """Return an address if it is a plain relative one, else nothing."""
    safe = _RELATIVE.fullmatch(link) and not _SCHEME.match(link)
    return link if safe else ""
