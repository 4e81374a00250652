"""The rows of the diagnosis: sentences leaders argue about, and what a model must declare to answer them."""

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from opmodel import discover

_CELL = re.compile(r"(?<!\\)\|")


class Cause(enum.StrEnum):
    """The root cause that a row belongs to."""

    PAY = "pay"
    ACCOUNTABILITY = "accountability"
    SILO = "silo"

    @property
    def heading(self) -> str:
        """What it is in a sentence."""
        return _TITLES[self]


_TITLES = {
    Cause.PAY: "Pay that pulls apart",
    Cause.ACCOUNTABILITY: "Shared goals without shared accountability",
    Cause.SILO: "Meaning, data and decisions made in a silo",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence that holds for a healthy model.

    `needs` are what a model must declare before it may hold, each as the keys of which one is enough. `computed` names
    how it is answered where no rule does; `history` says that it needs two versions of the model. One that is a number
    is broken by no finding: it holds when the number can be computed.
    """

    id: str
    cause: Cause
    computed: str
    is_number: bool
    statement: str
    needs: tuple[tuple[str, ...], ...]


@cache
def rows() -> tuple[Row, ...]:
    """Return every row in the order of its page."""
    return tuple(map(_row, _table("row")))


@cache
def leads() -> Mapping[str, tuple[str, ...]]:
    """Return what a leader asks first, in order: a title and the rows that answer it."""
    return {title: tuple(names.split()) for title, names in _table("asked first")}


def _table(head: str) -> list[list[str]]:
    """Return the cells below the head of a table of the page that begins with a word."""
    _, _, below = discover.page(__name__).partition(f"\n| {head} |")
    lines = below.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip().replace("\\|", "|") for cell in _CELL.split(line)[1:-1]] for line in lines]


def _row(cells: Sequence[str]) -> Row:
    name, cause, computed, kind, statement, needs = cells
    either = tuple(tuple(need.split("|")) for need in needs.split())
    return Row(name, Cause(cause), computed, kind == "number", statement, either)
