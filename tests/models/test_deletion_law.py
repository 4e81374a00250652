"""The law of absence: a model that says less is not wrong for it."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

import pytest

from opmodel.engine import rules
from opmodel.files import read_folder
from opmodel.finding import Finding, Severity
from opmodel.model import read
from opmodel.model.sections import sections
from opmodel.source import Document, Mapping
from tests.models.declared import Written, written_in_manifest, written_keys
from tests.models.folders import NORTHWIND, judged, no_collector

ALWAYS = frozenset(("unknown-reference", "definition-missing", "unknown-column"))
"""What is pointed at must be there: these may speak about anything that was deleted."""

FILES = read_folder(NORTHWIND, NORTHWIND)
ERRING = tuple(rule for rule in rules() if rule.severity is Severity.ERROR and rule.name not in ALWAYS)
SECTIONS = tuple(name for name in sections() if any(written_keys(FILES.documents, name)))
MANIFEST = next(document for document in FILES.documents if document.file == FILES.manifest)


@contextmanager
def _without(node: Mapping, name: str) -> Iterator[None]:
    """Take a key out of a map of the parsed text for a while."""
    before = node.values, node.marks
    node.drop((name,))
    try:
        yield
    finally:
        node.values, node.marks = before


def _holders(document: Document) -> Iterator[Mapping]:
    """Yield the maps of a file that hold sections: the file itself, and the patches of its variants."""
    assert document.root is not None
    yield document.root
    variants = document.root.get("variants")
    for variant in variants.values.values() if isinstance(variants, Mapping) else ():
        patch = variant.get("patch") if isinstance(variant, Mapping) else None
        if isinstance(patch, Mapping):
            yield patch


def _errors() -> dict[str, Finding]:
    """Return the errors of the model as its documents now stand, by fingerprint."""
    with no_collector():
        result = judged(read(FILES.documents, FILES.manifest), ERRING)
    return {one.fingerprint: one for one in result.findings if one.severity is Severity.ERROR}


@cache
def _guards() -> dict[str, tuple[str, ...]]:
    return {rule.name: rule.page.guards for rule in ERRING}


def _breaks(deleted: str, field: str, before: dict[str, Finding]) -> list[str]:
    """Return the errors that the deletion of a field added, without those of the rules that it guards."""
    added = [one for name, one in _errors().items() if name not in before]
    return [f"{deleted}: {one.rule}: {one.message}" for one in added if field not in _guards()[one.rule]]


def _deletions(keys: Iterable[Written]) -> list[str]:
    before = _errors()
    broken: list[str] = []
    for key in keys:
        with _without(key.node, key.name):
            broken += _breaks(key.path, key.name, before)
    return broken


def _unmarked(keys: Iterator[Written], *, every: bool) -> list[Written]:
    """Return the keys that may be left out: all of them, or the first and the last of each kind."""
    free = [key for key in keys if not key.marked]
    first = {key.kind: key for key in reversed(free)}
    last = {key.kind: key for key in free}
    return free if every else [key for key in free if key in (first[key.kind], last[key.kind])]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_field_may_be_left_out(section: str, *, exhaustive: bool) -> None:
    """Deleting any field that is neither required nor expected adds no error, but for the guards of a rule."""
    assert _deletions(_unmarked(written_keys(FILES.documents, section), every=exhaustive)) == []


def test_a_key_of_the_manifest_may_be_left_out() -> None:
    """Deleting what the manifest says about the company adds no error."""
    assert _deletions(_unmarked(written_in_manifest(MANIFEST), every=True)) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_may_be_left_out(section: str) -> None:
    """Deleting a whole section adds no error, also where variants change it."""
    before = _errors()
    with ExitStack() as deleted:
        for document in FILES.documents:
            for holder in _holders(document):
                if section in holder.values:
                    deleted.enter_context(_without(holder, section))
        assert _breaks(section, section, before) == []
