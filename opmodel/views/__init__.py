"""What a model looks like; a view is a file here with `draw(scene, findings)`, its first line what it shows."""

from collections.abc import Iterable
from importlib import import_module

from opmodel import discover
from opmodel.drawing import Drawing
from opmodel.engine import Scene
from opmodel.errors import UsageError
from opmodel.finding import Finding
from opmodel.wording import did_you_mean


def names() -> tuple[str, ...]:
    """Return the names of all views, sorted."""
    return discover.files(__name__)


def build(name: str, scene: Scene, findings: Iterable[Finding] = ()) -> Drawing:
    """Say what one view shows of a model on a day.

    Most views leave the findings alone: `mark` counts them on what is drawn. Those that are about findings draw them.

    Raises:
        UsageError: there is no such view.
    """
    if name not in names():
        hint = did_you_mean(name, names()) or f"there are {', '.join(names())}, and none needs Graphviz"
        raise UsageError(f"there is no view '{name}'; {hint}")
    drawing = import_module(f"{__name__}.{name}").draw(scene, tuple(findings))
    assert isinstance(drawing, Drawing)
    return drawing
