"""Texts that a comma or a missing blank cut apart inside `{ }`, told from the keys they left behind."""

import re

from opmodel.source.document import Mapping, Node, Scalar
from opmodel.source.text import shortened

_THOUSANDS = re.compile(r"\d{3}(\.\d+)?\Z")
_CONDITION = re.compile(r"\bin *\(|\w\(|[<>=]")
_GLUED = re.compile(r"[A-Za-z_]\w*:\S")
_COLON = re.compile(r"\s*:")
_MORE_TAILS = re.compile(r"""(?:\s*,[^,:{}\[\]"'#]+(?=[,}]))*""")
_SEARCHED = 200  # entries of a map: nobody writes more between braces, and each unknown key asks


def slip(mapping: Mapping, key: str) -> str:
    """Tell how to mend a key of a `{ }` map that looks like the tail of the value before it.

    Returns nothing where the key was meant as a key: help for an unknown key needs a search for similar names then.
    """
    if (
        not mapping.flow
        or len(mapping.values) > _SEARCHED
        or key not in mapping.values
        or not _is_tail(mapping.key(key), mapping.values[key])
    ):
        return ""
    if _GLUED.match(key):
        return f"put a blank after the colon: {key.replace(':', ': ', 1)}"
    cut = _cut_text(mapping, mapping.key(key))
    if cut is None:
        return ""
    name, text = cut
    parts = [part.strip() for part in text.split(",")]
    amount = parts[0].lstrip("$€£ ")
    if amount.isdigit() and all(_THOUSANDS.match(part) for part in parts[1:]):
        return f"write the number without commas: {{{name}: {''.join([amount, *parts[1:]])}}}"
    if _CONDITION.search(parts[0]):
        return "a comma ends a value inside { }: put the condition in double quotes or below the key with >-"
    return shortened(f"a comma ends a value inside {{ }}: write {{{name}: {quoted(', '.join(parts))}}}", 200)


def quoted(text: str) -> str:
    """Put a text in the quotes that need the fewest changes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _is_tail(key: Scalar, value: Node) -> bool:
    is_bare = key.plain and isinstance(value, Scalar) and value.empty
    return is_bare and not _COLON.match(key.source.string, key.offsets[1])


def _cut_text(mapping: Mapping, tail: Scalar) -> tuple[str, str] | None:
    """Find the key whose value goes on in a tail, and the whole value as it was meant."""
    owner: tuple[Scalar, Scalar] | None = None
    for key, value in mapping.entries():
        if key.text == tail.text:
            break
        if not _is_tail(key, value):
            owner = (key, value) if isinstance(value, Scalar) and value.plain else None
    if owner is None:
        return None
    string = tail.source.string
    rest = _MORE_TAILS.match(string, tail.offsets[1])
    return owner[0].text, string[owner[1].offsets[0] : rest.end() if rest else tail.offsets[1]]
