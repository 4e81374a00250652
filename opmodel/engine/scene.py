"""What rules and views see: a model on a day, how it is judged, its graph, and what its pay comes to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from opmodel.engine.acceptance import Acceptance
from opmodel.engine.outcome import Outcome
from opmodel.engine.settings import Settings
from opmodel.graph import Graph, graph_of
from opmodel.history import History
from opmodel.incentives import Harms, Hopes, Incentives, Payment, Position
from opmodel.incentives.between.handing import Pair, pairs, sides
from opmodel.incentives.inside.control import Control
from opmodel.incentives.inside.links import Links
from opmodel.incentives.inside.recipients import recipients
from opmodel.model import Entity, Model, is_draft

if TYPE_CHECKING:
    from opmodel.tables import Tables


@dataclass(frozen=True)  # no slots: what is shared is worked out when the first asks
class Scene:
    """A model as it is on a day; dates and scope are applied before."""

    model: Model
    settings: Settings
    day: date
    clock: Callable[[], float] = float
    """Tells the seconds of processor used so far, so that no query of a policy takes long."""
    history: History | None = None
    """How the model came to be what it is; None where nobody read it."""

    @cached_property
    def graph(self) -> Graph:
        """Its owners, moves, handoffs and plans."""
        return graph_of(self.model)

    @cached_property
    def _whole(self) -> dict[type[Entity], frozenset[str] | None]:
        """What `whole` found, by section."""
        return {}

    def whole(self, kind: type[Entity]) -> frozenset[str] | None:
        """Return the entities of a section where none is a draft and none says that something is absent, else None."""
        if kind not in self._whole:
            entities = self.model.of(kind)
            is_whole = not any(one.absences or is_draft(one) for one in entities)
            self._whole[kind] = frozenset(one.ref for one in entities) if is_whole else None
        return self._whole[kind]

    @cached_property
    def acceptance(self) -> Acceptance:
        """What the company accepts on purpose."""
        return Acceptance(self.graph, self.day)

    @cached_property
    def incentives(self) -> Incentives:
        """Who is paid for what, and what that moves."""
        return Incentives(self.graph, self.settings.incentives)

    @cached_property
    def recipients(self) -> tuple[tuple[Payment, tuple[Position, ...]], ...]:
        """Every line of every plan with everybody it pays."""
        return tuple(recipients(self.incentives))

    @cached_property
    def control(self) -> Control:
        """What roles move, with those they lead."""
        return Control(self.incentives)

    @cached_property
    def links(self) -> Links:
        """What has to do with outcomes and revenue."""
        return Links(self.incentives)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The paid people on both sides of the handoffs, giver first."""
        return pairs(self.incentives)

    @cached_property
    def sides(self) -> tuple[Position, ...]:
        """The paid people whose pay can pull apart: none where fewer than two are paid."""
        return sides(self.incentives)

    @cached_property
    def hopes(self) -> Hopes:
        """Who moves what the company hopes for, and whose pay follows it."""
        return Hopes(self.incentives)

    @cached_property
    def harms(self) -> Harms:
        """Where pay pushes against pay, or against what the company hopes for."""
        return Harms(self.incentives)

    @cached_property
    def _tables(self) -> "list[Tables]":
        """What `tables` made."""
        return []

    def tables(self, outcomes: Iterable[Outcome]) -> "Tables":
        """Return the model as SQL tables, the same for all who ask; their findings are of the outcomes first given."""
        if not self._tables:
            from opmodel.tables import Tables  # a check without policies does without SQL

            found = (finding for one in outcomes for finding in one.findings)
            self._tables.append(Tables(self.graph, self.day, lambda: found, self.clock))
        return self._tables[0]

    @property
    def cut(self) -> tuple[str, ...]:
        """What rules did not look at because it would have been too much, in sentences; nothing where none asked."""
        number = self.incentives.near.coarse if "incentives" in vars(self) else 0
        few = "1 lever or KPI has" if number == 1 else f"{number:,} levers and KPIs have"
        paths = f"{few} too many paths of influence to follow all"
        return (f"{paths}: only the strongest were, so conflicts of pay by weaker ones are not reported",) * bool(
            number
        )
