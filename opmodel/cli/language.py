"""Pages of the language beside those of its sections: manifest, conditions, values, tables and a glossary."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:  # the verbs import what they need when they run
    from opmodel.model.fields import Key
    from opmodel.model.shapes import Shape

_TOPICS: Mapping[str, tuple[str, ...]] = {
    "conditions": ("condition", "sql"),
    "values": ("value",),
    "manifest": ("opmodel.yaml",),
    "check": ("profile", "fail_on", "core", "recommended", "strict", "workshop"),
    "glossary": ("words",),
    "tables": ("query", "queries", "edges", "moves"),
}
"""Every page and what people look for when they mean it."""
_CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "Durations": ("duration", "unit", "units", "min", "h", "bh", "d", "bd", "w", "mo", "q", "y"),
    "Absences": ("absence", "unknown", "withheld", "none"),
    "Statements": (),
}
"""Chapters of the page `values` and what people look for when they mean one."""


def topics() -> tuple[str, ...]:
    """Return the names of the pages."""
    return tuple(_TOPICS)


def names() -> tuple[str, ...]:
    """Return everything that `topic` finds a page for, keys of the manifest below the first level left out."""
    from opmodel.model.explain import manifest_keys

    others = (name for also in (*_TOPICS.values(), *_CHAPTERS.values()) for name in also)
    chapters = map(str.lower, _CHAPTERS)
    return tuple(dict.fromkeys((*_TOPICS, *chapters, *others, *manifest_keys(_check()))))


@cache
def entries() -> Mapping[str, str]:
    """Return what the words of reports and answers mean: an entry of the glossary for each word of its heading."""
    from opmodel.model.explain import written_page

    _, *found = written_page("glossary").split("\n## ")
    return {word: f"# {text.strip()}\n" for text in found for word in text.partition("\n")[0].split(", ")}


def entry(name: str) -> str:
    """Return what a word means, written with blanks, hyphens or underscores; nothing if the glossary lacks it."""
    word = name.replace("_", " ").replace("-", " ")
    return entries().get(name) or entries().get(word) or ""


def setting(name: str) -> str:
    """Return what a key below one of the manifest is, by its own name; nothing if there is none."""
    from opmodel.model.explain import setting_page

    return setting_page(name, _check())


def topic(name: str) -> str:
    """Return the page of a topic or of a key of the manifest (`model`, `check.rules`), or nothing.

    Raises:
        UsageError: there is no such key below one of the manifest.
    """
    from opmodel.model.explain import manifest_key_page, manifest_keys, manifest_page, written_page

    path = name.removeprefix("manifest.")
    page = next((page for page, also in _TOPICS.items() if path == page or path in also), "")
    check = _check()
    if chapter := next((title for title, also in _CHAPTERS.items() if path in (title.lower(), *also)), ""):
        return _chapter(chapter)
    if page in ("conditions", "values", "glossary"):
        return written_page(page)
    if page == "tables":
        from opmodel.tables.page import tables_page

        return tables_page()
    if page == "manifest":
        return manifest_page(check)
    if page == "check":
        _, _, keys = manifest_key_page("check", check).partition("## Keys")
        return f"{written_page('check')}\n## Keys{keys}"
    return manifest_key_page(path, check) if path.partition(".")[0] in manifest_keys(check) else ""


def _chapter(title: str) -> str:
    """Return one chapter of the page `values`, with the way to the others."""
    from opmodel.model.explain import written_page

    text = written_page("values").partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return f"# {title}\n\n{text.strip()}\n\n`opmodel explain values` shows how all values are written.\n"


def _check() -> "Key":
    """Declare the key `check` with its rules and policies, which its reader takes by names and not by a declaration."""
    from opmodel.engine import Level
    from opmodel.model.fields import Fields, Key
    from opmodel.model.shapes import Word
    from opmodel.model.structures import Group
    from opmodel.policy.settings import Check

    *most, last = Level
    level = f"{', '.join(most)} or {last}"
    words = f"a map from a rule or family to a level ({level}), or to a map with level and the rule's parameters"
    doc = "what the findings of a rule or family count as; `opmodel explain check` has an example"
    rules = Key("rules", "rules", cast("Shape[object]", Word(".*", words)), doc)
    settings = Group(Check)
    files = "a list of packs (starter, standard, strict) and of files below the folder of the settings"
    asked = "what the company itself asks of its model; `opmodel policy list` shows it"
    policies = Key("policies", "policies", cast("Shape[object]", Word(".*", files)), asked)
    settings.fields = Fields({**settings.fields.keys, rules.name: rules, policies.name: policies})
    return Key("check", "check", cast("Shape[object]", settings), "how `opmodel check` judges the model")
