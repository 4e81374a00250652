"""What a condition must know about the columns it names; the model provides it."""

import enum
import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from opmodel.expressions.tree import Expression


class Kind(enum.StrEnum):
    """What a column holds; the value is how messages call it.

    NUMBER also stands for money; INTEGER is a number without fractions (and a number of days); ENUM for fields with
    listed values, stages and dimensions; DATE counts in whole days; USER is a person of the CRM.
    """

    NUMBER = "a number"
    INTEGER = "a whole number"
    TEXT = "a text"
    BOOLEAN = "true or false"
    DATE = "a date"
    ENUM = "one of a list of values"
    USER = "a user"

    @property
    def counts(self) -> bool:
        """Whether plus and minus take it as a number."""
        return self in _NUMBERS


_NUMBERS = (Kind.NUMBER, Kind.INTEGER)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an object.

    `values` are those of an ENUM in their order (stages and dimensions compare in it). `minimum` and `maximum` bound
    a number, both included; `coins` tells that it counts money, which nobody splits below a hundredth. The names
    inside the following three are columns of the same object, so for `account.ideal_customer` those of the account:
    `test` says when a definition or criterion is true, `derived` is the value of a computed number or date, `cases`
    are the values of a dimension with their conditions, first match wins.
    """

    name: str
    kind: Kind
    values: tuple[str, ...] = ()
    nullable: bool = True
    minimum: float | None = None
    maximum: float | None = None
    coins: bool = False
    test: Expression | None = None
    derived: Expression | None = None
    cases: tuple[tuple[str, Expression], ...] = ()


class Columns(Protocol):
    """The columns of one object as conditions may name them, joined objects included."""

    @property
    def label(self) -> str:
        """What messages call the object: `object 'lead'`."""

    def find(self, path: tuple[str, ...]) -> Column | None:
        """Return the column at a path: `("fit_score",)`, `("account", "employees")`."""

    def names(self) -> tuple[str, ...]:
        """Return what may be written, for suggestions: `fit_score`, `account.employees`."""


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(text: str) -> int | None:
    """Return the number of the day that an ISO date names, or None if it names none."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None
