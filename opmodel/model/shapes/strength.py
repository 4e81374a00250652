"""The effect of one thing on another: a sign and how strong it is."""

import re

from opmodel.model.reading import Reading
from opmodel.model.shapes.base import BAD, Bad, Json, Shape
from opmodel.model.values import SIGNED_STRENGTH, STRENGTHS, SignedStrength, signed_strength
from opmodel.source import Node, Scalar, Sequence
from opmodel.wording import nearest

_SIGNS = {"positive": "+", "negative": '"-"'}
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SIGNED = re.compile(r"([-+])(\s*)(.*)", re.DOTALL)
_AMOUNT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*%?")


class Effect(Shape[SignedStrength]):
    """A sign and a strength: a word, a number from 0 to 1, or nothing where nobody knows how strong it is."""

    def read(self, node: Node, reading: Reading) -> SignedStrength | Bad:
        """Return the signed strength."""
        if type(node) is Scalar:
            value = signed_strength(node.text)
            if value is not None:
                return value
            reading.wrong_type(node, self.words(), _mend(node.text.strip().lower()))
            return BAD
        reading.wrong_type(node, self.words(), _mend_of_list(node) if isinstance(node, Sequence) else "")
        return BAD

    def schema(self) -> dict[str, Json]:
        """Accept the same text; to a schema a number without a sign is one with a plus."""
        text: dict[str, Json] = {"type": "string", "pattern": f"^(?:{SIGNED_STRENGTH})$"}
        return {"anyOf": [text, {"type": "number", "minimum": -1, "maximum": 1}]}

    def words(self) -> str:
        """Say what fits."""
        return "a sign and a strength such as +strong, -weak or +0.6"


_RANGE = f"the strengths are {', '.join(STRENGTHS)} and the numbers from 0 to 1"
_LEAST_PERCENT = 2
"""From here on a bare number is taken as a percentage; 1.4 is no strength, and nobody means 1.4%."""


def _mend(text: str) -> str:
    """Say how to write what is meant by a text that is no effect."""
    if text in _SIGNS:
        return f"write {_SIGNS[text]}"
    text = _DASHES.sub("-", text, count=1)
    if signed_strength(text):
        return f"write {text}"
    sign, blank, size = match.groups() if (match := _SIGNED.fullmatch(text)) else ("", "", text)
    known = _strength(size)
    if not sign:
        return f"put the sign before it: +{known} or -{known}" if known else _RANGE if size[:1].isdigit() else ""
    if blank and known:
        return f"write {sign}{known} without a blank"
    if not known:
        return _RANGE
    amount = "the strength is a number from 0 to 1: " if size[:1].isdigit() else ""
    return f"{amount}write {sign}{known}"


def _strength(size: str) -> str:
    """Return the strength that a text without a sign means, nothing where it is not clear."""
    if signed_strength(f"+{size}"):
        return size
    amount = _AMOUNT.fullmatch(size)
    if amount:
        percent = float(amount[1])
        return f"{percent / 100:g}" if size.endswith("%") or _LEAST_PERCENT <= percent <= 100 else ""
    return nearest(size, STRENGTHS)


def _mend_of_list(node: Sequence) -> str:
    """Say how to write an effect that YAML read as a list, mostly because of a blank after the minus sign."""
    item = node.items[0] if len(node.items) == 1 else None
    if type(item) is not Scalar:
        return ""
    if signed_strength(item.text):
        return f"write {item.text}"
    known = _strength(item.text.strip().lower())
    return f"write -{known} without a blank: a - and a blank start a list" if known else ""
