"""One file judged by the shape of the language alone, as the JSON Schema judges it, without the rest of its model."""

from pathlib import Path
from typing import TYPE_CHECKING

from opmodel.cli import options

if TYPE_CHECKING:  # `--help` does without them
    from opmodel.engine import Result
    from opmodel.source import Document

SHAPE = ("files", "missing-key", "wrong-type", "unknown-key")
"""The rules and families that a file answers without the others."""


def judged(path: Path) -> "Result":
    """Check one file by its shape; it is read as a manifest if it says `opmodel:`.

    The reader judges, because it knows every place; tests hold it against the JSON Schema.

    Raises:
        UsageError: there is no such file, or it cannot be opened.
    """
    from opmodel import pipeline
    from opmodel.engine import Settings
    from opmodel.model import MANIFEST, read

    document = _document(path)
    is_manifest = document.root is not None and "opmodel" in document.root.values
    unread = () if document.root else (document.file,)
    model = read((document,), document.file if is_manifest else MANIFEST, path.parent.as_posix(), unread)
    return pipeline.check_model(model, Settings(), options.today(), only=SHAPE)


def _document(path: Path) -> "Document":
    from opmodel.errors import UsageError
    from opmodel.files import read_bytes
    from opmodel.source import parse

    if path.is_dir():
        raise UsageError(f"'{path}' is a folder; name one YAML file, `opmodel check {path}` judges a whole model")
    try:
        return parse(read_bytes(path), path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8"))
    except FileNotFoundError:
        raise UsageError(f"there is no file '{path}'") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such name can be opened"
        raise UsageError(f"'{path}' cannot be read: {reason.lower()}") from error
