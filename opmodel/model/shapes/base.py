"""What may stand in a field: the interface of a shape and what all shapes share."""

import enum
from abc import ABC, abstractmethod
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from opmodel.model.reading import Reading
from opmodel.source import Node, Scalar, ambiguity

T = TypeVar("T")

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class _Bad(enum.Enum):
    BAD = "bad"


BAD: Final = _Bad.BAD
"""What a shape returns when the text does not fit; it has reported why."""
Bad: TypeAlias = Literal[_Bad.BAD]


class Shape(ABC, Generic[T]):
    """What may stand in a field."""

    @abstractmethod
    def read(self, node: Node, reading: Reading) -> T | Bad:
        """Return the value at a node, or report why there is none."""

    @abstractmethod
    def schema(self) -> dict[str, Json]:
        """Return the JSON Schema that accepts the same text."""

    @abstractmethod
    def words(self) -> str:
        """Say what fits, with its article, as messages do: `a duration such as 2bh or 10d`."""

    def inner(self, name: str) -> "Shape[object] | None":  # noqa: ARG002
        """Return the shape of what stands below a key, None where nothing does."""
        return None


def not_plain(node: Node, reading: Reading, expected: str, mend: str = "") -> Bad:
    """Report a value that no reader of its type takes: quoted, ambiguous between YAML tools, or just wrong.

    `mend` is what to write instead, where the text shows what is meant.
    """
    if type(node) is Scalar and (doubt := ambiguity(node)):
        text = f"{reading.spoken} must be {expected}, and YAML tools disagree about '{node.text[:40]}'"
        reading.fault("ambiguous-scalar", node, text, mend or doubt)
        return BAD
    quoted = type(node) is Scalar and not node.plain
    reading.wrong_type(node, expected, mend or ("take the quotes away" if quoted else ""))
    return BAD
