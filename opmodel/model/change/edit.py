"""One value written differently in the text of a file, and nothing else of the file."""

from collections.abc import Iterator

from opmodel.errors import UsageError
from opmodel.model.change.address import Change, Spot
from opmodel.model.sections import singulars
from opmodel.source import Mapping, Node, Scalar, parse, plain_value
from opmodel.source.scalars import Value


def edited(text: str, file: str, spot: Spot, wanted: Change) -> str:
    """Return the text of a file with one value replaced, or added to the map it belongs into.

    Several ways of writing it are tried, plain before quoted, and one counts only if the file then reads as before
    but for this value.

    Raises:
        UsageError: none does.
    """
    before, old = parse(text.encode("utf-8"), file), _path(wanted)
    for candidate in _candidates(text, spot, wanted.value):
        after = parse(candidate.encode("utf-8"), file)
        if after.root is None or before.root is None or len(after.problems) > len(before.problems):
            continue
        if _says(after.root, old, wanted.value) and _but(plain_value(after.root), old) == _but(
            plain_value(before.root), old
        ):
            return candidate
    span = (spot.node or spot.parent).span
    raise UsageError(f"{span.file}:{span.line}:{span.column}: '{wanted.value[:40]}' cannot be written here")


def _path(wanted: Change) -> tuple[str, ...]:
    singular, _, name = wanted.entity.partition("/")
    return (singulars()[singular].name, name, *wanted.path)


def _candidates(text: str, spot: Spot, value: str) -> Iterator[str]:
    quoted = "'" + value.replace("'", "''") + "'"
    for written in (value, quoted):
        if isinstance(spot.node, Scalar):
            start, end = spot.node.offsets
            yield from (text[:start] + blank + written + text[end:] for blank in ("", " "))
        elif isinstance(spot.parent, Mapping):
            for step in reversed(spot.below):
                written = f"{{{step}: {written}}}"
            yield _added(text, spot.parent, f"{spot.key}: {written}")


def _added(text: str, parent: Mapping, entry: str) -> str:
    """Put an entry first into a map, in the style of the map."""
    if not parent.values:
        start = parent.start
        inside = text[start : start + 1] == "{"
        return (
            f"{text[: start + 1]}{entry}{text[start + 1 :]}" if inside else f"{text[:start]} {{{entry}}}{text[start:]}"
        )
    first, _ = next(parent.entries())
    start = first.offsets[0]
    gap = ", " if parent.flow else "\n" + " " * (first.span.column - 1)
    return text[:start] + entry + gap + text[start:]


def _says(root: Mapping, path: tuple[str, ...], value: str) -> bool:
    """Tell whether a value stands at a path: this text, or what its own quotes or brackets stand for."""
    node: Node | None = root
    for step in path:
        node = node.inside(step) if node is not None else None
    return node is not None and (not isinstance(node, Scalar) or bool(node.style) or node.text == value)


def _but(value: Value, path: tuple[str, ...]) -> Value:
    """Return what a file says without the value at a path; a map that holds nothing else is as good as empty."""
    step, *rest = path
    if isinstance(value, list):
        place = int(step)
        inner = _but(value[place], tuple(rest)) if rest else None
        return [*value[:place], inner, *value[place + 1 :]]
    if not isinstance(value, dict):
        return value
    inner = _but(value.get(step), tuple(rest)) if rest else None
    return {key: one for key, one in value.items() if key != step} | ({} if inner is None else {step: inner}) or None
