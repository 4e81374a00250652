"""The models of the repository as texts, and what the program says about texts."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from opmodel.engine import Profile, Result, Rule, Settings, rules
from opmodel.engine.cases import run_cases
from opmodel.model import Model, read
from opmodel.source import parse

DAY = date(2026, 11, 21)
"""The day on which the models of the repository are judged."""

ROOT = Path(__file__).parents[2]
NORTHWIND = ROOT / "models" / "northwind"
MISALIGNED = ROOT / "models" / "misaligned"
CASES = tuple(sorted(ROOT.glob("models/cases/*")))
SOURCEGRAPH = ROOT / "models" / "cases" / "sourcegraph"
LUMEN = ROOT / "tests" / "models" / "lumen"
TEMPLATE = ROOT / "opmodel" / "templates" / "b2b_saas"
MANIFEST = "opmodel.yaml"


def texts(folder: Path) -> dict[str, str]:
    """Return the files of a model by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def model_of(files: Mapping[str, str]) -> Model:
    """Read texts as a model."""
    with no_collector():
        return read([parse(text.encode(), name) for name, text in files.items()], MANIFEST)


def judged(model: Model, chosen: tuple[Rule, ...] = ()) -> Result:
    """Check a model with every rule there is, or with those named, for the records of each set of its variants."""
    return run_cases(model, Settings(profile=Profile.STRICT), DAY, chosen or rules())


@contextmanager
def no_collector() -> Iterator[None]:
    """Pause the garbage collector, as the program does while reading."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
