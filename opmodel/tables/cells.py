"""What one value of the language is in SQL: which columns it takes, and the cell of each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias, cast

from opmodel.model import Case, Condition, Duration, Quantity, SignedStrength
from opmodel.model.fields import is_declared
from opmodel.model.shapes import (
    Amount,
    Anything,
    Choice,
    Date,
    Effect,
    Flag,
    Integer,
    Length,
    Number,
    OrWord,
    Ref,
    Shape,
)
from opmodel.model.shapes.varying import Varying
from opmodel.source import Node, flow
from opmodel.wording import bare

Cell: TypeAlias = "str | float | int | None"
Kind: TypeAlias = Literal["TEXT", "REAL", "INTEGER", "FLAG", "DATE"]
"""What a column holds; SQL itself knows neither yes and no nor days."""
LONGEST = 4_000
"""Characters of a text that queries see; nobody compares more."""


def in_sql(kind: Kind) -> str:
    """Return the type that a column has in SQL."""
    return {"FLAG": "INTEGER", "DATE": "TEXT"}.get(kind, kind)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One column that a value takes: its name, its type and how its cell is made of the value.

    `values` are the words that may stand there, in their order, where the language lists them.
    """

    name: str
    kind: Kind
    read: Callable[[object], Cell]
    values: tuple[str, ...] = ()


def leaves(shape: Shape[object], name: str) -> tuple[Leaf, ...]:
    """Return the columns of a value that is no map and no list.

    Durations are hours and end in `_hours`, shares end in `_percent`; of an amount that is a range or differs by a
    dimension the column holds the highest, and a table of its own holds all.
    """
    if isinstance(shape, Flag):
        return (Leaf(name, "FLAG", lambda value: int(value is True)),)
    if isinstance(shape, Integer):
        return (Leaf(name, "INTEGER", _whole),)
    if isinstance(shape, Number):
        return (Leaf(_with_unit(name, shape), "REAL", _number),)
    if isinstance(shape, Length):
        return (Leaf(f"{name}_hours", "REAL", _hours),)
    if isinstance(shape, Amount):
        return (Leaf(name, "REAL", _number), Leaf(f"{name}_hours", "REAL", _hours))
    if isinstance(shape, Varying):
        return tuple(_highest(leaf) for leaf in leaves(amount_of(shape), name))
    if isinstance(shape, OrWord):
        word = Leaf(f"{name}_{shape.word}", "FLAG", lambda value: int(value == shape.word))
        return (*(_unless_text(leaf) for leaf in leaves(shape.shape, name)), word)
    if isinstance(shape, Effect):
        return _signed(name)
    return (_word(shape, name),)


def _word(shape: Shape[object], name: str) -> Leaf:
    """Return the column of a value that is a word or words, or a day."""
    if isinstance(shape, Ref) and shape.sections:
        return Leaf(name, "TEXT", lambda value: text(value if "#" in str(value) else bare(str(value))))
    if isinstance(shape, Date):
        return Leaf(name, "DATE", _day)
    if isinstance(shape, Choice):
        return Leaf(name, "TEXT", text, shape.choices)
    return Leaf(name, "TEXT", _free if isinstance(shape, Anything) else text)


def amount_of(shape: Varying[object]) -> Shape[object]:
    """Return the shape of one value of an amount that may vary."""
    return cast("Shape[object]", shape.amount)


def text(value: object) -> str:
    """Write a value as one text: lists with commas, everything else as a person would write it."""
    if isinstance(value, tuple):
        return clipped(", ".join(map(text, value)))
    if isinstance(value, Condition):
        return clipped(value.text)
    if isinstance(value, Node):
        return _free(value)
    if is_declared(type(value)):
        return text(tuple(vars(value).values()))
    return clipped(str(value))


def clipped(written: str) -> str:
    """Return a text that the database takes: not endless, and nothing that no encoding knows."""
    short = written if len(written) <= LONGEST else f"{written[: LONGEST - 1]}…"
    return short if short.isascii() else short.encode("utf-8", "replace").decode("utf-8")


def _with_unit(name: str, shape: Number) -> str:
    is_share = shape.unit in ("percent", "percent of quota")
    return f"{name}_percent" if is_share and not name.endswith("percent") else name


def _highest(leaf: Leaf) -> Leaf:
    def read(value: object) -> Cell:
        cases = value.cases if isinstance(value, Quantity) else ()
        found = [cell for case in cases if (cell := leaf.read(case.high)) is not None]
        return max(found, key=lambda cell: cell if isinstance(cell, int | float) else 0.0) if found else None

    return replace(leaf, read=read)


def of_case(leaf: Leaf, end: Literal["low", "high"]) -> Leaf:
    """Return the column of one end of one value of an amount that may vary."""

    def read(value: object) -> Cell:
        return leaf.read(getattr(value, end)) if isinstance(value, Case) else None

    return Leaf(leaf.name, leaf.kind, read)


def _unless_text(leaf: Leaf) -> Leaf:
    return replace(leaf, read=lambda value: None if isinstance(value, str) else leaf.read(value))


def _signed(name: str) -> tuple[Leaf, ...]:
    def part(attribute: str) -> Callable[[object], Cell]:
        return lambda value: getattr(value, attribute) if isinstance(value, SignedStrength) else None

    return (
        Leaf(name, "TEXT", part("text")),
        Leaf(f"{name}_sign", "INTEGER", part("sign")),
        Leaf(f"{name}_strength", "REAL", part("likely")),
    )


def _number(value: object) -> Cell:
    return float(value) if isinstance(value, int | float) else None


def _whole(value: object) -> Cell:
    return value if isinstance(value, int) else None


def _hours(value: object) -> Cell:
    return value.hours if isinstance(value, Duration) else None


def _day(value: object) -> Cell:
    return value.isoformat() if isinstance(value, date) else text(value)


def _free(value: object) -> str:
    """Write free content; what a statement says is a value like others."""
    return clipped(flow(value)) if isinstance(value, Node) else text(value)
