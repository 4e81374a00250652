"""Which names are files of a model, wherever it lies."""

from opmodel.model import MANIFEST
from opmodel.source import parse

__all__ = ["ENDINGS", "MANIFEST", "is_model_text", "is_skipped", "is_yaml"]

ENDINGS = (".yaml", ".yml")
_NOT_MODEL = frozenset(("policies", "node_modules", "venv", "site-packages", "__pycache__"))


def is_skipped(folder: str) -> bool:
    """Tell by its name whether a folder holds nothing of a model."""
    return folder.startswith(".") or folder in _NOT_MODEL


def is_yaml(name: str) -> bool:
    """Tell by its name whether a file may belong to a model, whatever the case of its ending."""
    return name.lower().endswith(ENDINGS) and not name.startswith(".")


def is_model_text(data: bytes) -> bool:
    """Tell whether the text of a manifest is that of a model and not of settings alone."""
    root = parse(data, MANIFEST).root
    return (
        root is None or not root.values or bool({"opmodel", "model"} & root.values.keys()) or "check" not in root.values
    )
