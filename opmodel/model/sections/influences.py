"""What moves what."""

import enum

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity
from opmodel.model.reading import Reading
from opmodel.model.shapes import BAD, Bad, Choice, Json, Length, Ref, Shape, Text
from opmodel.model.shapes import Effect as SignAndStrength
from opmodel.model.structures import Group, Keyed
from opmodel.model.values import Duration, SignedStrength
from opmodel.source import Node, Scalar

_KPI = Ref("kpis")


class OtherKpi(Shape[str]):
    """The id of a KPI, and not of the one whose influence is being written."""

    sections = _KPI.sections

    def read(self, node: Node, reading: Reading) -> str | Bad:
        """Return the id."""
        own = reading.entity.partition("/")[2]
        if type(node) is Scalar and node.text.removeprefix("kpi/") == own:
            text = f"{reading.what} leads from '{own}' to itself: an effect of a KPI on itself says nothing"
            reading.fault("wrong-type", node, text, "take it out, or name the KPI it moves")
            return BAD
        return _KPI.read(node, reading)

    def schema(self) -> dict[str, Json]:
        """Accept what an id of a KPI accepts."""
        return _KPI.schema()

    def words(self) -> str:
        """Say what fits."""
        return _KPI.words()


class GroundsType(enum.StrEnum):
    """What an effect is known from."""

    FORMULA = "formula"
    DATA = "data"
    EXPERT = "expert"
    ASSUMED = "assumed"


@group()
class Grounds:
    """Why somebody believes in an effect."""

    type: GroundsType | None = key(Choice(GroundsType), "what it is known from")
    ref: str | None = key(Text(), "where that can be looked up")


@group(map_key="to", short="effect")
class Effect:
    """What one lever or KPI does to one KPI."""

    to: str = key(OtherKpi(), "the KPI that is moved", required=True)
    effect: SignedStrength = key(
        SignAndStrength(),
        "up (+) or down (-), and how strongly: weak, medium, strong or a ratio from 0 to 1",
        required=True,
    )
    lag: Duration | None = key(Length(), "the time until it is felt")
    evidence: Grounds | None = key(Group(Grounds), "why we believe it")


@section(
    "influences",
    "influence",
    also_called=("drivers", "effects", "causes"),
    map_key="source",
    entries="effects",
    example="""
    campaign_mix: {qualified_leads: +strong, lead_acceptance: -weak}
    adoption_work:
      gross_retention: {effect: +0.6, lag: 3mo, evidence: {type: data, ref: churn study of May 2026}}
      time_to_live: "-"
    """,
)
class Influence(Entity):
    """What a lever or KPI does to KPIs: more of it moves them up or down, strongly or weakly, at once or after a time.

    The id of an entry is that of the lever or KPI, and each of its keys is the id of a KPI that it moves; one may be
    listed below `unknown`, `withheld` or `none` instead. Write the sign without a blank after it, for a - and a blank
    start a list, and put a minus sign that stands alone in quotes.
    """

    source: str = key(Ref("levers", "kpis"), "the lever or KPI that moves others", required=True, edge="exerted_by")
    effects: tuple[Effect, ...] = key(
        Keyed(Effect, alone=True), "each key is the id of a KPI that is moved", edge="felt_by"
    )
