"""One change as one sentence."""

from opmodel.changes.change import Action
from opmodel.changes.edits.edit import MANIFEST, Edit
from opmodel.model import Absence, Entity, named
from opmodel.model.reading import spoken
from opmodel.wording import listed

_FEW = 6
_PROSE = 40  # characters


def message(edit: Edit) -> str:
    """Say what changed: the section, the id, and what was and is."""
    if edit.is_whole:
        return _whole(edit)
    value = f"{_subject(edit)}: {spoken(edit.trail)}"
    if edit.items is not None:
        return f"{value} {_list(edit)}"
    if isinstance(edit.new, Absence):
        return f"{value} is said to be absent: {edit.new_text}"
    if edit.action is Action.ADDED:
        return f"{value} is now {edit.new_text}" if edit.new_text else f"{value} is new"
    if edit.action is Action.REMOVED:
        said = f"{value} is dropped, it was {edit.old_text}" if edit.old_text else f"{value} is dropped"
        return f"{said} ({edit.new_text})" if edit.new_text else said
    if _is_prose(edit.old) and _is_prose(edit.new):
        return f"{value} now reads: {edit.new_text}"
    return f"{value} changes from {edit.old_text or 'nothing'} to {edit.new_text or 'nothing'}"


def _is_prose(value: object) -> bool:
    """Tell whether a value is a text of its own, which nobody wants to read twice in one line."""
    return isinstance(value, str) and len(value) > _PROSE


def _subject(edit: Edit) -> str:
    if edit.kind == MANIFEST:
        return "the manifest"
    entity = edit.after or edit.before
    return _named(edit.entity, entity)


def _named(ref: str, entity: Entity | None) -> str:
    """Write `stage 'poc' (Proof of concept)` where people call it by other words than its id."""
    label = entity.name if entity else None
    is_other = label and label.casefold() != (entity.id if entity else "").replace("_", " ")
    return f"{named(ref)} ({label})" if is_other else named(ref)


def _whole(edit: Edit) -> str:
    subject = _subject(edit)
    if edit.action is Action.RENAMED:
        return f"{subject} was called '{edit.old_text}'"
    text = edit.new_text or edit.old_text  # what keeps findings silent says it here
    if edit.goes_live:
        return f"{subject} is no draft any more" if edit.is_added else f"{subject} is a draft again"
    if edit.is_draft:
        subject = f"draft of {subject}"
    return f"{subject} is {'new' if edit.is_added else 'removed'}{f': {text}' if text else ''}"


def _list(edit: Edit) -> str:
    assert edit.items is not None
    if not edit.items.gained and not edit.items.lost:
        return f"is in another order: {edit.new_text}"
    if len(edit.items.gained) == len(edit.items.lost) == 1 and (edit.old_text, edit.new_text) == (
        *edit.items.lost,
        *edit.items.gained,
    ):
        return f"changes from {edit.old_text} to {edit.new_text}"
    gained = f"gains {_several(edit.items.gained)}" if edit.items.gained else ""
    lost = f"loses {_several(edit.items.lost)}" if edit.items.lost else ""
    rest = f", so that it is {edit.new_text or 'empty'}" if len(edit.items.gained + edit.items.lost) > 1 else ""
    is_long = max(len(edit.new_text), len(gained), len(lost)) > 120
    return " and ".join(filter(None, (gained, lost))) + ("" if is_long or edit.old is None else rest)


def _several(items: tuple[str, ...]) -> str:
    more = len(items) - _FEW
    return listed((*items[:_FEW], *((f"{more} more",) if more > 0 else ())))
