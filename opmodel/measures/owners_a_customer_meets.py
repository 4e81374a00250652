"""How many owners one customer meets on the way through the lifecycles."""

from collections.abc import Iterable, Mapping

from opmodel.engine import Scene
from opmodel.graph.circles import circles
from opmodel.measures._number import Contribution, Figure, Missing, Number
from opmodel.model import is_draft
from opmodel.model.sections.lifecycles import Lifecycle

FORMULA = (
    "the different people who own the open stages of one lifecycle after another, on the way with the most of them"
)
ONE_WAY = "a customer takes one way: of lifecycles beside each other only the one with the most owners counts"


def measure(scene: Scene) -> Number:
    """Walk from lifecycle to lifecycle; those that lead back into each other belong to one stretch of the way."""
    paths = {one.id: one for one in scene.model.of(Lifecycle) if not is_draft(one)}
    if not paths:
        return Number(FORMULA, missing=(Missing("", "lifecycles"),))
    owners = {name: _owners(path, scene) for name, path in paths.items()}
    missing = tuple(
        Missing(stage.ref, "owner")
        for path in paths.values()
        for stage in scene.graph.journey.stages(path)
        if stage.is_open and not is_draft(stage) and not scene.graph.journey.owners(stage)
    )
    way = _longest(_onward(paths, scene), owners, scene)
    parts = tuple(
        Contribution(f"lifecycle/{name}", (Figure("owners", len(owners[name]), "owners"),), _refs(owners[name]))
        for name in way
    )
    met = _different((one for name in way for one in owners[name]), scene)
    if not met:
        return Number(FORMULA, missing=missing)
    return Number(FORMULA, (Figure("owners on the way", len(met), "owners"),), parts, (ONE_WAY,), missing)


def _owners(path: Lifecycle, scene: Scene) -> tuple[str, ...]:
    """Return the people who own its open stages, in its order; a program is nobody one meets."""
    graph = scene.graph
    stages = (stage for stage in graph.journey.stages(path) if stage.is_open and not is_draft(stage))
    named = graph.people.working(name for stage in stages for name in graph.journey.owners(stage))
    return _different((name for name in named if graph.people.is_people(name)), scene)


def _different(names: Iterable[str], scene: Scene) -> tuple[str, ...]:
    """Leave out who is the same people as somebody before."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    for name in names:
        kinds = scene.graph.people.kinds(name)
        if name not in seen and found.keys().isdisjoint(kinds):
            found[name] = None
            seen |= set(kinds)
    return tuple(found)


def _onward(paths: Mapping[str, Lifecycle], scene: Scene) -> dict[str, tuple[str, ...]]:
    """Return the lifecycles that each one leads on to."""
    found: dict[str, dict[str, None]] = {name: {} for name in paths}
    journey = scene.graph.journey
    for move in journey.moves:
        if move.transition.kind.is_onward:
            sources = [path.id for path in journey.lifecycles(move.source) if path.id in found]
            targets = [path.id for path in journey.lifecycles(move.target) if path.id in found]
            for source in sources:
                found[source].update(dict.fromkeys(target for target in targets if target not in sources))
    return {name: tuple(onward) for name, onward in found.items()}


def _longest(
    onward: Mapping[str, tuple[str, ...]], owners: Mapping[str, tuple[str, ...]], scene: Scene
) -> tuple[str, ...]:
    """Return the lifecycles of the way on which most owners are met, in the order of the way."""
    best: dict[str, tuple[str, ...]] = {}
    order = {name: at for at, name in enumerate(onward)}

    def count(way: tuple[str, ...]) -> int:
        return len(_different((one for name in way for one in owners[name]), scene))

    for group in circles(onward):
        here = tuple(sorted(group, key=order.__getitem__))
        after = sorted({name for one in here for name in onward[one] if name not in group}, key=order.__getitem__)
        way = max(((*here, *best[name]) for name in after), key=count, default=here)
        best |= dict.fromkeys(here, way)
    return max((best[name] for name in onward), key=count, default=())


def _refs(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"role/{name}" for name in names)
