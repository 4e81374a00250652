"""The package's own files by name: adding a rule, section, view or format is dropping a file."""

import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType


@cache
def folder(package: str) -> Path:
    """Return the folder of a package of this program, such as `opmodel.rules`."""
    return Path(importlib.import_module(package).__path__[0])


@cache
def names(package: str) -> tuple[str, ...]:
    """Return the dotted names of all modules below a package, sorted, without private ones."""
    root = folder(package)
    return tuple(sorted(_dotted(package, path.relative_to(root)) for path in root.rglob("*.py") if _public(path)))


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


def _public(path: Path) -> bool:
    return not path.name.startswith("_") and "__pycache__" not in path.parts


def _dotted(package: str, relative: Path) -> str:
    return ".".join((package, *relative.with_suffix("").parts))
