"""The law of absence: a model that says less is not wrong for it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest

from opmodel.engine import Rule, rules
from opmodel.files import Files, read_files
from opmodel.finding import Severity
from opmodel.model import read
from opmodel.model.sections import sections
from opmodel.source import Mapping

from .declared import Written, written_in_manifest, written_keys
from .folders import NORTHWIND, judged, no_collector

ALWAYS = frozenset(("unknown-reference", "definition-missing", "unknown-column"))
"""What is pointed at must be there: these may speak about anything that was deleted."""

FILES = read_files(NORTHWIND, NORTHWIND)
ERRING = tuple(rule for rule in rules() if rule.severity is Severity.ERROR and rule.name not in ALWAYS)
SECTIONS = tuple(name for name in sections() if any(written_keys(FILES.documents, name)))
MANIFEST = next(document for document in FILES.documents if document.file == FILES.manifest)


@contextmanager
def _without(node: Mapping, name: str) -> Iterator[None]:
    """Take a key out of a map of the parsed text for a while."""
    before = node.entries
    node.entries = {key: entry for key, entry in before.items() if key != name}
    try:
        yield
    finally:
        node.entries = before


def _errors(files: Files) -> list[tuple[Rule, str]]:
    """Return the errors of the model as the documents now stand, by rule."""
    with no_collector():
        result = judged(read(files.documents, files.manifest), ERRING)
    by_name = {rule.name: rule for rule in ERRING}
    return [(by_name[one.rule], one.message) for one in result.findings if one.severity is Severity.ERROR]


def _breaks(deleted: str, field: str) -> list[str]:
    """Return the errors that a deletion must not bring up."""
    return [f"{deleted}: {rule.name}: {text}" for rule, text in _errors(FILES) if field not in rule.page.guards]


def _deletions(keys: Iterable[Written]) -> list[str]:
    broken: list[str] = []
    for key in keys:
        with _without(key.node, key.name):
            broken += _breaks(key.path, key.name)
    return broken


def _unmarked(keys: Iterator[Written], *, every: bool) -> list[Written]:
    """Return the keys that may be left out: all of them, or the first and the last of each kind."""
    free = [key for key in keys if not key.marked]
    first = {key.kind: key for key in reversed(free)}
    last = {key.kind: key for key in free}
    return free if every else [key for key in free if key in (first[key.kind], last[key.kind])]


def test_nothing_is_wrong_before() -> None:
    """The model that the law is tried on has no error."""
    assert _errors(FILES) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_a_field_may_be_left_out(section: str, *, exhaustive: bool) -> None:
    """Deleting any field that is neither required nor expected adds no error, but for the guards of a rule."""
    assert _deletions(_unmarked(written_keys(FILES.documents, section), every=exhaustive)) == []


def test_a_key_of_the_manifest_may_be_left_out() -> None:
    """Deleting what the manifest says about the company adds no error."""
    assert _deletions(_unmarked(written_in_manifest(MANIFEST), every=True)) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_may_be_left_out(section: str) -> None:
    """Deleting a whole section adds no error."""
    roots = [document.root for document in FILES.documents if document.root and section in document.root.entries]
    before = [root.entries for root in roots]
    for root in roots:
        root.entries = {name: entry for name, entry in root.entries.items() if name != section}
    try:
        assert _breaks(section, section) == []
    finally:
        for root, entries in zip(roots, before, strict=True):
            root.entries = entries
