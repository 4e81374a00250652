"""Transitions that stand for more ways than are followed are said, never passed over."""

from pathlib import Path

from opmodel.engine import Settings
from opmodel.finding import Severity
from opmodel.pipeline import check_model, load_folder
from tests.rules import examples as pages

STAGES = ", ".join(f"s{number}" for number in range(100))


def _found(folder: Path, transitions: int) -> list[tuple[Severity, str, str]]:
    """Return the findings of a model whose transitions each lead from each of 100 stages to each of them."""
    stages = ", ".join(f"{name}: {{type: open}}" for name in STAGES.split(", "))
    moves = ", ".join(
        f"t{number}: {{from: [{STAGES}], to: [{STAGES}], kind: advance}}" for number in range(transitions)
    )
    text = f"{pages.PLAIN_MANIFEST}stages: {{{stages}}}\ntransitions: {{{moves}}}\n"
    (folder / pages.MANIFEST).write_text(text, encoding="utf-8")
    result = check_model(load_folder(folder, folder), Settings(), pages.DAY, only=["undefined-transition"])
    return [(finding.severity, finding.entity, finding.message) for finding in result.findings]


def test_ways_beyond_the_budget_are_one_note(tmp_path: Path) -> None:
    """Five times 10,000 ways are followed; the two transitions beyond them are one note at the first of them."""
    assert _found(tmp_path, 5) == []
    (note,) = _found(tmp_path, 7)
    assert note == (
        Severity.NOTE,
        "transition/t5",
        "the transitions declare more than 50,000 ways from stage to stage: 't5' and 1 transition after it are not "
        "followed, and what is missing on any way is not reported",
    )
