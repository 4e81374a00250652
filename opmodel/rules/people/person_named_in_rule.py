"""A rule names roles, never a person."""

import re
from collections.abc import Iterator

from opmodel import discover
from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, Where, named, section_of
from opmodel.model.sections.functions import Function
from opmodel.model.sections.roles import Role
from opmodel.model.sections.systems import System
from opmodel.source import scalars
from opmodel.wording import listed

_SPOKEN = frozenset(
    (
        *("contact", "description", "extra", "formerly", "links", "name", "quote", "stated_in", "statements", "tags"),
        *("path", "sources", "surveys", "text", "title", "url"),
    )
)
"""Keys and sections that reach somebody or repeat somebody's words; they rule nothing."""

_ADDRESS = re.compile(r"(?<![\w.+-])([a-z]{2,})\.([a-z]{2,})@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.%@+/-])@([a-z]{3,})\.([a-z]{3,})(?![\w.@-])", re.IGNORECASE)
_USER = re.compile(r"([a-z]{2,})\.([a-z]{2,})")

_SHOWN = 3
"""Names in a message; the others are counted."""
_LISTED = 5
"""Further places in one entity are listed up to here."""


@rule(Severity.WARNING)
def check(context: Context, *, more_words: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Yield entities whose rules name somebody by address, handle or user name; other names cannot be told apart."""
    work = frozenset((*discover.words(__name__), *more_words)) | _own_words(context)
    users: dict[str, list[tuple[Where, str]]] = {}
    for where, text in context.graph.records.users_named():
        if _is_person(_USER.fullmatch(text), work):
            users.setdefault(where.entity, []).append((where, text))
    files = {name for name, text in context.model.texts.items() if "@" in text}
    for entity in context.every():
        is_written = entity.head.source.file in files and section_of(type(entity)).name not in _SPOKEN
        if is_written or entity.ref in users:
            texts = scalars(entity.node, without=_SPOKEN) if is_written else ()
            found = [(name, entity.where(*trail)) for trail, one in texts for name in _people(one.text, work)]
            found += [(text, where) for where, text in users.get(entity.ref, ())]
            if found:
                yield _problem(entity, _once(found))


def _once(found: list[tuple[str, Where]]) -> dict[str, Where]:
    """Return each name with the first place where it stands."""
    first: dict[str, Where] = {}
    for name, where in found:
        first.setdefault(name, where)
    return first


def _own_words(context: Context) -> frozenset[str]:
    """Return the words by which the model calls its roles, functions and systems."""
    entities = (one for kind in (Role, Function, System) for one in context.model.of(kind))
    return frozenset(word for one in entities for word in re.findall("[a-z]+", f"{one.id} {one.name or ''}".lower()))


def _people(text: str, work: frozenset[str]) -> Iterator[str]:
    for pattern in (_ADDRESS, _HANDLE) if "@" in text else ():
        yield from (match[0] for match in pattern.finditer(text) if _is_person(match, work))


def _is_person(match: re.Match[str] | None, work: frozenset[str]) -> bool:
    """Tell whether the words of a name are no words of work."""
    return match is not None and not any(word and word.lower() in work for word in match.groups())


def _problem(entity: Entity, people: dict[str, Where]) -> Problem:
    first, *more = dict.fromkeys(people.values())
    others = (f"{len(people) - _SHOWN} more",) if len(people) > _SHOWN else ()
    names = listed((*(f"'{name}'" for name in list(people)[:_SHOWN]), *others))
    what = "people and no roles" if len(people) > 1 else "a person and no role"
    return Problem(
        first,
        f"{named(entity.ref)} names {names}, {what}, so the rule breaks when they move on",
        "name the role, and let the role say who holds it; in a condition, compare with a field of the record",
        notes=tuple((where, "and here") for where in more[:_LISTED]),
    )
