"""The package's own files by name: adding a rule, section, view or format is dropping a file."""

import importlib
import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

_FONTS = Path(__file__).parent / "fonts"
_TEMPLATES = Path(__file__).parent / "templates"
_PACKS = (Path(__file__).parent / "packs", Path(__file__).parents[1] / "policies")
"""Where the shipped policies stand: inside the installed package, else at the top of the repository."""


@cache
def folder(package: str) -> Path:
    """Return the folder of a package of this program, such as `opmodel.rules`; the package is not imported."""
    spec = importlib.util.find_spec(package)
    assert spec
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


@cache
def names(package: str) -> tuple[str, ...]:
    """Return the dotted names of all modules below a package, sorted, without private ones."""
    root = folder(package)
    return tuple(sorted(_dotted(package, path.relative_to(root)) for path in root.rglob("*.py") if _public(path)))


@cache
def files(package: str) -> tuple[str, ...]:
    """Return the bare names of the modules that stand in a package itself, sorted, without private ones."""
    return tuple(sorted(path.stem for path in folder(package).glob("*.py") if _public(path)))


def modules(package: str) -> Iterator[ModuleType]:
    """Import and yield every module below a package in the order of their names."""
    for name in names(package):
        yield importlib.import_module(name)


@cache
def page(module: str) -> str:
    """Return the text of the page that stands beside a module (`weak.py` and `weak.md`), or nothing."""
    package, _, name = module.rpartition(".")
    path = folder(package) / f"{name}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@cache
def words(module: str) -> tuple[str, ...]:
    """Return the lines of the list that stands beside a module (`vague.py` and `vague.txt`), without remarks (`#`)."""
    package, _, name = module.rpartition(".")
    lines = (folder(package) / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def fonts() -> tuple[Path, Path]:
    """Return the files of the regular and of the bold font of pictures."""
    return _FONTS / "OpmodelSans-Regular.otf", _FONTS / "OpmodelSans-Bold.otf"


@cache
def templates() -> tuple[str, ...]:
    """Return the names of the models to begin with, sorted."""
    found = (path.parent.name for path in _TEMPLATES.glob("*/opmodel.yaml"))
    return tuple(sorted(name.replace("_", "-") for name in found))


def template(name: str) -> dict[str, bytes]:
    """Return the files of a model to begin with: their paths inside it and what they hold."""
    home = _TEMPLATES / name.replace("-", "_")
    paths = sorted(path for path in home.rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in paths}


def pack(name: str) -> bytes:
    """Return what the file of a shipped pack of policies holds."""
    home = next(folder for folder in _PACKS if folder.is_dir())
    return (home / f"{name}.yaml").read_bytes()


def _public(path: Path) -> bool:
    return not path.name.startswith("_") and "__pycache__" not in path.parts


def _dotted(package: str, relative: Path) -> str:
    return ".".join((package, *relative.with_suffix("").parts))
