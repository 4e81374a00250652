"""Two models -> changes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from opmodel.changes.approving import model_owner
from opmodel.changes.change import Action, Change, Changes, Weight
from opmodel.changes.edits.comparing import Comparing
from opmodel.changes.edits.edit import Edit
from opmodel.changes.edits.keeping import Kept, kept_edits
from opmodel.changes.edits.settings import manifest_edits
from opmodel.changes.judging import Judging
from opmodel.changes.sides import Sides
from opmodel.changes.variants import variant_edits
from opmodel.graph import graph_of
from opmodel.model import Model
from opmodel.model.reading import dotted
from opmodel.model.sections.functions import Function
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.wording import bare


def diff(
    before: Model,
    after: Model,
    on: date,
    *,
    kept: tuple[Iterable[Kept], Iterable[Kept]] = ((), ()),
) -> Changes:
    """Compare two models by what they mean, on all days and for all records.

    Args:
        before: the model that people work by; its manifest says who approves.
        after: the model as it is proposed.
        on: the day that tells which pay periods run and what was to go by now.
        kept: what decides beside the models which findings count, before and after: suppressions, baseline, policies.
    """
    sides = Sides(graph_of(before), graph_of(after), on)
    edits = tuple(_edits(sides, kept))
    judging = Judging(sides)
    found = [judging.change(edit) for edit in edits]
    known = frozenset((edit.entity, dotted(edit.trail), edit.key) for edit in edits)
    found += _only_for_some(sides, known)
    return Changes(
        before.name,
        after.name,
        tuple(sorted(found, key=_order)),
        model_owner(sides),
        {one.id: one.label for model in sides.models for one in model.of(Function)},
        tuple(sorted({*before.unread, *after.unread, *before.broken, *after.broken})),
    )


def _edits(sides: Sides, kept: tuple[Iterable[Kept], Iterable[Kept]]) -> Iterator[Edit]:
    before, after = sides.models
    if before is not after:
        yield from manifest_edits(before, after)
        comparing = Comparing(sides.before, sides.after)
        for edit in comparing.edits():
            if not _is_told_elsewhere(edit, sides, comparing.renamed):
                yield edit
    yield from kept_edits(*kept)


def _is_told_elsewhere(edit: Edit, sides: Sides, renamed: Mapping[str, str]) -> bool:
    """Tell whether an edit only follows from another: a path that lost and gained nothing but stages that came or went.

    A variant that came or went is told as what changes for its records.
    """
    if edit.kind == "variant":
        return edit.is_whole and not edit.is_draft and edit.action is not Action.RENAMED
    if not edit.at("lifecycle", "stages") or edit.action is not Action.CHANGED:
        return False
    paths = (edit.before, edit.after)
    old, new = ([bare(name) for name in one.stages] if isinstance(one, Lifecycle) else [] for one in paths)
    names = {bare(was): bare(now) for was, now in renamed.items()}
    old = [names.get(name, name) for name in old]
    stays = [name for name in old if name in new] == [name for name in new if name in old]
    return stays and all(sides.is_new_or_gone(f"stage/{name}") for name in set(old) ^ set(new))


def _only_for_some(sides: Sides, known: frozenset[tuple[str, str, str]]) -> Iterator[Change]:
    """Yield the changes that hold for the records of some variants alone, each once with all of them."""
    if not any(model.variation for model in sides.models):
        return
    scopes: dict[tuple[str, str, str], list[str]] = {}
    firsts: dict[tuple[str, str, str], tuple[Sides, Edit]] = {}
    for scope, seen, edit in variant_edits(sides, known):
        key = (edit.entity, dotted(edit.trail), edit.key)
        if key not in known:
            scopes.setdefault(key, []).append(scope)
            firsts.setdefault(key, (seen, edit))
    for key, (seen, edit) in firsts.items():
        yield Judging(seen).change(edit, tuple(dict.fromkeys(scopes[key])))


def _order(change: Change) -> tuple[int, int, str, str, str]:
    """Sort by weight; what cannot be waived first, then by how many roles it reaches, then by name."""
    reach = -len(change.reached.roles) if change.weight in (Weight.BREAKING, Weight.RISKY) else 0
    return change.weight.rank, reach if change.waivable else -9999, change.entity, change.path, change.fingerprint
