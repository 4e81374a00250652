"""JSON Schema 2020-12 of the language, from the declarations of the sections, for editors and other tools."""

from opmodel.model.declaration import Section
from opmodel.model.manifest import Manifest
from opmodel.model.sections import sections
from opmodel.model.shapes import Json
from opmodel.model.structures import Group

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID_PATTERN = "^[a-z][a-z0-9_]{0,62}$"


def section_schema(name: str) -> dict[str, Json]:
    """Return the schema of one section: a map from an id to an entity.

    Raises:
        KeyError: there is no section of that name.
    """
    section = sections()[name]
    shared = _Shared()
    entity = _entity(section, shared)
    return {"$schema": DIALECT, **_section(section), "$defs": {section.singular: entity, **shared.sorted()}}


def combined_schema() -> dict[str, Json]:
    """Return the schema of a file: every section, and the manifest's own keys.

    Whether a file is the manifest is not part of its text, so the manifest's keys are allowed and none is required.
    """
    manifest = Group(Manifest).fields.schema()
    own = manifest["properties"]
    assert isinstance(own, dict)
    shared = _Shared()
    properties = {key: shared.take(own[key]) for key in Group(Manifest).fields.keys}
    entities: dict[str, Json] = {one.singular: _entity(one, shared) for one in sections().values()}
    properties |= {section.name: _section(section) for section in sections().values()}
    return {
        "$schema": DIALECT,
        "title": "A file of an opmodel model",
        "description": "Sections, each a map from an id to an entity; the manifest also says what the model is.",
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
        "$defs": {**entities, **shared.sorted()},
    }


class _Shared:
    """Groups of keys that are written once and referred to by name, as each stands in several places."""

    def __init__(self) -> None:
        self._found: dict[str, Json] = {}

    def take(self, schema: Json) -> Json:
        """Return a schema with every group in it replaced by a reference."""
        if isinstance(schema, list):
            return [self.take(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        title = schema.get("title")
        whole: dict[str, Json] = {name: self.take(part) for name, part in schema.items()}
        if not isinstance(title, str):
            return whole
        assert self._found.setdefault(title, whole) == whole, f"two groups are called {title}"
        return {"$ref": f"#/$defs/{title}"}

    def sorted(self) -> dict[str, Json]:
        """Return the groups by name."""
        return dict(sorted(self._found.items()))


def _section(section: Section) -> dict[str, Json]:
    entity: dict[str, Json] = {"$ref": f"#/$defs/{section.singular}"}
    bare: list[Json] = [entity, {"type": "null"}] if section.may_be_empty else [entity]
    return {
        "title": section.name,
        "description": section.doc.partition("\n")[0],
        "type": ["object", "null"],
        "propertyNames": {"pattern": ID_PATTERN},
        "additionalProperties": {"anyOf": bare},
    }


def _entity(section: Section, shared: _Shared) -> dict[str, Json]:
    whole = shared.take(section.schema())
    assert isinstance(whole, dict)
    return {"title": section.singular, "description": section.doc.partition("\n")[0], **whole}
