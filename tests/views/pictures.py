"""Models as views show them: drawings of folders, texts and generated models, and random models as texts."""

import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from opmodel import views
from opmodel.drawing import Drawing, Edge, Shape
from opmodel.engine import Scene, Settings
from opmodel.model import Model
from opmodel.pipeline import load_folder
from tests.bench.generate import LINE, write
from tests.model import models

DAY = date(2026, 11, 21)
ROOT = Path(__file__).parents[2]
FOLDERS = {
    "northwind": ROOT / "models" / "northwind",
    "misaligned": ROOT / "models" / "misaligned",
    "sourcegraph": ROOT / "models" / "cases" / "sourcegraph",
    "template": ROOT / "opmodel" / "templates" / "b2b_saas",
}
STAGES_OF_A_LINE = 6
_NAMES = ("Technical validation", "X", "Contract negotiation with legal", "Live")
_KINDS = ("advance",) * 4 + ("handoff",) * 3 + ("recycle", "lose", "reopen", "scheduled", "automatic", "convert")


@cache
def model(name: str) -> Model:
    """Read a model of the repository, or generate one of so many stages, as it is on the day."""
    if not name.isdigit():
        return load_folder(FOLDERS[name], FOLDERS[name]).resolve(DAY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated"
        write(path, -(-int(name) // STAGES_OF_A_LINE) * LINE)
        return load_folder(path, path).resolve(DAY)


@cache
def drawn(name: str, view: str) -> Drawing:
    """Draw one view of a model by its name."""
    return views.build(view, Scene(model(name), Settings(), DAY))


def read(text: str) -> Model:
    """Read a model written as text, for every day."""
    return models.model(text)


def scene(text: str) -> Scene:
    """Set a model written as text on the day."""
    return Scene(read(text).resolve(DAY), Settings(), DAY)


def of(text: str, view: str) -> Drawing:
    """Draw one view of a model written as text."""
    return views.build(view, scene(text))


def shape(drawing: Drawing, name: str) -> Shape:
    """Return a shape by its id."""
    return next(one for one in drawing.shapes if one.id == name)


def edge(drawing: Drawing, name: str) -> Edge:
    """Return an edge by its id."""
    return next(one for one in drawing.edges if one.id == name)


def scribbled(seed: int) -> str:
    """Write a model that nobody would: circles, strangers, stages anywhere, moves from any to any."""
    chance = Random(seed)
    roles = [f"r{at}" for at in range(chance.randint(0, 8))]
    functions = [f"f{at}" for at in range(chance.randint(0, 3))]
    stages = [f"stage_{at}" for at in range(chance.randint(0, 14))]
    people = [*roles, *functions, "stranger"]
    parts = [
        _section("functions", {name: _maybe(chance, lead=chance.choice(people)) for name in functions}),
        _section("roles", {name: _role(chance, people, roles, functions) for name in roles}),
        _section("stages", {name: _stage(chance, people, stages) for name in stages}),
        "objects: {deal: {}}\n",
    ]
    if stages:
        paths = range(chance.randint(0, 3))
        some = [chance.sample(stages, chance.randint(1, len(stages))) for _ in paths]
        parts.append(
            _section("lifecycles", {f"p{at}": f"object: deal, stages: [{', '.join(some[at])}]" for at in paths})
        )
        moves = {f"t{at}": _move(chance, people, stages) for at in range(chance.randint(0, 2 * len(stages)))}
        parts.append(_section("transitions", moves))
    return "".join(parts)


def _section(name: str, entries: dict[str, str]) -> str:
    return f"{name}:\n" + "".join(f"  {key}: {{{value}}}\n" for key, value in entries.items()) if entries else ""


def _maybe(chance: Random, **values: object) -> str:
    return ", ".join(f"{key}: {value}" for key, value in values.items() if value != "" and chance.random() < 0.5)


def _role(chance: Random, people: list[str], roles: list[str], functions: list[str]) -> str:
    return _maybe(
        chance,
        reports_to=chance.choice(people),
        is_a=chance.choice(roles) if chance.random() < 0.3 else "",
        function=chance.choice(functions or [""]),
        level=chance.choice(("executive", "individual", "queue", "automation", "team")),
        headcount=chance.randint(0, 9),
    )


def _stage(chance: Random, people: list[str], stages: list[str]) -> str:
    kind = chance.choice(("open",) * 4 + ("won", "lost", "holding", "done", "converted"))
    return f"type: {kind}, " + _maybe(
        chance,
        owner=chance.choice(people),
        name=chance.choice(_NAMES),
        probability=chance.randint(0, 100),
        state="draft" if chance.random() < 0.2 else "",
        stall=f"{{after: {chance.randint(1, 40)}d, to: {chance.choice(stages)}}}",
    )


def _move(chance: Random, people: list[str], stages: list[str]) -> str:
    some = f"[{', '.join(chance.sample(stages, min(3, len(stages))))}]"
    source = some if chance.random() < 0.2 else chance.choice([*stages, "any"])
    return f"from: {source}, to: {chance.choice(stages)}, kind: {chance.choice(_KINDS)}, " + _maybe(
        chance,
        sla=f"{{within: {chance.randint(1, 9)}bd}}",
        accept=f"{{by: {chance.choice(people)}, reject_to: {chance.choice(stages)}}}",
        rate=chance.randint(1, 9) / 10,
        state="draft" if chance.random() < 0.2 else "",
        forbidden="true" if chance.random() < 0.2 else "",
    )
