"""A policy as a value: what it asks, why, and the examples that show that it works."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from opmodel.expressions import Expression
from opmodel.finding import Severity, Span
from opmodel.source import Mapping

_BLANK = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition that every entry of a section must meet: of those that `where` picks, or of all.

    The conditions are about the columns of the section's own table.
    """

    section: str
    where: Expression | None
    require: Expression
    where_text: str = ""
    require_text: str = ""

    @property
    def told(self) -> str:
        """What it asks, in a sentence's words."""
        where = f" where {self.where_text}" if self.where_text else ""
        return f"each of {self.section}{where} requires {self.require_text}"


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT over the tables of the model; each row is a violation and names its entity by `kind` and `id`."""

    sql: str

    @property
    def told(self) -> str:
        """What it asks, in a sentence's words."""
        return " ".join(self.sql.split())


Asked: TypeAlias = Requirement | Query


@dataclass(frozen=True, slots=True)
class Example:
    """A small model and the entities that break the policy in it, exactly those.

    `model` is a map of sections, or a folder beside the file of the policy.
    """

    model: Mapping | str = field(compare=False)
    expect: tuple[str, ...]
    day: date | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """Something that a company asks of its model; two are equal if they ask the same, wherever they stand.

    `message` may have blanks, written `{id}`, that the columns of a violation fill. `owner` is the role to talk to,
    none meaning whoever answers for the entity. `pack` is the shipped pack it belongs to, if any.
    """

    id: str
    severity: Severity
    why: str
    owner: str
    asks: Asked
    message: str
    examples: tuple[Example, ...]
    pack: str = field(compare=False, default="")
    span: Span = field(compare=False, default=Span("", 1, 1, 1, 1))
    """Where its id stands."""
    asked_at: Span = field(compare=False, default=Span("", 1, 1, 1, 1))
    """Where its query or what it requires stands."""
    text: str = field(compare=False, default="", repr=False)
    """The text of its file, for reports that show the place."""


def blanks(message: str) -> tuple[re.Match[str], ...]:
    """Return the blanks of a message; the first group of each is the name of the column that fills it."""
    return tuple(_BLANK.finditer(message))
