"""What holds for all models: the same is no change, and a change seen backwards is the same change."""

from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.changes import Action, Changes, diff
from opmodel.model import Model
from tests.changes.company import DAY, FILES, acme
from tests.changes.rewriting import rewritten
from tests.changes.test_table import SINGLE
from tests.models.folders import CASES, LUMEN, MISALIGNED, NORTHWIND, model_of, texts

BACKWARDS = {Action.ADDED: Action.REMOVED, Action.REMOVED: Action.ADDED}
TURNS = st.sets(st.sampled_from([pair for pair, _ in SINGLE]), max_size=6)


@pytest.mark.parametrize("folder", [NORTHWIND, MISALIGNED, LUMEN, *CASES], ids=lambda folder: folder.name)
def test_the_same_is_no_change(folder: Path) -> None:
    """A model that was read twice has not changed."""
    files = texts(folder)
    assert diff(model_of(files), model_of(files), DAY).found == ()


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_layout_is_no_change(seed: int) -> None:
    """Other files, order, braces and comments change nothing."""
    before, after = acme(), model_of(rewritten(dict(FILES), Random(seed)))
    assert after.faults == before.faults
    assert diff(before, after, DAY).found == ()


@pytest.mark.parametrize("seed", range(4))
def test_layout_of_a_whole_company_is_no_change(seed: int) -> None:
    """The same for a model that uses every section."""
    files = texts(NORTHWIND)
    before, after = model_of(files), model_of(rewritten(files, Random(seed)))
    assert [fault.message for fault in after.faults] == [fault.message for fault in before.faults]
    assert diff(before, after, DAY).found == ()


def _fitting(pairs: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out edits of text that another edit changes."""
    chosen: list[tuple[str, str]] = []
    whole = "\n".join(FILES.values())
    for pair in sorted(pairs):
        start = whole.index(pair[0])
        ends = [(whole.index(old), whole.index(old) + len(old)) for old, _ in chosen]
        if all(start + len(pair[0]) <= first or start >= last for first, last in ends):
            chosen.append(pair)
    return chosen


def _seen(changes: Changes) -> set[tuple[str, str, Action, str, str]]:
    return {(one.entity, one.path, one.action, one.old, one.new) for one in changes.found}


def _with(pairs: list[tuple[str, str]]) -> Model:
    return acme(*pairs)


@settings(deadline=None)
@given(TURNS)
def test_backwards(pairs: set[tuple[str, str]]) -> None:
    """What one direction adds the other removes, at the same places and with the same reach."""
    before, after = acme(), _with(_fitting(pairs))
    there, back = diff(before, after, DAY), diff(after, before, DAY)
    turned = {
        (entity, path, BACKWARDS.get(action, action), new, old) for entity, path, action, old, new in _seen(there)
    }
    assert _seen(back) == turned
    reach = [{(one.entity, one.path): one.reached for one in side.found if one.weight < "e"} for side in (there, back)]
    assert all(reach[0][key] == reach[1][key] for key in reach[0].keys() & reach[1].keys())


@settings(deadline=None)
@given(TURNS)
def test_apart_and_together(pairs: set[tuple[str, str]]) -> None:
    """Edits of a request that are made together are found as those that are made one by one."""
    chosen = _fitting(pairs)
    apart = {(one.entity, one.path) for pair in chosen for one in diff(acme(), acme(pair), DAY).found}
    assert {(one.entity, one.path) for one in diff(acme(), _with(chosen), DAY).found} == apart


def test_fingerprints_differ() -> None:
    """No two changes of the table are taken for each other."""
    found = [diff(acme(), acme(pair), DAY).found[0] for pair, _ in SINGLE]
    alike = [
        (one.message, other.message) for one, other in combinations(found, 2) if one.fingerprint == other.fingerprint
    ]
    assert alike == []


def test_same_answer_twice() -> None:
    """The order of files changes nothing about the answer."""
    pairs = _fitting({pair for pair, _ in SINGLE})
    files = dict(FILES)
    for old, new in pairs:
        files = {name: text.replace(old, new, 1) for name, text in files.items()}
    one, other = (diff(acme(), model_of(each), DAY) for each in (files, dict(reversed(files.items()))))
    assert one == other
