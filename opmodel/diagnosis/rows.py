"""The rows of the diagnosis: sentences leaders argue about, and what a model must declare to answer them."""

import enum
import re
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
    how it is answered where no rule does; `history` says that it needs two versions of the model.
    """

    id: str
    cause: Cause
    computed: str
    statement: str
    needs: tuple[tuple[str, ...], ...]


@cache
def rows() -> tuple[Row, ...]:
    """Return every row in the order of its page."""
    lines = discover.page(__name__).splitlines()
    return tuple(_row(line) for line in lines if re.match(r"\| M\d\d ", line))


def _row(line: str) -> Row:
    name, cause, computed, statement, needs = (cell.strip().replace("\\|", "|") for cell in _CELL.split(line)[1:-1])
    return Row(name, Cause(cause), computed, statement, tuple(tuple(need.split("|")) for need in needs.split()))
