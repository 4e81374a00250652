"""Where values stand: spans and paths of what is written and of what is not."""

import pytest

from opmodel.model import Where
from opmodel.model.sections.stages import Stage
from tests.model.models import model

TEXT = """stages:
  evaluation:
    type: open
    owner: ae
    stall: {after: 30d}
    checklist:
      - item: call
      - {item: mail}
    stated_in: wiki
roles: {ae: {}}
sources: {wiki: {}}
"""


@pytest.mark.parametrize(
    ("trail", "place", "path"),
    [
        ((), (2, 3), "stages.evaluation"),
        (("type",), (3, 11), "stages.evaluation.type"),
        (("stall",), (5, 5), "stages.evaluation.stall"),
        (("stall", "after"), (5, 20), "stages.evaluation.stall.after"),
        (("stall", "warn"), (5, 5), "stages.evaluation.stall.warn"),
        (("sla", "within"), (2, 3), "stages.evaluation.sla.within"),
        (("checklist", 0, "item"), (7, 15), "stages.evaluation.checklist[0].item"),
        (("checklist", 1), (8, 9), "stages.evaluation.checklist[1]"),
        (("checklist", 9), (6, 5), "stages.evaluation.checklist[9]"),
        (("owner", 0), (4, 12), "stages.evaluation.owner[0]"),
        (("stated_in", 0, "source"), (9, 16), "stages.evaluation.stated_in[0].source"),
    ],
)
def test_values_know_their_place(trail: tuple[str | int, ...], place: tuple[int, int], path: str) -> None:
    """A scalar stands at itself, a map or list at its key; what is missing stands at its nearest parent."""
    found = model(TEXT)
    stage = found.get(Stage, "evaluation")
    assert stage
    span = found.span(stage.where(*trail))
    assert (span.file, span.line, span.column) == ("model.yaml", *place)
    assert found.path(stage.where(*trail)) == path


def test_what_nobody_declares_stands_in_the_manifest() -> None:
    """A place is never missing."""
    span = model(TEXT).span(Where("stage/nowhere"))
    assert (span.file, span.line, span.column) == ("opmodel.yaml", 1, 1)


def test_entity_is_found_by_id_and_by_reference() -> None:
    """`evaluation` and `stage/evaluation` are the same stage."""
    found = model(TEXT)
    assert found.get(Stage, "evaluation") is found.get(Stage, "stage/evaluation")
    assert found.get(Stage, "nowhere") is None


def test_entities_are_frozen() -> None:
    """Nobody changes what was read."""
    stage = model(TEXT).get(Stage, "evaluation")
    assert stage
    with pytest.raises(AttributeError, match="Stage is frozen"):
        stage.name = "other"


def test_section_with_broken_entries_is_taken_up() -> None:
    """Rules know that something is written although it could not be understood."""
    found = model("stages: {e: {}}")
    assert found.of(Stage) == ()
    assert found.takes_up(Stage)
    assert not model("").takes_up(Stage)
