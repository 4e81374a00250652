"""A row of the table of changes: what it is about, how much that matters and who must agree."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from opmodel.changes.change import Weight
from opmodel.changes.edits.edit import Edit
from opmodel.changes.sides import Asked, Sides

Holds: TypeAlias = Callable[[Edit, Sides], bool]
Asks: TypeAlias = Callable[[Edit, Sides], Iterable[Asked]]
Says: TypeAlias = Callable[[Edit, Sides], str]


def _nobody(edit: Edit, sides: Sides) -> Iterator[Asked]:  # noqa: ARG001
    return iter(())


def _nothing(edit: Edit, sides: Sides) -> str:  # noqa: ARG001
    return ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; of those that hold for an edit the heaviest gives its weight and name, and all ask their people.

    `holds` looks at one edit, `asks` names who must agree beside the owner of the model, `says` what the row found out
    about it. `what` and `who` are its words in the documentation.
    """

    name: str
    weight: Weight
    what: str
    who: str
    holds: Holds
    asks: Asks = _nobody
    says: Says = _nothing
    waivable: bool = True
    not_by_author: bool = False


def several(*asks: Asks) -> Asks:
    """Ask everybody whom several questions name."""

    def all_of(edit: Edit, sides: Sides) -> Iterator[Asked]:
        for ask in asks:
            yield from ask(edit, sides)

    return all_of


def owner(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask who answers for the entity."""
    return sides.owners(edit)
