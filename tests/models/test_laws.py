"""What may change in a model's files without changing what is found."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.finding import Finding
from tests.models.folders import MANIFEST, MISALIGNED, ROOT, judged, model_of, texts
from tests.models.written import Entry, entries, file_of, without_sections

FILES = texts(MISALIGNED)
ENTRIES = entries(FILES)
HEAD = without_sections(FILES[MANIFEST])
FEW = settings(max_examples=25, deadline=None)

BYSTANDERS = (
    Entry("functions", "  zz_legal: {lead: zz_counsel}\n"),
    Entry("roles", "  zz_counsel: {function: zz_legal, level: manager, headcount: 1, backup: peer}\n"),
    Entry("roles", "  zz_clerk: {function: zz_legal, level: individual, headcount: 2, reports_to: zz_counsel}\n"),
    Entry("objects", "  zz_case: {name: Case, fields: {opened_on: {type: date}, value: {type: number}}}\n"),
    Entry(
        "definitions",
        "  zz_open_case: {term: case, version: 1, object: zz_case, owner: zz_counsel, test: value > 0}\n",
    ),
    Entry("systems", "  zz_docket: {type: other, owner: zz_counsel}\n"),
    Entry("datasets", "  zz_cases: {system: zz_docket, grain: case, steward: zz_counsel}\n"),
    Entry("kpis", "  zz_cases_open: {aggregation: count, object: zz_case, good: down, owner: zz_counsel}\n"),
    Entry("sources", "  zz_statutes: {title: Statutes}\n"),
)
"""Entities that refer to nothing of the model and that nothing of the model refers to; some refer to each other."""


def _facts(findings: Sequence[Finding]) -> Counter[tuple[str, ...]]:
    """Return what findings say, without their places."""
    return Counter(
        (one.fingerprint, one.rule, one.severity.value, one.entity, one.path, one.message, one.help, one.owner)
        for one in findings
    )


@cache
def findings() -> tuple[Finding, ...]:
    """Return what is found in the model as it is."""
    return judged(model_of(FILES)).findings


@FEW
@given(st.permutations(list(FILES)))
def test_order_of_files_changes_nothing(names: list[str]) -> None:
    """The order in which files are met changes neither the findings nor their places."""
    assert judged(model_of({name: FILES[name] for name in names})).findings == findings()


@FEW
@given(st.permutations(ENTRIES), st.integers(1, 6))
def test_order_of_entities_and_files_they_stand_in_change_nothing(order: list[Entry], count: int) -> None:
    """Entities may stand in any order, in one file or in many."""
    files = {f"part_{number}.yaml": file_of(order[number::count]) for number in range(count)}
    assert _facts(judged(model_of({MANIFEST: HEAD, **files})).findings) == _facts(findings())


@FEW
@given(st.sets(st.sampled_from([number for number, _ in enumerate(BYSTANDERS)]), min_size=1))
def test_an_unrelated_entity_changes_nothing_elsewhere(chosen: set[int]) -> None:
    """What is found about an entity does not depend on entities that have nothing to do with it."""
    added = file_of(BYSTANDERS[number] for number in sorted(chosen))
    found = judged(model_of({**FILES, "bystanders.yaml": added})).findings
    assert _facts([one for one in found if "/zz_" not in one.entity]) == _facts(findings())


def test_same_input_same_findings_in_every_process() -> None:
    """The order of sets and hashes of a process shows nowhere."""
    code = "from tests.models.test_laws import findings; print(findings())"
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert said[0].strip() != b"()"
