"""What a model says beside its sections: the company, who approves, how it is judged."""

from collections.abc import Iterator, Mapping

from opmodel.changes.change import Action
from opmodel.changes.edits.edit import MANIFEST, Edit, Listed
from opmodel.engine import FailOn, Level, Limits, Profile
from opmodel.finding import Span
from opmodel.model import Model
from opmodel.model.fields import declared_by, is_declared
from opmodel.model.manifest import About, Approvers, Freeze
from opmodel.model.reading import EntryId, Trail
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar, Sequence


def manifest_edits(before: Model, after: Model) -> Iterator[Edit]:
    """Yield what differs between two manifests, value by value; the order of their lists says nothing."""
    if any(model.manifest_file in model.unread for model in (before, after)):
        return
    sides = [dict(_values(model)) for model in (before, after)]
    for trail in sorted(sides[0].keys() | sides[1].keys(), key=lambda one: tuple(map(str, one))):
        old, new = (side.get(trail) for side in sides)
        if old == new:
            continue
        action = Action.ADDED if old is None else Action.REMOVED if new is None else Action.CHANGED
        lists = [one for one in (old, new) if isinstance(one, tuple)]
        items = Listed(_more(new, old), _more(old, new)) if lists else None
        texts = [_text(one) for one in (old, new)]
        spans = [_place(model, trail) for model in (before, after)]
        yield Edit(
            MANIFEST,
            action,
            trail,
            None,
            None,
            old,
            new,
            texts[0],
            texts[1],
            items,
            f"{old!r} -> {new!r}",
            before_span=spans[0],
            after_span=spans[1],
        )


def is_weaker(edit: Edit) -> bool:
    """Tell whether a model with such a change judges itself less, asks fewer people, or hides some of its files."""
    path = ".".join(str(one) for one in edit.trail)
    if path.startswith("model.approvers"):
        return edit.old is not None
    if path.startswith("model.freeze"):
        return edit.new is None or bool(edit.items and edit.items.lost) or edit.path != "model.freeze.blocks"
    if path == "files":
        return edit.new is not None
    if path == "check.profile":
        return _PROFILES[_word(edit.new, Profile.RECOMMENDED)] < _PROFILES[_word(edit.old, Profile.RECOMMENDED)]
    if path == "check.fail_on":
        return _FAIL_ON[_word(edit.new, FailOn.ERROR)] < _FAIL_ON[_word(edit.old, FailOn.ERROR)]
    if path in ("check.mandatory", "check.policies"):
        return bool(edit.items and edit.items.lost) or edit.new is None
    if path.startswith("check.suppressions"):
        return _asks_less(edit)
    if edit.trail[:2] == ("check", "rules"):
        return _is_rule_weaker(edit)
    return path.startswith("check.incentives") or (path.startswith("check") and edit.action is not Action.ADDED)


def _asks_less(edit: Edit) -> bool:
    """Tell whether a suppression has to say less, or may reach further."""
    if edit.trail[-1] != "max_days":
        return edit.new == "false"
    usual = Limits().max_days
    days = [int(value) if isinstance(value, str) and value.isdigit() else usual for value in (edit.old, edit.new)]
    return days[1] > days[0]


_PROFILES = {"workshop": 0, "core": 1, "recommended": 2, "strict": 3}
_FAIL_ON = {"never": 0, "error": 1, "warning": 2, "note": 3}
_LISTS = (("mandatory",), ("policies",))
"""Settings in which a single name stands for a list."""
_LEVELS = {"off": 0, "note": 1, "warning": 2, "error": 3}


def _is_rule_weaker(edit: Edit) -> bool:
    """Tell whether a rule counts for less; what a parameter does nobody can tell, so that it needs the same eyes."""
    return edit.trail[-1] != "level" or _level(edit.new, edit) < _level(edit.old, edit)


def _level(value: object, edit: Edit) -> int:
    """Return how much a rule counts; where nothing is said, as much as its own severity, and a family as an error."""
    if isinstance(value, str) and value in _LEVELS:
        return _LEVELS[value]
    from opmodel.engine import rules

    severities = {rule.name: rule.severity.value for rule in rules()}
    return _LEVELS[severities.get(str(edit.trail[2]), Level.ERROR.value)]


def _word(value: object, default: str) -> str:
    return str(value) if isinstance(value, str) and value in {**_PROFILES, **_FAIL_ON} else str(default)


def _values(model: Model) -> Iterator[tuple[Trail, object]]:
    """Yield every value of a manifest with the way to it."""
    manifest = model.manifest
    yield from _declared(manifest.model, ("model",))
    if manifest.files:
        yield ("files",), tuple(sorted(manifest.files))
    yield from _written(manifest.check, ("check",))


def _declared(value: object, trail: Trail) -> Iterator[tuple[Trail, object]]:
    if isinstance(value, About | Approvers | Freeze) and is_declared(type(value)):
        for key in declared_by(type(value)).fields.keys.values():
            yield from _declared(getattr(value, key.attribute), (*trail, key.name))
    elif isinstance(value, tuple):
        yield from ((trail, tuple(sorted(map(str, value)))),) if value else ()
    elif value is not None:
        yield trail, str(value)


def _written(node: Node | None, trail: Trail) -> Iterator[tuple[Trail, object]]:
    """Yield what settings say; the name of a rule with a bare level is the same as with `level:`."""
    if isinstance(node, MapNode):
        for head, below in node.entries():
            step = EntryId(head.text) if trail == ("check", "rules") else head.text
            yield from _written(below, (*trail, step))
    elif isinstance(node, Sequence):
        yield trail, tuple(sorted(item.text if isinstance(item, Scalar) else repr(item) for item in node.items))
    elif isinstance(node, Scalar) and not node.is_null:
        is_level = trail[:2] == ("check", "rules") and len(trail) == 3
        value = (node.text,) if trail[1:] in _LISTS else node.text
        yield ((*trail, "level") if is_level else trail), value


def _more(one: object, other: object) -> tuple[str, ...]:
    known = set(other) if isinstance(other, tuple) else set()
    return tuple(str(item) for item in one if item not in known) if isinstance(one, tuple) else ()


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value if value is not None else "")


def _place(model: Model, trail: Trail) -> Span:
    """Return where a value of the manifest stands: the settings know their nodes, the rest its first line."""
    node: Node | None = model.manifest.check
    span = Span(model.manifest_file, 1, 1, 1, 1)
    if trail[:1] != ("check",) or node is None:
        return span
    span = node.span
    for step in trail[1:]:
        if not isinstance(node, MapNode) or str(step) not in node.values:
            break
        span = node.key(str(step)).span
        node = node.values[str(step)]
    return span


def named_parts(about: About | None) -> Mapping[str, str]:
    """Return the role or function that a manifest names for each part."""
    approvers = about and about.approvers
    if not approvers:
        return {}
    parts = declared_by(Approvers).fields.keys
    return {name: value for name in parts if isinstance(value := getattr(approvers, name), str)}
