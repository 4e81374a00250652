"""opmodel: the revenue operating model as code."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from opmodel.answers import ask as ask
    from opmodel.answers import diagnose as diagnose
    from opmodel.answers import diff as diff
    from opmodel.finding import Finding as Finding
    from opmodel.model import Model as Model
    from opmodel.pipeline import check as check
    from opmodel.pipeline import draw as draw
    from opmodel.pipeline import load as load

__version__ = "0.1.0"
HOME = "https://opmodel.example"
"""Where the documentation will be published; until then a name that nobody can register."""
__all__ = ["Finding", "Model", "__version__", "ask", "check", "diagnose", "diff", "draw", "load"]

_HOMES = {
    "Finding": "opmodel.finding",
    "Model": "opmodel.model",
    "ask": "opmodel.answers",
    "check": "opmodel.pipeline",
    "diagnose": "opmodel.answers",
    "diff": "opmodel.answers",
    "draw": "opmodel.pipeline",
    "load": "opmodel.pipeline",
}


def __getattr__(name: str) -> object:
    """Import a public name when somebody asks for it: starting the program imports none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'opmodel' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
