"""An edit -> a change: the row of the table that speaks about it, whom it reaches and who must agree."""

from collections.abc import Iterator

from opmodel.changes.approving import approvers
from opmodel.changes.change import Action, Change, Weight, fingerprint
from opmodel.changes.edits.edit import MANIFEST, Edit
from opmodel.changes.sides import Sides, answering
from opmodel.changes.table import REST, ROWS
from opmodel.changes.table.row import Row
from opmodel.changes.telling import message
from opmodel.graph import Reached
from opmodel.graph.meaning import Sameness
from opmodel.graph.meaning.sameness import Likeness
from opmodel.model import Condition, Duration, Quantity, dotted
from opmodel.model.entity import State
from opmodel.wording import bare

_DRAFT = Row(
    "draft",
    Weight.EDITORIAL,
    "a draft changes: nobody works by it yet",
    "nobody else",
    lambda edit, _: edit.is_draft,
)
_RETIRED = Row(
    "retired",
    Weight.COMPATIBLE,
    "something goes that was deprecated, on or after its last day",
    "nobody else",
    lambda edit, sides: _is_retired(edit, sides),
)
_REWORDED = Row(
    "said-otherwise",
    Weight.EDITORIAL,
    "the same is said in other words: 7d and 1w, two conditions that take the same records",
    "nobody else",
    lambda edit, sides: _is_same(edit, sides),
)
EXEMPT = (_DRAFT, _RETIRED, _REWORDED)
"""Rows that are asked before all others: what they speak about needs nobody's approval."""


class Judging:
    """Judges the edits between two models."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides

    def change(self, edit: Edit, scopes: tuple[str, ...] = ()) -> Change:
        """Return what an edit comes to."""
        rows = self._rows(edit)
        row, sides = rows[0], self._sides
        asked = [one for each in rows for one in each.asks(edit, sides)]
        agreeing = approvers(asked, sides)
        reached = self._reached(edit) if row.weight is not Weight.EDITORIAL else Reached()
        path = dotted(edit.trail)
        functions = [*self._concerned(edit, reached), *(one.function for one in agreeing)]
        return Change(
            entity=edit.entity,
            path=path,
            action=edit.action,
            message=message(edit),
            kind=row.name,
            weight=row.weight,
            old=edit.old_text,
            new=edit.new_text,
            note="; ".join(dict.fromkeys(filter(None, (each.says(edit, sides) for each in rows)))),
            before=edit.before_span,
            after=edit.after_span,
            reached=reached,
            approvers=agreeing,
            audiences=tuple(sorted(dict.fromkeys(filter(None, functions)))),
            scopes=scopes,
            waivable=all(one.waivable for one in rows),
            not_by_author=any(one.not_by_author for one in rows),
            fingerprint=fingerprint((row.name, edit.entity, path, edit.action, edit.key)),
        )

    def _rows(self, edit: Edit) -> tuple[Row, ...]:
        """Return the heaviest row that speaks about an edit, with all others that do: each asks its own people."""
        for row in EXEMPT:
            if row.holds(edit, self._sides):
                return (row,)
        speaking = [row for row in ROWS if row.holds(edit, self._sides)]
        if speaking:
            return tuple(speaking)
        return (next(row for row in REST if row.holds(edit, self._sides)),)

    def _reached(self, edit: Edit) -> Reached:
        found = Reached()
        for graph, one in self._sides.each(edit):
            found |= graph.reach.hanging_on(one.ref)
        return found

    def _concerned(self, edit: Edit, reached: Reached) -> Iterator[str]:
        """Yield the functions of everybody who answers for it, is named in what changed, or hangs on it."""
        sides = self._sides
        if edit.kind == MANIFEST:
            return
        names = [*sides.gather(edit, answering), *map(bare, reached.roles), *self._named(edit)]
        yield from sides.functions(names)
        if edit.kind == "function":
            yield bare(edit.entity)
        if edit.kind == "role":
            yield from sides.functions((bare(edit.entity),))

    def _named(self, edit: Edit) -> Iterator[str]:
        """Yield the roles and functions that stand in what changed."""
        for graph, one in self._sides.each(edit):
            for link in graph.reach.named_by(one.ref):
                if link.trail[: len(edit.trail)] == edit.trail and link.target.startswith(("role/", "function/")):
                    yield link.target


def _is_retired(edit: Edit, sides: Sides) -> bool:
    """Tell whether something goes of which the old model said that it would, and when."""
    one = edit.before
    is_told = one is not None and one.state is State.DEPRECATED and one.sunset is not None and one.sunset <= sides.on
    return edit.is_removed and is_told


def _is_same(edit: Edit, sides: Sides) -> bool:
    """Tell whether both values mean the same: 7 days and a week, conditions that take the same records."""
    kinds = (Condition, Quantity, Duration)
    if edit.after is None or edit.action is not Action.CHANGED or not isinstance(edit.old, kinds):
        return False
    about = edit.after.objects(edit.trail, sides.after.model)
    same = Sameness(sides.after.people, sides.after.records)
    return same.compare(edit.old, edit.new, about[0] if len(about) == 1 else "").likeness is Likeness.SAME
