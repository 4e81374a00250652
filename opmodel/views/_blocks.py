"""Blocks of the journey: lifecycles in the order a customer goes through them, and their stages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from opmodel.drawing import Group, Shape
from opmodel.graph import Graph
from opmodel.model import Model, is_draft
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.objects import Object
from opmodel.model.sections.reasons import Reasons
from opmodel.model.sections.stages import Stage, StageType
from opmodel.views._lanes import NOBODY, UNREAD, Lanes
from opmodel.views._words import declared, percent, place, time
from opmodel.wording import bare, beside, counted, spelled

_MOST_UNNUMBERED = 12
"""More lifecycles than this are numbered."""

_ELSEWHERE = Group("lifecycle/", "In no lifecycle")
_ENDS = frozenset(kind.value for kind in StageType) - {StageType.OPEN.value, StageType.HOLDING.value}


@dataclass(frozen=True, slots=True)
class Blocks:
    """Groups and shapes in the order of the picture, and what of the lifecycles it does not show."""

    groups: tuple[Group, ...]
    shapes: tuple[Shape, ...]
    left_out: tuple[str, ...]


def blocks(model: Model, graph: Graph, owners: Lanes) -> Blocks:
    """Put every stage into the first lifecycle that names it; stages of no lifecycle come last."""
    shapes: dict[str, Shape] = {}
    unknown: set[str] = set()
    again: set[str] = set()
    groups = []
    paths = tuple(_in_order(model, graph))
    for number, path in enumerate(paths, 1):
        groups.append(Group(path.ref, path.label, _about(path, model, number, len(paths))))
        for column, name in enumerate(dict.fromkeys(path.stages)):
            ref = f"stage/{bare(name)}"
            stage = model.get(Stage, name)
            if ref in shapes:
                again.add(ref)
            elif stage is not None:
                shapes[ref] = _shape(stage, path.ref, column, owners, model)
            elif ref in model.broken:
                shapes[ref] = _broken(ref, path.ref, column)
            else:
                unknown.add(ref)
    others = [stage for stage in declared(model.of(Stage)) if stage.ref not in shapes]
    for column, stage in enumerate(others):
        shapes[stage.ref] = _shape(stage, _ELSEWHERE.id, column, owners, model)
    groups += [_ELSEWHERE] if others else []
    return Blocks(tuple(groups), tuple(_together(shapes.values())), tuple(_left_out(unknown, again)))


def _together(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """Put ends that follow each other in different lanes into one column: none of them comes after the other."""
    before: list[Shape] = []
    for shape in shapes:
        end = shape.kind in _ENDS and bool(before) and before[-1].kind in _ENDS and before[-1].group == shape.group
        if end and shape.lane and all(other.lane not in ("", shape.lane) for other in before):
            shape = replace(shape, column=before[-1].column)
            before.append(shape)
        else:
            before = [shape]
        yield shape


def _left_out(unknown: set[str], again: set[str]) -> Iterator[str]:
    if unknown:
        yield f"{counted(len(unknown), 'stage')} that a lifecycle names and nobody declares for this day"
    if again:
        yield f"{counted(len(again), 'stage')} in each of several lifecycles, drawn in the first"


def _about(path: Lifecycle, model: Model, number: int, of: int) -> str:
    thing = model.get(Object, path.object)
    name = thing.label.lower() if thing else bare(path.object).replace("_", " ")
    return beside(name, "draft" if is_draft(path) else "", f"{number} of {of}" if of > _MOST_UNNUMBERED else "")


def _shape(stage: Stage, group: str, column: int, owners: Lanes, model: Model) -> Shape:
    lane = owners.of[stage.id]
    alarm = lane == NOBODY and stage.is_open and not is_draft(stage)
    second = beside("no owner" if alarm else "", *_numbers(stage, model))
    return Shape(stage.ref, stage.label, stage.type.value, second, lane, group, column, place=place(stage),
                 alarm=alarm, draft=is_draft(stage))  # fmt: skip


def _broken(ref: str, group: str, column: int) -> Shape:
    label = spelled(bare(ref))
    return Shape(ref, label, second="could not be read", lane=UNREAD.id, group=group, column=column, alarm=True)


def _numbers(stage: Stage, model: Model) -> Iterator[str]:
    """Yield what stands below the name: time limit, chance and forecast of a stage at work, reasons of a closed one."""
    if stage.type in (StageType.OPEN, StageType.HOLDING):
        yield time(stage.sla.within) if stage.sla else time(stage.stall.after) if stage.stall else ""
        yield percent(stage.probability)
        yield "/".join(category.value.replace("_", " ") for category in stage.forecast_category)
        return
    reasons = model.get(Reasons, stage.reasons) if stage.reasons else None
    yield counted(len(reasons.codes), "reason") if reasons and reasons.codes else ""


def _in_order(model: Model, graph: Graph) -> Iterator[Lifecycle]:
    """Yield lifecycles so that records move from earlier to later ones; what follows the last one comes next."""
    weight = _joined(model, graph)
    rest = {path.ref: path for path in declared(model.of(Lifecycle))}
    placed: dict[str, int] = {}
    while rest:
        waiting, near, late = dict.fromkeys(rest, 0), dict.fromkeys(rest, 0), dict.fromkeys(rest, -1)
        for (source, target), count in weight.items():
            if target in rest:
                side = near if source in placed else waiting
                side[target] += count
                late[target] = max(late[target], placed.get(source, -1))
        order = list(rest)
        free = [ref for ref in order if not waiting[ref]]
        pull = {ref: near[ref] - waiting[ref] for ref in order}
        chosen = max(free, key=late.__getitem__) if free else max(order, key=pull.__getitem__)
        placed[chosen] = len(placed)
        yield rest.pop(chosen)


def _joined(model: Model, graph: Graph) -> Mapping[tuple[str, str], int]:
    """Count the moves from lifecycle to lifecycle that take a record onward."""
    joined: Counter[tuple[str, str]] = Counter()
    homes = {stage.id: [path.ref for path in graph.journey.lifecycles(stage)] for stage in model.of(Stage)}
    for move in graph.journey.moves:
        if move.transition.kind.is_onward:
            ends = homes[move.source.id], homes[move.target.id]
            joined.update((one, other) for one in ends[0] for other in ends[1] if one not in ends[1])
    return joined
