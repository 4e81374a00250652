"""Share of definitions that somebody approved and nobody disputes."""

from collections.abc import Iterator

from opmodel.engine import Scene
from opmodel.measures._number import Contribution, Figure, Missing, Number
from opmodel.model import is_draft
from opmodel.model.entity import State
from opmodel.model.sections.definitions import Definition

FORMULA = (
    "definitions with a test, an approval and no statement that disagrees / all definitions in force, without drafts "
    "and deprecated ones"
)
ASKED = ("test", "approvers")


def measure(scene: Scene) -> Number:
    """Count the definitions that hold for everybody; parts are those that do not yet, with what they lack."""
    live = [one for one in scene.model.of(Definition) if not is_draft(one) and one.state is not State.DEPRECATED]
    if not live:
        return Number(FORMULA, missing=(Missing("", "definitions"),))
    missing = tuple(Missing(one.ref, name) for one in live for name in ASKED if name in one.absences)
    unsure = {gap.entity for gap in missing}
    known = [one for one in live if one.ref not in unsure]
    if not any(one.approvers for one in known):
        return Number(FORMULA, missing=missing or tuple(Missing(one.ref, "approvers") for one in known))
    lacking = ((one, tuple(_lacks(one, scene))) for one in known)
    parts = tuple(Contribution(one.ref, (Figure("agreed", 0, "of 1"),), lacks=lacks) for one, lacks in lacking if lacks)
    agreed = len(known) - len(parts)
    share = Figure("agreed", 100 * agreed / len(known), "%")
    figures = (share, Figure("agreed", agreed, "definitions"), Figure("of", len(known), "definitions"))
    return Number(FORMULA, figures, parts, (), missing)


def _lacks(one: Definition, scene: Scene) -> Iterator[str]:
    if not (one.test or one.criteria):
        yield "a test"
    if not any(approval.date for approval in one.approvers):
        yield "an approval with its date"
    if any(dispute.is_sure for dispute in scene.graph.voices.disputes(one)):
        yield "one meaning"
