"""Models written as text, and what reading them came to."""

from collections.abc import Mapping

from opmodel.model import Fault, Model, read
from opmodel.source import parse

MANIFEST = "opmodel: 1\n"


def model(text: str = "", manifest: str = MANIFEST, **files: str) -> Model:
    """Read a model of a manifest, a file `model.yaml` and further files by their names without ending."""
    return of_files({"opmodel.yaml": manifest, "model.yaml": text, **{f"{name}.yaml": t for name, t in files.items()}})


def of_files(files: Mapping[str, str]) -> Model:
    """Read a model of files by name, in the order given."""
    return read([parse(text.encode(), name) for name, text in files.items()], "opmodel.yaml", "demo")


def faults(text: str, rule: str = "", **files: str) -> tuple[Fault, ...]:
    """Return what is wrong with a text, all of it or only one rule's."""
    return tuple(fault for fault in model(text, **files).faults if not rule or fault.rule == rule)


def one(text: str, rule: str, **files: str) -> Fault:
    """Return the only thing that is wrong with a text."""
    found = faults(text, **files)
    assert [fault.rule for fault in found] == [rule], [(fault.rule, fault.message) for fault in found]
    return found[0]


def place(fault: Fault) -> tuple[int, int]:
    """Return line and column of a fault."""
    return fault.span.line, fault.span.column
