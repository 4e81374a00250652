"""Two neighbouring versions of a model -> what changed with the later one."""

from collections.abc import Iterator

from opmodel.changes.change import Action
from opmodel.changes.edits.comparing import Comparing
from opmodel.changes.edits.edit import Edit
from opmodel.graph import graph_of
from opmodel.history import Event, Topic, Version, closing_of
from opmodel.model import Model, section_of
from opmodel.model.values import Absence

_WORDS = frozenset(
    (
        *("name", "description", "term", "aliases", "tags", "links", "reviewed", "visibility", "extra", "statements"),
        *("stated_in", "approvers", "locked", "version", "supersedes", "state", "sunset", "effective", "same_word_as"),
    )
)
"""Keys by which nothing is worked out or handed over otherwise than before."""
_FORMULA = frozenset(
    (
        *("aggregation", "definition", "population", "value", "numerator", "denominator", "filter", "dated_by", "unit"),
        *("grain", "cohort", "windows", "dataset"),
    )
)
_MEANING = ("definition", "criterion")


def events(before: Model, after: Model, at: Version) -> Iterator[Event]:
    """Yield what changed from one version of a model to the next, by what it means; drafts are left out.

    Args:
        before: the earlier version, whose freeze held on that day.
        after: the later one.
        at: which version the later one is.
    """
    freeze = before.about.freeze if before.about else None
    closed = freeze.blocks if freeze and freeze.last and freeze.of and closing_of(before).holds(at.day) else ()
    for edit in Comparing(graph_of(before), graph_of(after)).edits():
        if not edit.is_draft and edit.action is not Action.RENAMED:
            entity = edit.after or edit.before
            is_closed = bool(closed) and entity is not None and section_of(type(entity)).name in closed
            yield Event(at, edit.entity, _topic(edit), edit.path, *_words(edit), is_closed)


def _topic(edit: Edit) -> Topic:
    entity = edit.after or edit.before
    if entity is not None and edit.top == section_of(type(entity)).accountable:
        return Topic.OWNER
    if edit.top in _WORDS:
        return Topic.WORDS
    if edit.kind in _MEANING:
        return Topic.MEANING
    if edit.kind == "incentive":
        return Topic.PLAN
    is_formula = edit.kind == "kpi" and (edit.is_whole or edit.top in _FORMULA)
    return Topic.FORMULA if is_formula else Topic.REST


def _words(edit: Edit) -> tuple[str, str]:
    """Return what was and what is; of a whole entity that has nothing to say, its id stands for it."""
    if not edit.is_whole:
        sides = ((edit.old, edit.old_text), (edit.new, edit.new_text))
        old, new = ("" if value is None or isinstance(value, Absence) else text for value, text in sides)
        return old, new
    return (edit.entity, "") if edit.action is Action.REMOVED else ("", edit.entity)
