"""Single values, and what plain ones mean: to the YAML 1.2 core schema, and to tools that still read YAML 1.1."""

import math
import re
from collections.abc import Container, Iterator
from typing import TypeAlias

from opmodel.source.document import Mapping, Node, Scalar, Sequence

Trail: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
"""What JSON can hold."""

_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_YES = re.compile(r"y|yes|on", re.IGNORECASE)
_NO = re.compile(r"n|no|off", re.IGNORECASE)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_OCTAL = re.compile(r"[-+]?0[0-7_]+")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_BASED = re.compile(r"[-+]?0(?:x[0-9a-fA-F_]+|o[0-7]+|b[01_]+)")
_GROUPED = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?")
_CLOCK = re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?")
_POWER = re.compile(r"[-+]?[0-9.]+[eE][0-9]+|[-+]?[0-9]+[eE][-+]?[0-9]+")
_AGREED = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.inf|\.nan", re.IGNORECASE)
_LENGTH_LIMIT = 60  # nobody means a longer one as a number or a switch
_DIGITS_LIMIT = 4000  # Python refuses to convert integers of more than 4,300 digits


def ambiguity(scalar: Scalar) -> str:
    """Say what YAML tools disagree about in a plain scalar and how to write it, or nothing.

    For values that stand where a number, a boolean, a date, an enum or an id is expected; a text field keeps its
    text as written and never asks.
    """
    text = scalar.text
    if scalar.style or not text or len(text) > _LENGTH_LIMIT or _AGREED.fullmatch(text):
        return ""
    if text in ("=", "<<"):
        return f'some YAML tools refuse a bare {text}: write "{text}" in quotes'
    if _CLOCK.fullmatch(text):
        return f'some YAML tools read {text} as the number {_sixties(text)}: write "{text}" in quotes'
    one, other, written = _readings(text)
    if not one:
        return ""
    return f'some YAML tools read {text} as {one}, others as {other}: write {written}, or "{text}" for the text'


def plain_value(node: Node) -> Value:
    """Return what the YAML 1.2 core schema makes of a node, decimal numbers only, as JSON would hold it."""
    if isinstance(node, Mapping):
        return {key: plain_value(value) for key, value in node.values.items()}
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    if node.style:
        return node.text
    if node.is_null:
        return None
    if node.text in _TRUE or node.text in _FALSE:
        return node.text in _TRUE
    return _number(node.text)


def flow(node: Node) -> str:
    """Write a node on one line, as flow YAML without quotes."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return f"[{', '.join(map(flow, node.items))}]"
    return f"{{{', '.join(f'{name}: {flow(below)}' for name, below in node.values.items())}}}"


def scalars(node: Node, trail: Trail = (), without: Container[str] = ()) -> Iterator[tuple[Trail, Scalar]]:
    """Yield each single value in a node in the order of the text, with the way to it; some keys are left out."""
    waiting = [(trail, node)]
    while waiting:
        trail, node = waiting.pop()
        if isinstance(node, Scalar):
            yield trail, node
        elif isinstance(node, Sequence):
            waiting += reversed([((*trail, at), item) for at, item in enumerate(node.items)])
        else:
            below = reversed(node.values.items())
            waiting += [((*trail, key), value) for key, value in below if key not in without]


def _number(text: str) -> int | float | str:
    if _INTEGER.fullmatch(text) and len(text) <= _DIGITS_LIMIT:
        return int(text)
    if _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text


def _readings(text: str) -> tuple[str, str, str]:
    """Return two ways tools read a text and how to write it so that all agree; nothing where they do already."""
    digits = text.replace("_", "")
    if _YES.fullmatch(text):
        return "true", "text", "true"
    if _NO.fullmatch(text):
        return "false", "text", "false"
    if _OCTAL.fullmatch(text):
        return f"{int(digits, 8)}", f"{int(digits)}", f"{int(digits)}"
    if _LEADING_ZERO.fullmatch(text):
        return f"{int(text)}", "text", f"{int(text)}"
    if _BASED.fullmatch(text):
        return f"{int(digits, 0)}", "text", f"{int(digits, 0)}"
    if "_" in text and _GROUPED.fullmatch(text):
        return digits, "text", digits
    if _POWER.fullmatch(text):
        return "a number", "text", "the number out"
    return ("infinity or no number", "text", "a number") if _NO_NUMBER.fullmatch(text) else ("", "", "")


def _sixties(text: str) -> str:
    """Read a clock time the way YAML 1.1 does: as one number to the base of sixty."""
    sign = "-" if text.startswith("-") else ""
    value = 0.0
    for part in text.lstrip("+-").split(":"):
        value = value * 60 + float(part)
    return f"{sign}{value:.15g}"
