"""Texts that a comma or a missing blank cut apart inside `{ }`, told from the keys they left behind."""

import re

from opmodel.source.document import Mapping, Node, Scalar

_THOUSANDS = re.compile(r"\d{3}(\.\d+)?\Z")
_CONDITION = re.compile(r"\bin *\(|\w\(|[<>=]")
_GLUED = re.compile(r"[A-Za-z_]\w*:\S")


def slip(mapping: Mapping, key: str) -> str:
    """Tell how to mend a key of a `{ }` map that looks like the tail of the value before it.

    Returns nothing where the key was meant as a key: help for an unknown key needs a search for similar names then.
    """
    entry = mapping.entries.get(key)
    if entry is None or not mapping.flow or not _is_tail(entry):
        return ""
    if _GLUED.match(key):
        return f"put a blank after the colon: {key.replace(':', ': ', 1)}"
    cut = _cut_text(mapping, key)
    if cut is None:
        return ""
    name, head, tails = cut
    if head.isdigit() and all(_THOUSANDS.match(tail) for tail in tails):
        return f"write the number without commas: {{{name}: {''.join((head, *tails))}}}"
    if _CONDITION.search(head):
        return "a comma ends a value inside { }: put the condition in double quotes or below the key with >-"
    return f"a comma ends a value inside {{ }}: write {{{name}: {quoted(', '.join((head, *tails)))}}}"


def quoted(text: str) -> str:
    """Put a text in the quotes that need the fewest changes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _is_tail(entry: tuple[Scalar, Node]) -> bool:
    key, value = entry
    return key.plain and isinstance(value, Scalar) and value.empty


def _cut_text(mapping: Mapping, key: str) -> tuple[str, str, list[str]] | None:
    """Find the key and value the tail belongs to, and all tails of that value."""
    name, head = "", ""
    tails: list[str] = []
    for text, entry in mapping.entries.items():
        if _is_tail(entry):
            tails.append(text)
        elif key in tails:
            break
        else:
            value = entry[1]
            name, head, tails = text, value.text if isinstance(value, Scalar) and value.plain else "", []
    return (name, head, tails) if head and key in tails else None
