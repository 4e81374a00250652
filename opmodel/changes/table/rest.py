"""What no other row speaks about: what came and went, words, and everything else."""

from collections.abc import Iterator

from opmodel.changes.change import Action, Weight
from opmodel.changes.edits.edit import EXCUSES, MANIFEST, Edit
from opmodel.changes.sides import Asked, Sides
from opmodel.changes.table.row import Row, owner

_WORDS = frozenset(
    (
        *("name", "description", "tags", "links", "stated_in", "reviewed", "extra", "visibility", "statements"),
        *("trigger", "customer_outcome", "label", "why", "rationale", "reason", "title", "contact", "text", "locked"),
    )
)
"""Keys that are words about a thing: whoever works by it works on."""
_ABOUT = frozenset(("source", "question", "survey", "workaround", "promise", "view"))
"""Sections that tell of work and do not rule it."""
_AMPLE = frozenset(
    ("headcount", "backup", "notify", "checklist", "day", "length", "outputs", "audience", "answers", "rate")
)
"""Keys whose change leaves everybody right who worked by the old model."""
_OPEN = {"object": ("fields",), "reason": ("values",), "definition": ("approvers",)}
"""Maps in which one entry more leaves everybody right."""
_PLANNED = frozenset(("capacity", "influence", "lever", "dashboard", "system", "source"))
"""Sections that plan and describe: nobody's agreement is broken when they change."""


def _is_words(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    if edit.action is Action.RENAMED or edit.is_whole:
        return edit.action is Action.RENAMED
    if edit.kind == MANIFEST:
        return edit.path == "model.name"
    is_note = (
        edit.action is Action.ADDED and not edit.old and edit.new_text.startswith(("nobody knows", "kept elsewhere"))
    )
    return edit.top in _WORDS or edit.kind in _ABOUT or is_note


def _is_compatible(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    if edit.kind in EXCUSES:
        return True  # what kept a finding silent is gone, or has another reason
    if edit.action is Action.ADDED and edit.path in _OPEN.get(edit.kind, ()):
        return True
    if edit.is_added or (edit.kind == MANIFEST and edit.action is Action.ADDED):
        return True
    announces = edit.top in ("state", "sunset") and edit.old is None
    gains = edit.items is not None and bool(edit.items.gained) and not edit.items.lost and edit.top in _AMPLE
    return announces or gains or edit.top in _AMPLE or edit.kind in (_PLANNED | _ABOUT)


def _owner_unless_manifest(edit: Edit, sides: Sides) -> Iterator[Asked]:
    if edit.kind != MANIFEST and (edit.before or edit.after):
        yield from owner(edit, sides)


ROWS = (
    Row(
        "removed",
        Weight.RISKY,
        "something that others may rely on is removed",
        "its owner",
        lambda edit, _: edit.is_removed and edit.kind not in (_PLANNED | _ABOUT) and edit.kind not in EXCUSES,
        _owner_unless_manifest,
    ),
    Row(
        "words-changed",
        Weight.EDITORIAL,
        "only words, labels or sources change, or an id by `formerly`",
        "nobody else",
        _is_words,
    ),
    Row(
        "added-or-planned",
        Weight.COMPATIBLE,
        "something is added, or a plan or description changes",
        "nobody else",
        _is_compatible,
    ),
    Row(
        "changed",
        Weight.RISKY,
        "something else changes, so that it may mean something else",
        "its owner",
        lambda *_: True,
        _owner_unless_manifest,
    ),
)
"""Asked only where no other row speaks, and then in this order."""
