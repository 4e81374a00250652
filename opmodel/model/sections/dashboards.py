"""Pages of numbers."""

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, accountable, role
from opmodel.model.shapes import Ref
from opmodel.model.structures import Many


@section(
    "dashboards",
    "dashboard",
    also_called=("boards", "scorecards"),
    example="""
    pipeline_board: {owner: revops, dataset: deals, answers: [what_is_pipeline], kpis: [win_rate]}
    """,
)
class Dashboard(Entity):
    """A page of numbers: who answers for it, where they come from, which questions they answer and for whom."""

    owner: tuple[str, ...] = key(accountable(), "the role that answers for it", expected=True, edge="owned_by")
    dataset: str | None = key(Ref("datasets"), "where its numbers come from", expected=True, edge="read_from")
    answers: tuple[str, ...] = key(Many(Ref("questions"), lone=True), "the questions it answers", edge="answers")
    kpis: tuple[str, ...] = key(Many(Ref("kpis")), "the KPIs it shows", edge="shows")
    audience: tuple[str, ...] = key(Many(role()), "who reads it", edge="seen_by")
