"""Write a CODEOWNERS file: who is asked about each file of a model."""

from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.output import write


@options.verb(example="opmodel codeowners models/northwind > CODEOWNERS")
@click.argument("path", type=options.EXISTING, default=Path(), metavar="[PATH]")
def command(path: Path) -> int:
    """Write who is asked about each file of the model at PATH (by default, the current folder).

    Those are the owners of what stands in a file, by the `contact` of their roles; roles without one are listed in a
    comment. It is a coarse layer: one of several owners suffices. `opmodel review` works out who must approve a change.
    Paths start at the top of the repository, outside of one at the model's folder.
    """
    from opmodel import pipeline
    from opmodel.changes.owning import owned_files
    from opmodel.files import named_from
    from opmodel.reports.answers.changes import codeowners

    folder = pipeline.the_model(path)
    top = _top(folder)
    inside = named_from(folder, top).as_posix()
    write(codeowners(owned_files(pipeline.load_folder(folder, top)), "" if inside == "." else inside))
    return 0


def _top(folder: Path) -> Path:
    from opmodel.errors import UsageError
    from opmodel.files.repository import repository

    try:
        return repository(folder).root
    except UsageError:
        return folder
