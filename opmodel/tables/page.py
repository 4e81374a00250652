"""The reference page of a section, with the tables that queries see of it."""

from opmodel import discover
from opmodel.model import explain
from opmodel.model.entity import Entity
from opmodel.model.fields import declared_by
from opmodel.model.sections import sections
from opmodel.tables.derived import derived
from opmodel.tables.rows import Filled, tables

_EVERYWHERE = (
    "Every table has `file` and `line`; one of a list has `parent_id` (the entry it belongs to), `path` and `position` "
    "(from 1) as well. Of an amount that is a range or differs by a dimension a column holds the highest, and a table "
    "of its own all of them."
)
_PLACE = ("file", "line", "parent_id", "path", "position")


def section_page(name: str) -> str:
    """Return the page of a section: what its declaration says, then its tables.

    Raises:
        UsageError: there is no section of that name.
    """
    page = explain.section_page(name)
    own = [table for table in tables().values() if table.section == name]
    made = [f"- `{one.name}`: {one.doc}" for one in derived(name)]
    parts = (
        page,
        "## Tables\n",
        f"What `opmodel query` sees. In `{name}` these columns are worked out:\n",
        *made,
        f"\n{_EVERYWHERE}\n",
        *(_listed(table, has_common=table.name == name and not sections()[name].entries) for table in own),
    )
    return "\n".join(parts) + "\n"


def tables_page() -> str:
    """Return the page about tables: how they follow from the language, functions, and the tables of no one section."""
    parts = [(discover.folder("opmodel.tables") / "tables.md").read_text(encoding="utf-8").strip()]
    parts += ["## Tables about all sections"]
    for table in tables().values():
        if not table.section:
            rows = [f"| `{one.name}` | {one.doc} |" for one in table.columns]
            parts += [
                f"### {table.name}",
                f"{_sentence(table.doc)}.",
                "\n".join(("| column | holds |", "|---|---|", *rows)),
            ]
    return "\n\n".join(parts) + "\n"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(table: Filled, *, has_common: bool) -> str:
    common = {*declared_by(Entity).fields.keys, *_PLACE} - {"owner"} if has_common else set(_PLACE)
    shown = [f"`{one.name}`" for one in table.columns if not _is_common(one.name, common)]
    more = ", and the keys of every section" if has_common else ""
    return f"- `{table.name}`: {', '.join(shown)}{more}"


def _is_common(name: str, common: set[str]) -> bool:
    """Tell whether a column comes from a key that every section has, such as `effective_from`."""
    return name in common or any(name.startswith(f"{one}_") for one in ("effective", "reviewed") if one in common)
