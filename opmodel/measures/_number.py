"""What a measure comes to: its figures, the parts they are made of, and what nobody has declared."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit; `assumed` where it, or anything it is worked out from, stands nowhere in the model."""

    what: str
    value: float
    unit: str
    assumed: bool = False

    @property
    def label(self) -> str:
        """Say whether the model declares it."""
        return "assumed" if self.assumed else "declared"

    @property
    def amount(self) -> str:
        """Write the value with its unit: `19.6 hours`, `1 role`, `1,045 EUR`."""
        size = abs(self.value)
        text = f"{self.value:,.0f}" if size >= 100 or self.value == round(self.value) else f"{self.value:.1f}"
        if self.unit == "%":
            return f"{text}%"
        return f"{text} {_single(self.unit) if text == '1' else self.unit}"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one entity, written as `role/ae`, adds to a number.

    The first figure is its share, the others are what this is worked out from. `refs` are the entities counted,
    `lacks` names what it would need to be whole.
    """

    ref: str
    figures: tuple[Figure, ...]
    refs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """Its share in the number."""
        return self.figures[0].value


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """A field of an entity that would be needed; without an entity the field is a section that has no entries."""

    entity: str
    field: str

    def __str__(self) -> str:
        """Write it as people look for it: `cadence/review: length`."""
        return f"{self.entity}: {self.field}" if self.entity else self.field


@dataclass(frozen=True, slots=True)
class Number:
    """A number about a model; without figures it cannot be worked out, and `missing` says for want of what.

    The first figure is the number, the others stand beside it. `parts` are sorted, the largest first.
    """

    formula: str
    figures: tuple[Figure, ...] = ()
    parts: tuple[Contribution, ...] = ()
    assumptions: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def value(self) -> float | None:
        """The number itself."""
        return self.figures[0].value if self.figures else None

    def part(self, ref: str) -> Contribution | None:
        """Return what an entity adds."""
        return next((part for part in self.parts if part.ref == ref), None)


def ranked(parts: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """Sort parts: the largest share first."""
    return tuple(sorted(parts, key=lambda part: (-part.value, part.ref)))


def _single(unit: str) -> str:
    """Write a unit for one of it: `entity`, `person`, `hour a month`."""
    noun, space, rest = unit.partition(" ")
    usual = noun.removesuffix("ies") + "y" if noun.endswith("ies") else noun.removesuffix("s")
    one = "person" if noun == "people" else usual
    return f"{one}{space}{rest}"
