"""What reading a model's documents brings to light: faults, references, conditions and varying values."""

from collections.abc import Set
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Protocol, TypeAlias

from opmodel.expressions import Expression
from opmodel.finding import Note, Span
from opmodel.model.values import Absence, Quantity, Why
from opmodel.source import Mapping, Node, Scalar

Trail: TypeAlias = "tuple[str | int, ...]"
"""The way from an entity to one of its values: `("stall", "after")`; numbers are places in a list, from 0."""


class EntryId(str):
    """A step of a trail that is the id of an entry in a map, not a key of the language."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Where:
    """A value of an entity, as rules name it: the entity (`stage/evaluation`) and the way to the value."""

    entity: str
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that reading found wrong; the rule of its name turns it into a finding."""

    rule: str
    message: str
    span: Span
    entity: str = ""
    path: str = ""
    help: str = ""
    notes: tuple[Note, ...] = ()
    mild: bool = False
    """Likely rather than certainly wrong: a warning at most."""


LOST = frozenset(
    (
        "ambiguous-reference",
        "duplicate-key",
        "file-left-out",
        "path-outside-model",
        "unknown-key",
        "unknown-reference",
        "wrong-type",
    )
)
"""Faults that take something written out of the model, in files that were read."""

Asked: TypeAlias = "tuple[tuple[str, ...], str]"
"""The sections a reference may mean an entity of, and the id it names: two that ask the same mean the same."""


class Reference(NamedTuple):
    """An id written where another entity is meant.

    `sections` are the plural names it may come from, none meaning any. `key` names the edge it draws. Built by the
    ten thousand, hence a tuple.
    """

    source: str
    trail: Trail
    text: str
    sections: tuple[str, ...]
    node: Scalar
    key: str
    stated: bool = False
    """Stands in a statement: somebody's words, so it is checked but is no edge."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A SQL expression of the model; `tree` is None when it was not understood (the fault is reported)."""

    text: str
    node: Scalar
    tree: Expression | None
    kind: Literal["condition", "value", "column"] = "condition"


class Fielded(Protocol):
    """A shape as statements see it: something to read, with fields below."""

    def read(self, node: Node, reading: "Reading") -> object:
        """Return the value at a node."""

    def inner(self, name: str) -> "Fielded | None":
        """Return the shape of a field below."""


@dataclass(slots=True)
class Reading:
    """The state of one pass over the documents: where the reader stands and what it has met so far."""

    entity: str = ""
    section: str = ""
    head: Scalar | None = None
    """The id of the entity being read, where what is missing from it is reported."""
    key: str = ""
    stated: bool = False
    trail: list[str | int] = field(default_factory=list)
    absences: dict[str, Absence] = field(default_factory=dict)
    shape: Fielded | None = None
    """The shape of the entity being read, by which statements about its fields are read."""
    faults: list[Fault] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    conditions: list[tuple[Where, Condition]] = field(default_factory=list)
    dimension_values: list[tuple[str, str, str, Node]] = field(default_factory=list)
    """Entity, dimension, value and node of every value named in a scope."""
    varying: list[tuple[str, Trail, Quantity[object], Mapping]] = field(default_factory=list)

    def add(self, other: "Reading") -> None:
        """Take up what was met in another pass."""
        self.faults += other.faults
        self.references += other.references
        self.conditions += other.conditions
        self.dimension_values += other.dimension_values
        self.varying += other.varying

    def without(self, entities: Set[str]) -> "Reading":
        """Return what was met everywhere but in some entities."""
        return Reading(
            faults=[one for one in self.faults if one.entity not in entities],
            references=[one for one in self.references if one.source not in entities],
            conditions=[one for one in self.conditions if one[0].entity not in entities],
            dimension_values=[one for one in self.dimension_values if one[0] not in entities],
            varying=[one for one in self.varying if one[0] not in entities],
        )

    def outside(self, rows: Set[Where]) -> "Reading":
        """Return what was met everywhere but in some parts of entities; what is wrong with these stays."""

        def kept(entity: str, trail: Trail) -> bool:
            return not any(Where(entity, trail[:length]) in rows for length in range(len(trail) + 1))

        return replace(
            self,
            references=[one for one in self.references if kept(one.source, one.trail)],
            conditions=[one for one in self.conditions if kept(one[0].entity, one[0].trail)],
            varying=[one for one in self.varying if kept(one[0], one[1])],
        )

    @property
    def path(self) -> str:
        """The dotted path of the value being read: `stages.evaluation.stall.after`."""
        start = (self.section, self.entity.partition("/")[2]) if self.entity else (self.section,)
        return dotted((*[part for part in start if part], *self.trail))

    @property
    def place(self) -> str:
        """The way from the entity to the value being read: `stall.after`."""
        return dotted(tuple(self.trail))

    @property
    def spoken(self) -> str:
        """The value being read as messages name it: `stage 'evaluation': stall.after`."""
        return f"{self.what}: {spoken(tuple(self.trail))}" if self.trail else self.what

    @property
    def what(self) -> str:
        """The thing being read, as messages name it: `stage 'evaluation'`."""
        singular, _, name = self.entity.partition("/")
        return f"{singular} '{name}'" if name else (self.section and f"section '{self.section}'") or "the manifest"

    def fault(self, rule: str, node: Node | Span, message: str, help: str = "", notes: tuple[Note, ...] = ()) -> None:
        """Report a problem at a node of the value being read."""
        span = node if isinstance(node, Span) else node.span
        self.faults.append(Fault(rule, message, span, self.entity, self.path, help, notes))

    def wrong_type(self, node: Node, expected: str, help: str = "") -> None:
        """Report that a value is of another type than its field takes."""
        self.fault("wrong-type", node, f"{self.spoken} must be {expected}, not {seen(node)}", help)

    def absent(self, why: Why, reason: str = "") -> None:
        """Note that the value being read is absent and why."""
        name = ".".join(part for part in self.trail if isinstance(part, str) and not isinstance(part, EntryId))
        self.absences[self.place] = Absence(why, self.place, name, reason)


def dotted(trail: Trail) -> str:
    """Write a trail as people do: `steps[0].role`; list places stay 0-based as in the document's path."""
    text = ""
    for part in trail:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def spoken(trail: Trail) -> str:
    """Write a trail for a sentence: without places in lists, which the finding's own place shows."""
    return ".".join(part for part in trail if isinstance(part, str))


def named(ref: str) -> str:
    """Write `stage/evaluation` as sentences do: `stage 'evaluation'`."""
    singular, _, name = ref.partition("/")
    return f"{singular} '{name}'"


def told(where: Where) -> str:
    """Write a value as sentences do: `stage 'evaluation': stall.after`; an entity's own id is the entity."""
    return f"{named(where.entity)}: {spoken(where.trail)}" if where.trail else named(where.entity)


def seen(node: Node) -> str:
    """Say in a few words what stands at a node."""
    if isinstance(node, Scalar):
        text = node.text if len(node.text) <= 40 else node.text[:39] + "…"
        return "empty" if node.is_null else f"'{text}'" if node.plain else f"the quoted text '{text}'"
    return "a map" if hasattr(node, "entries") else "a list"
