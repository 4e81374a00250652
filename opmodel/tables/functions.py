"""Functions of SQL that read whole texts, each with what a call costs: SQLite counts its own as one step."""

from collections.abc import Callable, Mapping
from datetime import date

from opmodel.errors import UsageError
from opmodel.tables.cells import Cell

LONGEST_TEXT = 20_000
"""Bytes of a text that a statement may make; a cell has up to 4,000 characters."""
Spend = Callable[[int], None]
"""Takes the steps that a call costs; it raises when the statement has none left."""
CALL = 4
"""Steps that a call takes, whatever it does."""
_CHARACTERS_A_STEP = 16


def counted(spend: Spend) -> Mapping[tuple[str, int], Callable[..., Cell]]:
    """Return the functions by name and number of arguments; they answer NULL where an argument is NULL."""
    functions: Mapping[tuple[str, int], Callable[..., Cell]] = {
        ("length", 1): len,
        ("lower", 1): _lower,
        ("upper", 1): lambda text: text.encode().upper().decode(),
        ("trim", 1): lambda text: text.strip(" "),
        ("trim", 2): str.strip,
        ("ltrim", 1): lambda text: text.lstrip(" "),
        ("ltrim", 2): str.lstrip,
        ("rtrim", 1): lambda text: text.rstrip(" "),
        ("rtrim", 2): str.rstrip,
        ("substr", 2): _part,
        ("substr", 3): _part,
        ("substring", 2): _part,
        ("substring", 3): _part,
        ("instr", 2): lambda text, part: text.find(part) + 1,
        ("replace", 3): _replaced,
        ("julianday", 1): _ordinal,
    }
    likes = {("like", number): _charged(_like, _cost_of_like, spend) for number in (2, 3)}
    return {name: _charged(function, _cost, spend) for name, function in functions.items()} | likes


def _charged(
    function: Callable[..., Cell], cost: Callable[[tuple[str, ...]], int], spend: Spend
) -> Callable[..., Cell]:
    def call(*arguments: "Cell | bytes") -> Cell:
        if None in arguments:
            return None
        texts = tuple(map(_text, arguments))
        spend(cost(texts))
        return function(*texts)

    return call


def _text(cell: "Cell | bytes") -> str:
    if isinstance(cell, float):
        written = f"{cell:.15g}"
        return written if "." in written or not written.lstrip("-").isdigit() else f"{written}.0"
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


def _cost(texts: tuple[str, ...]) -> int:
    return CALL + sum(map(len, texts)) // _CHARACTERS_A_STEP


def _cost_of_like(texts: tuple[str, ...]) -> int:
    """Return what a comparison costs: each `_` may be tried at each character."""
    pattern, text = texts[:2]
    tried = len(pattern) if "_" in pattern else 1
    return _cost(texts) + len(text) * tried // _CHARACTERS_A_STEP


def _lower(text: str) -> str:
    """Return a text as SQLite writes it small: letters beyond ASCII stay."""
    return text.encode().lower().decode()


def _whole(number: str) -> int:
    try:
        return int(float(number))
    except (ValueError, OverflowError):
        return 0


def _part(text: str, start: str, length: str | None = None) -> str:
    """Return characters from a place, counted from 1, or from the end where it is negative."""
    first = _whole(start)
    first += len(text) if first < 0 else -1
    last = len(text) if length is None else first + _whole(length)
    low, high = sorted((first, last))
    return text[max(low, 0) : max(high, 0)] if length is not None else text[max(first, 0) :]


def _replaced(text: str, old: str, new: str) -> str:
    if old and len(text) + text.count(old) * (len(new) - len(old)) > LONGEST_TEXT:
        raise UsageError("the statement makes a text that is too long")
    return text.replace(old, new) if old else text


def _ordinal(day: str) -> float:
    """Return a day as a number, so that two can be taken from each other."""
    try:
        return date.fromisoformat(day).toordinal() + 1721424.5
    except ValueError:
        raise UsageError(
            f"'{day[:40]}' is no day; write it like 2026-11-21, or as_of() for the day asked about"
        ) from None


def _like(pattern: str, text: str, escape: str = "") -> int:
    """Tell whether a text is like a pattern, where `%` is any text and `_` any character; capitals do not matter.

    The parts between `%` have a fixed length, so the first place where one fits is as good as any other.
    """
    if len(escape) > 1:
        raise UsageError("the escape of like is one character")
    head, *parts = _pieces(_lower(pattern), _lower(escape))
    text = _lower(text)
    if not parts:
        return int(len(text) == len(head) and _fits(head, text, 0))
    *middle, tail = parts
    at, end = len(head), len(text) - len(tail)
    if at > end or not _fits(head, text, 0) or not _fits(tail, text, end):
        return 0
    for piece in middle:
        at = _find(piece, text, at, end)
        if at < 0:
            return 0
        at += len(piece)
    return 1


Piece = tuple[str | None, ...]
"""Characters one after the other; None is any."""


def _pieces(pattern: str, escape: str) -> list[Piece]:
    """Split a pattern at each `%`."""
    found: list[list[str | None]] = [[]]
    letters = iter(pattern)
    for letter in letters:
        if escape and letter == escape:
            found[-1].append(next(letters, ""))
        elif letter == "%":
            found.append([])
        else:
            found[-1].append(None if letter == "_" else letter)
    return list(map(tuple, found))


def _fits(piece: Piece, text: str, at: int) -> bool:
    return all(letter in (None, text[place]) for place, letter in enumerate(piece, at))


def _find(piece: Piece, text: str, start: int, end: int) -> int:
    """Return the first place of a piece between two others, -1 if there is none."""
    letters = [letter for letter in piece if letter is not None]
    if len(letters) == len(piece):
        return text.find("".join(letters), start, end)
    return next((at for at in range(start, end - len(piece) + 1) if _fits(piece, text, at)), -1)
