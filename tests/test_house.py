"""The house keeps its rules: sizes, names, rooms and documents that tell the truth."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = sorted((ROOT / "opmodel").rglob("*.py"))
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}
MOST_LINES = 300
MOST_FUNCTION_LINES = 40
MOST_FILES = 14
OPEN_ROOMS = {"sections", "rules", "verbs"}
"""Rooms that may hold as many files as there is work for them."""


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function's body without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_files_are_short() -> None:
    """No file of the program is longer than a person reads in one go."""
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in PROGRAM}
    assert {path: lines for path, lines in long.items() if lines > MOST_LINES} == {}


def test_functions_are_short() -> None:
    """No function of the program is longer than a screen."""
    long = {f"{path.relative_to(ROOT)}:{node.name}": _lines(node) for path in PROGRAM for node in _functions(path)}
    assert {name: lines for name, lines in long.items() if lines > MOST_FUNCTION_LINES} == {}


def test_names_say_what_they_hold() -> None:
    """No module is a drawer for things without a place."""
    assert [str(path) for path in PROGRAM if path.stem in VAGUE or path.parent.name in VAGUE] == []


def test_rooms_are_small() -> None:
    """A room of hand-written modules holds few files; rules and sections may be many."""
    rooms: dict[Path, int] = {}
    for path in PROGRAM:
        if not OPEN_ROOMS & set(path.relative_to(ROOT).parts):
            rooms[path.parent] = rooms.get(path.parent, 0) + 1
    assert {str(room.relative_to(ROOT)): count for room, count in rooms.items() if count > MOST_FILES} == {}


def test_every_module_says_what_it_is_in_one_line() -> None:
    """The first line of a module is its docstring, and it is one sentence."""
    without = []
    for path in PROGRAM:
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if not docstring or "\n" in docstring:
            without.append(str(path.relative_to(ROOT)))
    assert without == []


def test_inheritance_is_flat() -> None:
    """A class of the program has at most one ancestor of the program."""
    parents: dict[str, list[str]] = {}
    for path in PROGRAM:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
                parents[node.name] = [base.id for base in bases if isinstance(base, ast.Name)]
    deep = [name for name, bases in parents.items() for base in bases if set(parents.get(base, [])) & parents.keys()]
    assert deep == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_documents_name_files_that_exist(document: str) -> None:
    """Every path that a document names in backquotes exists."""
    text = (ROOT / document).read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:opmodel|models|docs|tests|policies)/[\w./-]*)`", text))
    assert sorted(path for path in paths if not (ROOT / path).exists()) == []


def test_every_room_of_the_program_has_a_layer() -> None:
    """The layers of the import contract are the rooms that exist, no more and no less."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    named = {name.strip() for layer in layers["layers"] for name in layer.split("|")}
    inside = (ROOT / "opmodel").iterdir()
    rooms = {path.stem for path in inside if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert named == rooms - {"__init__", "__main__", "templates"}
