"""How a section is declared: one class whose keys give its reader, its schema, its references and its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import Final, Literal, TypeVar, cast, overload

from opmodel.model.fields import Declared, Fields, Key, declare, declared_by
from opmodel.model.shapes import Shape
from opmodel.model.structures import Keyed, Many

T = TypeVar("T")
C = TypeVar("C", bound=type)


@overload
def key(
    shape: Shape[tuple[T, ...]], doc: str, *, required: bool = ..., expected: bool = ..., edge: str = ...
) -> tuple[T, ...]: ...
@overload
def key(shape: Shape[T], doc: str, *, required: Literal[True], edge: str = ...) -> T: ...
@overload
def key(shape: Shape[T], doc: str, *, default: T, edge: str = ...) -> T: ...
@overload
def key(shape: Shape[T], doc: str, *, expected: bool = ..., edge: str = ...) -> T | None: ...
def key(
    shape: Shape[T],
    doc: str,
    *,
    required: bool = False,
    expected: bool = False,
    default: object = None,
    edge: str = "",
) -> object:
    """Declare one key of a section or group.

    Args:
        shape: what may stand there.
        doc: one sentence for the page, the schema and the editor; units belong here.
        required: an entity cannot be understood without it (`*`).
        expected: a sound model has it (`°`); its absence is a rule's finding.
        default: what a rule sees where nothing is written; a list is empty, everything else is None.
        edge: the graph edge that references in it draw; by default the name of the key.
    """
    if default is None and isinstance(shape, Many | Keyed):
        default = ()
    return Key("", "", cast("Shape[object]", shape), doc, required, expected, default, edge)


def _collect(kind: type) -> dict[str, Key]:
    """Take the declared keys out of a class body and leave their defaults; `from_` is the key `from`."""
    keys: dict[str, Key] = {}
    for attribute, found in list(vars(kind).items()):
        if isinstance(found, Key):
            name = attribute.rstrip("_")
            default = found.default
            keys[name] = Key(
                name, attribute, found.shape, found.doc, found.required, found.expected, default, found.edge
            )
            setattr(kind, attribute, default)
    return keys


def _required(keys: Mapping[str, Key]) -> tuple[str, ...]:
    return tuple(name for name, key in keys.items() if key.required)


def group(
    *, map_key: str = "", short: str = "", later: tuple[str, ...] = (), instead: Mapping[str, str] | None = None
) -> Callable[[C], C]:
    """Make a class of declared keys a group: a map inside an entity.

    Args:
        map_key: the key that holds the id where the group stands in a map from id to group.
        short: the key that a bare value in the group's place stands for.
        later: keys of the language that come with a section that is not built yet.
        instead: keys people try, and what to write.
    """

    def decorate(kind: C) -> C:
        keys = _collect(kind)
        identity = keys.pop(map_key, None)
        fields = Fields(keys, frozenset(later), instead or {}, _required(keys))
        declare(kind, Declared(fields, (identity.attribute, identity.shape) if identity else None, short))
        return kind

    return decorate


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the language.

    `accountable` is the key that names who answers for an entity: `owner`, or the section's own such as `lead`.
    `later` are its keys that come with a section that is not built yet.
    """

    name: str
    singular: str
    kind: type
    fields: Fields
    doc: str
    accountable: str = "owner"
    also_called: tuple[str, ...] = ()
    example: str = ""
    """YAML below the section's name."""


SECTION: Final = "__section__"


def section(
    name: str,
    singular: str,
    *,
    accountable: str = "owner",
    also_called: tuple[str, ...] = (),
    later: tuple[str, ...] = (),
    instead: Mapping[str, str] | None = None,
    example: str = "",
) -> Callable[[C], C]:
    """Make a class of declared keys a section; its docstring is the first paragraph of its page.

    The class takes the common keys from its base, `Entity`, which is itself made by `group`.
    """

    def decorate(kind: C) -> C:
        common = declared_by(kind.__mro__[1]).fields
        own = _collect(kind)
        shared = {name: key for name, key in common.keys.items() if name != "owner" or accountable == "owner"}
        mends = {} if accountable == "owner" else {"owner": f"{accountable}: it names who answers here"}
        keys = {**shared, **own}
        fields = Fields(keys, frozenset(later), {**mends, **(instead or {})}, _required(keys))
        doc, text = cleandoc(kind.__doc__ or ""), cleandoc(example)
        setattr(kind, SECTION, Section(name, singular, kind, fields, doc, accountable, also_called, text))
        declare(kind, Declared(fields))
        return kind

    return decorate


def section_of(kind: type) -> Section:
    """Return the section a class declares."""
    declared: Section = getattr(kind, SECTION)
    return declared
