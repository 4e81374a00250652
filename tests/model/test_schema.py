"""The JSON Schema accepts what the reader accepts, and says what the declarations say."""

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from opmodel.model import read, sections
from opmodel.model.manifest import Manifest
from opmodel.model.schema import ID_PATTERN, combined_schema, section_schema
from opmodel.model.shapes import Json
from opmodel.model.structures import Group
from opmodel.source import parse, plain_value
from tests.model.documents import Tree, entity, mutated, source, value

SHAPE_RULES = {"wrong-type", "missing-key", "unknown-key", "ambiguous-scalar"}
"""Of the reader's faults, those a schema can see. Left out by name: references (a schema knows no other entity),
conditions (SQL is text to it) and `says` (read by the shape of another field). Not drawn either: a key that is both
written and listed as absent, a range that runs backwards, an effect of a KPI on itself, a strength without its sign
(`0.6` and `+0.6` are one number to a schema), and numbers that YAML tools read differently (`010`, `1e5`),
which a schema sees only after one tool has decided."""


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = section_schema(name) if name else combined_schema()
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _reader_accepts(text: str, file: str) -> tuple[bool, str]:
    found = read([parse(text.encode(), file)], "opmodel.yaml").faults
    said = [fault.message for fault in found if fault.rule in SHAPE_RULES]
    return not said, "; ".join(said)


def _agree(tree: Tree, section: str = "") -> None:
    """Hold the verdicts of reader and schema on one document against each other."""
    text = source({section: tree} if section else tree) + "\n"
    document = parse(text.encode(), "opmodel.yaml")
    assert document.root is not None, (text, document.problems)
    accepted, said = _reader_accepts(text, "model.yaml" if section else "opmodel.yaml")
    whole = plain_value(document.root)
    assert isinstance(whole, dict)
    if section:
        assert _validator(section).is_valid(whole[section]) == accepted, (text, said)
    assert _validator("").is_valid(whole) == accepted, (text, said)


@pytest.mark.parametrize("name", sorted(sections()))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_reader_and_schema_accept_the_same_sections(name: str, data: st.DataObject) -> None:
    """Whatever stands in a section, the reader finds a fault of shape where the schema does, and nowhere else."""
    trees = st.dictionaries(st.sampled_from(["one", "two"]), value(sections()[name].body), min_size=1, max_size=2)
    _agree(data.draw(mutated(trees)), name)


@pytest.mark.parametrize("name", sorted(sections()))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_fits_the_declarations_is_accepted(name: str, data: st.DataObject) -> None:
    """A document drawn from the declarations has no fault of shape, so the comparison above is about something."""
    text = source({name: {"one": data.draw(value(sections()[name].body))}})
    assert _reader_accepts(text, "model.yaml") == (True, "")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=mutated(entity(Group(Manifest).fields)))
def test_reader_and_schema_accept_the_same_manifests(tree: Tree) -> None:
    """A manifest fits the schema exactly where the reader accepts it, as long as it says its version."""
    if isinstance(tree, dict) and "opmodel" in tree and tree["opmodel"] != "null":
        _agree(tree)


def test_schemas_are_schemas() -> None:
    """The schema of a file, which holds those of all sections, is itself valid JSON Schema 2020-12."""
    Draft202012Validator.check_schema(combined_schema())


def test_schemas_are_the_same_every_time() -> None:
    """The same declarations give the same schema, in the same order."""
    assert repr(combined_schema()) == repr(combined_schema())
    assert repr(section_schema("stages")) == repr(section_schema("stages"))


def test_schema_carries_the_words_of_the_declarations() -> None:
    """Editors show what a section and a key are."""
    schema = section_schema("stages")
    assert schema["title"] == "stages"
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    stall = definitions["Stall"]
    assert isinstance(stall, dict)
    properties = stall["properties"]
    assert isinstance(properties, dict)
    after = properties["after"]
    assert isinstance(after, dict)
    assert after["description"] == "the time after which it counts as stalled"


def test_every_reference_in_a_schema_leads_somewhere() -> None:
    """A schema refers only to what it defines itself."""
    for schema in (combined_schema(), *(section_schema(name) for name in sections())):
        definitions = schema["$defs"]
        assert isinstance(definitions, dict)
        assert {f"#/$defs/{one}" for one in definitions} >= set(_references(schema))


def _references(schema: Json) -> Iterator[str]:
    parts = schema if isinstance(schema, list) else list(schema.values()) if isinstance(schema, dict) else []
    if isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
        yield str(schema["$ref"])
    for part in parts:
        yield from _references(part)


def test_ids_fit_the_pattern() -> None:
    """An id of 63 characters is the longest, as the reader has it."""
    validator = Draft202012Validator({"pattern": ID_PATTERN})
    assert validator.is_valid("a" * 63)
    assert not validator.is_valid("a" * 64)
    assert not validator.is_valid("1a")
