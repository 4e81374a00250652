"""Reference pages of the language in Markdown: generated from the declarations, and a few written by hand."""

import enum
from collections.abc import Iterator, Mapping
from textwrap import indent

from opmodel import discover
from opmodel.errors import UsageError
from opmodel.model.declaration import Section
from opmodel.model.entity import Entity
from opmodel.model.fields import Fields, Key, declared_by
from opmodel.model.manifest import Manifest
from opmodel.model.sections import sections
from opmodel.model.shapes import Choice, OrWord, Shape
from opmodel.model.structures import ByForm, Group, Keyed, Many
from opmodel.wording import did_you_mean

_ABSENCES = (
    "Every map may also say why a value is missing: `unknown: [key]` (nobody knows), `withheld: [key]` (kept "
    "elsewhere), `none: {key: reason}` (on purpose)."
)
_MARKS = "`*` marks what must be there, `°` what a sound model has."
_OR = ", or "
_KEYS_BELOW = "a map with the keys below"


def section_page(name: str) -> str:
    """Return the page of a section: what it is, an example, its keys and what stands below them, its edges.

    Raises:
        UsageError: there is no section of that name.
    """
    section = _section(name)
    common = declared_by(Entity).fields.keys
    own = {key.name: key for key in section.fields.keys.values() if key != common.get(key.name)}
    shared = {key.name: key for key in section.fields.keys.values() if key.name not in own}
    parts = [
        f"# {section.name}",
        section.doc,
        f"In sentences and references one entry is written `{section.singular}/id`.{_answers(section)}",
        "## Example",
        f"```yaml\n{section.name}:\n{indent(section.example, '  ')}\n```",
        "## Keys",
        *_entries(section),
        f"{_MARKS} {_ABSENCES}",
        _table(own),
        *_groups(own),
    ]
    if shared:
        parts += ["## Keys of every section", _table(shared)]
    edges = "\n".join((*_edges_of_ids(section), *_edges(own)))
    if edges:
        parts += ["## Edges", "What its references draw in the graph, from an entry to what it names.", edges]
    return "\n\n".join(parts) + "\n"


def field_page(path: str) -> str:
    """Return what a key is, by its dotted path without ids: `stages.stall.after`, `incentives.measures.weight`.

    Raises:
        UsageError: there is no such section or key.
    """
    name, *steps = path.split(".")
    return _key_page(path, _section(name).fields, name, steps) if steps else section_page(name)


def keys_page(name: str) -> str:
    """Return what a key is, by the end of its path (`quota`, `stall.after`), or where it may stand if that is several.

    Empty where there is no such key.
    """
    found = {path: key for path, key in _paths() if path == name or path.endswith(f".{name}")}
    if len(found) == 1 and next(iter(found)).partition(".")[0] in sections():
        return field_page(*found)
    where = {path: "" if path.partition(".")[0] in sections() else " of every section" for path in found}
    rows = (f"- `{path}`{where[path]}: {key.doc}" for path, key in found.items())
    more = "`opmodel explain` with one of these names says what it takes."
    return "\n\n".join((f"# {name}", "A key of these maps:", "\n".join(rows), more)) + "\n" if found else ""


def choice_page(word: str) -> str:
    """Return which keys take a word of the language (`outcome`, `queue`) and what it tells there, if any does."""
    found = ((path, one) for path, key in _paths() for one in _choices(key.shape) if one.offers(word))
    rows = "\n".join(f"- `{path}`: {one.meaning} It takes {one.words()}." for path, one in found)
    return f"# {word}\n\nA word that these keys take:\n\n{rows}\n" if rows else ""


def setting_page(name: str, check: Key) -> str:
    """Return what a key of the manifest is by its own name (`counterweight_percent`); nothing where there is none."""
    paths = (path for path, _ in _walk(manifest_keys(check)) if path.endswith(f".{name}"))
    return "\n".join(manifest_key_page(path, check) for path in paths)


def key_names() -> frozenset[str]:
    """Return every key of the language by itself, without what it stands below."""
    return frozenset(path.rpartition(".")[2] for path, _ in _paths())


def written_page(name: str) -> str:
    """Return a page that is written by hand: `conditions`, `values`."""
    return (discover.folder("opmodel.model") / "pages" / f"{name}.md").read_text(encoding="utf-8")


def manifest_keys(check: Key) -> Mapping[str, Key]:
    """Return the keys of the manifest; what stands below `check` is declared where rules are known."""
    return {**declared_by(Manifest).fields.keys, check.name: check}


def manifest_page(check: Key) -> str:
    """Return the page of the manifest: an example, its keys and what stands below them."""
    keys = manifest_keys(check)
    parts = [written_page("manifest").strip(), "## Keys", f"{_MARKS} {_ABSENCES}", _table(keys), *_groups(keys)]
    return "\n\n".join(parts) + "\n"


def manifest_key_page(path: str, check: Key) -> str:
    """Return what a key of the manifest is, by its dotted path: `model.north_star`, `check.profile`.

    Raises:
        UsageError: there is no such key.
    """
    return _key_page(path, Fields(manifest_keys(check)), "", path.split("."))


def _key_page(path: str, fields: Fields | None, way: str, steps: list[str]) -> str:
    key = None
    for step in steps:
        keys: Mapping[str, Key] = fields.keys if fields else {}
        if step not in keys:
            hint = did_you_mean(step, keys) or (f"its keys are {', '.join(sorted(keys))}" if keys else "")
            raise UsageError(f"'{way}' has no key '{step[:60]}'" + (f"; {hint}" if hint else ""))
        key, way = keys[step], f"{way}.{step}".lstrip(".")
        fields = _below(key.shape)
    assert key is not None
    facts = [f"- takes: {_takes(key.shape)}", f"- {_need(key)}"]
    facts += [f"- where nothing is written: {_default(key)}"] if _default(key) else []
    facts += [f"- edge: `{key.edge}`"] if key.edge else []
    parts = [f"# {path}", f"{_sentence(key.doc)}.", "\n".join(facts)]
    if fields:
        marked = any(key.required or key.expected for key in fields.keys.values())
        parts += ["## Keys", *([_MARKS] if marked else []), _table(fields.keys)]
    return "\n\n".join(parts) + "\n"


def _section(name: str) -> Section:
    if name not in sections():
        hint = did_you_mean(name, sections()) or f"the sections are {', '.join(sections())}"
        raise UsageError(f"there is no section '{name[:60]}'; {hint}")
    return sections()[name]


def _answers(section: Section) -> str:
    return f" Who answers for it stands in `{section.accountable}`." if section.accountable else ""


def _entries(section: Section) -> tuple[str, ...]:
    """Say what the keys of an entry are, where they are ids and not keys of the language."""
    if section.entries is None:
        return ()
    return (f"An entry is {_takes(section.entries.shape)}: {section.entries.doc}.",)


def _table(keys: Mapping[str, Key]) -> str:
    rows = [f"| {_marked(key)} | {_cell(_takes(key.shape))} | {_cell(_meaning(key))} |" for key in keys.values()]
    return "\n".join(["| key | takes | meaning |", "|---|---|---|", *rows])


def _marked(key: Key) -> str:
    return f"`{key.name}`{'*' if key.required else '°' if key.expected else ''}"


def _meaning(key: Key) -> str:
    default = _default(key)
    return f"{key.doc} (default: {default})" if default else key.doc


def _default(key: Key) -> str:
    if key.default is None or key.default == ():
        return ""
    return f"`{str(key.default).lower() if isinstance(key.default, bool) else key.default}`"


def _need(key: Key) -> str:
    if key.required:
        return "must be there: an entry cannot be understood without it"
    return "a sound model has it" if key.expected else "may be left out"


def _takes(shape: Shape[object]) -> str:
    """Say what fits, without listing the keys of maps: they have a table of their own."""
    return _OR.join(dict.fromkeys(_forms(shape)))


def _forms(shape: Shape[object]) -> tuple[str, ...]:
    """Return what fits, one text for each form it may have."""
    if isinstance(shape, Keyed):
        each = _OR.join(_forms(shape.group)) if shape.group.short else "its keys below"
        return (f"a map from an id to {each}",)
    if isinstance(shape, ByForm):
        return tuple(text for form in shape.forms for text in _forms(form))
    if isinstance(shape, Many) and _below(shape.item):
        forms = _forms(shape.item)
        if shape.lone:
            return (*forms, "a list of them")
        return (f"a list (each {_OR.join(forms)})" if len(forms) > 1 else f"a list, each {forms[0]}",)
    if isinstance(shape, Group):
        short = _takes(shape.short.shape).replace(_KEYS_BELOW, "a map") if shape.short else ""
        return (short, _KEYS_BELOW) if short else ("a map",)
    return (shape.words(),)


def _below(shape: Shape[object]) -> Fields | None:
    """Return the keys of the map that stands below a key, if one does."""
    if isinstance(shape, Group):
        return shape.fields
    if isinstance(shape, Keyed):
        return shape.group.fields
    if isinstance(shape, Many):
        return _below(shape.item)
    if isinstance(shape, ByForm):
        return next((fields for form in shape.forms if (fields := _below(form))), None)
    return None


def _choices(shape: Shape[object]) -> Iterator[Choice[enum.StrEnum]]:
    """Yield the words of the language that may stand for a value, but for those of maps below it."""
    if isinstance(shape, Choice):
        yield shape
    inner: tuple[Shape[object], ...] = ()
    if isinstance(shape, ByForm):
        inner = shape.forms
    elif isinstance(shape, Many):
        inner = (shape.item,)
    elif isinstance(shape, OrWord):
        inner = (shape.shape,)
    for one in inner:
        yield from _choices(one)


def _groups(keys: Mapping[str, Key]) -> Iterator[str]:
    """Yield a heading and a table for every map below the keys, one for all the places of the same map."""
    places: dict[int, list[str]] = {}
    tables: dict[int, str] = {}
    for path, key in _walk(keys):
        fields = _below(key.shape)
        if fields:
            places.setdefault(id(fields), []).append(path)
            tables.setdefault(id(fields), _table(fields.keys))
    for one, paths in places.items():
        yield f"### {', '.join(paths)}"
        yield tables[one]


def _edges(keys: Mapping[str, Key]) -> Iterator[str]:
    return (f"- `{path}`: {key.edge}" for path, key in _walk(keys) if key.edge)


def _edges_of_ids(section: Section) -> Iterator[str]:
    for ids, key in (("its id", section.map_key), ("its keys", section.entries)):
        if key and key.edge:
            yield f"- {ids}: {key.edge}"


def _walk(keys: Mapping[str, Key], way: str = "") -> Iterator[tuple[str, Key]]:
    for key in keys.values():
        yield f"{way}{key.name}", key
        fields = _below(key.shape)
        if fields:
            yield from _walk(fields.keys, f"{way}{key.name}.")


def _paths() -> Iterator[tuple[str, Key]]:
    """Yield all keys of all sections with their paths; those that every section has once, without a section."""
    common = declared_by(Entity).fields.keys
    yield from _walk(common)
    for section in sections().values():
        yield from _walk(
            {name: key for name, key in section.fields.keys.items() if key != common.get(name)}, f"{section.name}."
        )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
