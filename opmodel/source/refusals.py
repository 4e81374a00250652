"""The words for what YAML allows and a model does not: anchors, tags, duplicate keys, too much of anything."""

import re

from opmodel.finding import Note, Span
from opmodel.source.document import Node, Problem, Scalar, Sequence
from opmodel.source.text import Text, shortened

_WORD = re.compile(r"[^\s,\[\]{}]*")


def anchor(text: Text, offset: int) -> Problem:
    """Refuse `&name`: it prepares a copy that no reader of the file would see."""
    message = f"anchor '{_word(text, offset)}' is not read: every entry says itself what it holds"
    help_ = "delete the anchor and write the value out where it is needed; text that starts with & belongs in quotes"
    return Problem("anchor-or-alias", message, _word_span(text, offset), help_)


def alias(text: Text, offset: int) -> Problem:
    """Refuse `*name`: it stands for text that is written elsewhere."""
    message = f"alias '{_word(text, offset)}' is not read: every entry says itself what it holds"
    help_ = "write the value out; text that starts with * belongs in quotes"
    return Problem("anchor-or-alias", message, _word_span(text, offset), help_)


def merge_key(key: Scalar) -> Problem:
    """Refuse `<<`: it copies the keys of another map."""
    message = "the merge key '<<' is not read: every entry says itself what it holds"
    return Problem("anchor-or-alias", message, key.span, "write the merged keys out in this map")


def tag(text: Text, offset: int) -> Problem:
    """Refuse `!name`: the schema alone says what type a value has."""
    message = f"tag '{_word(text, offset)}' is not read: the field says what type a value has"
    help_ = "delete the tag; text that starts with ! belongs in quotes"
    return Problem("yaml-syntax", message, _word_span(text, offset), help_)


def directive(text: Text, offset: int) -> Problem:
    """Refuse `%YAML` and `%TAG`."""
    found = re.compile("^%.*", re.MULTILINE).search(text.string)
    start, end = found.span() if found else (offset, offset)
    message = f"directive '{shortened(text.string[start:end].strip())}' is not read"
    return Problem("yaml-syntax", message, text.span(start, end), "delete the line; a model needs no directives")


def second_document(text: Text, offset: int, first: Node | None) -> Problem:
    """Refuse what follows a second `---`."""
    notes = (Note(first.span, "the first document stands here"),) if first else ()
    help_ = "delete the --- line, or move what follows into a file of its own"
    message = "a second document starts here; a file holds one"
    return Problem("yaml-syntax", message, text.span(offset, min(offset + 3, len(text.string))), help_, notes)


def complex_key(text: Text, offset: int) -> Problem:
    """Refuse a map or list as a key: mostly the braces of a template."""
    opening = text.string[offset : offset + 1]
    span = text.span(offset, offset + len(opening.strip()))
    if opening == "{" and text.string[:offset].endswith("{"):
        message = "a template in {{ }} stands here, and templates are not filled in"
        return Problem("yaml-syntax", message, span, "put it in quotes")
    kind = "list" if opening in "[-" else "map"
    help_ = "put the key in quotes if it starts with a bracket or a question mark"
    return Problem("yaml-syntax", f"a {kind} stands where a key is expected; a key is one word or text", span, help_)


def duplicate(first: Scalar, second: Scalar, path: str, help_: str) -> Problem:
    """Refuse a key that its map already has; `help_` is used where the slip is known."""
    place = f"'{shortened(path)}'" if path else "this file"
    if first.text == second.text:
        message = f"key '{shortened(second.text)}' stands twice in {place}"
        help_ = help_ or "keep one of them; entries of both can stand below one key"
    else:
        message = f"key '{shortened(second.text)}' stands twice in {place}: the two look alike and differ in encoding"
        help_ = "type one of them again: accented letters can be stored in two ways"
    note = Note(first.span, "first written here, and this one is read")
    return Problem("duplicate-key", message, second.span, help_, (note,))


def too_deep(text: Text, offset: int, limit: int) -> Problem:
    """Stop at a map or list inside too many others."""
    message = f"maps and lists stand more than {limit} deep inside each other"
    help_ = "no model needs this; look for a bracket that is never closed"
    return Problem("file-too-deep", message, text.span(offset, offset + 1), help_)


def too_many_nodes(text: Text, offset: int, budget: int) -> Problem:
    """Stop at the node that is one too many for the model."""
    message = f"with this file the model has more keys and values than the {budget:,} that were left for it"
    help_ = "a model may have 500,000 keys and values; leave generated files out with `files:` in opmodel.yaml"
    return Problem("file-too-large", message, text.span(offset, offset), help_)


def wrong_root(root: Node) -> Problem:
    """Say that a file must hold a map."""
    help_ = "write the name of a section and a colon, such as `stages:`, and its entries below it"
    kind = "list" if isinstance(root, Sequence) else "text"
    message = f"the file holds a {kind} where sections are expected as keys"
    if isinstance(root, Scalar) and re.match(r"\w+:\S", root.text):
        help_ = f"put a blank after the colon: {shortened(root.text.replace(':', ': ', 1))}"
    return Problem("wrong-type", message, _start_of(root), help_)


def _start_of(root: Node) -> Span:
    span = root.span
    return Span(span.file, span.line, span.column, span.line, span.column + 1)


def _word(text: Text, offset: int) -> str:
    found = _WORD.match(text.string, offset)
    return shortened(found[0]) if found else ""


def _word_span(text: Text, offset: int) -> Span:
    found = _WORD.match(text.string, offset)
    return text.span(offset, found.end() if found else offset)
