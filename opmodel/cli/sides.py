"""One side of a comparison: a folder of the disk, or a folder at a commit."""

from pathlib import Path
from typing import TYPE_CHECKING

from opmodel.cli.inquiry import names_from

if TYPE_CHECKING:
    from opmodel.engine import Settings
    from opmodel.files import Parsed
    from opmodel.model import Model


def model_at(text: str, parsed: "Parsed") -> "tuple[Model, Settings]":
    """Return the model that a word of the command line means, and how it is judged.

    Args:
        text: a folder or a path inside a model; else a commit, `main`, or a commit and a folder, `main:models/us`.
        parsed: documents that are read already; what is read is added.

    Raises:
        UsageError: it is neither.
        NoModelError: there is no model.
    """
    from opmodel import pipeline, versions
    from opmodel.errors import UsageError

    if Path(text).exists():
        folder = pipeline.the_model(Path(text))
        model = pipeline.load_folder(folder, names_from(folder), parsed)
        return model, pipeline.settings_for(model, folder)
    ref, colon, inside = text.partition(":")
    here = Path(inside)
    folder = pipeline.the_model(here) if here.exists() else here
    try:
        return versions.version_of(folder, names_from(folder), ref, parsed)
    except UsageError as error:
        if colon:
            raise
        raise UsageError(f"there is no folder or file '{text}', and as a commit: {error}") from error
