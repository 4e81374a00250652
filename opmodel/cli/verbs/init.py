"""Begin a model: write one that can be checked and drawn at once."""

import json
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.output import write, write_file

_SCHEMA = ".opmodel/schema.json"


@options.verb(example="opmodel init my-company")
@click.argument("folder", type=options.EXISTING, metavar="DIR")
@click.option("--template", default="b2b-saas", show_default=True, metavar="NAME", help="The model to begin with.")
@options.quiet
def command(folder: Path, template: str, quiet: bool) -> int:  # noqa: FBT001
    """Write a small, complete model into DIR, with the schema that lets an editor help.

    Nothing is ever overwritten: where a file of the same name exists, nothing is written at all.
    """
    files = _files(template)
    _refuse_existing(folder, files)
    for name, data in files.items():
        _write(folder / name, data)
    if not quiet:
        write(_next(folder, template, files))
    return 0


def _files(template: str) -> dict[str, bytes]:
    """Return what a template writes: name -> content."""
    from opmodel import discover
    from opmodel.errors import UsageError
    from opmodel.model.schema import combined_schema
    from opmodel.wording import did_you_mean

    known = discover.templates()
    if template not in known:
        hint = did_you_mean(template, known) or f"there is {', '.join(known)}"
        raise UsageError(f"there is no template '{template}'; {hint}")
    schema = json.dumps(combined_schema(), ensure_ascii=False, indent=2) + "\n"
    return {**discover.template(template), _SCHEMA: schema.encode("utf-8")}


def _refuse_existing(folder: Path, files: dict[str, bytes]) -> None:
    from opmodel.errors import UsageError

    if folder.exists() and not folder.is_dir():
        raise UsageError(f"'{folder}' is a file; name a folder")
    if (folder / "opmodel.yaml").exists():
        raise UsageError(f"'{folder}' is a model already; `opmodel check {folder}` says how it is")
    there = [name for name in files if (folder / name).exists() or (folder / name).is_symlink()]
    if there:
        raise UsageError(f"'{folder}' has a file '{there[0]}' already, and nothing is overwritten; name another folder")


def _write(path: Path, data: bytes) -> None:
    from opmodel.errors import OutputError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"folder '{path.parent}' cannot be made: {(error.strerror or '').lower()}") from error
    write_file(path, data)


def _next(folder: Path, template: str, files: dict[str, bytes]) -> str:
    """Say what was written and what to do with it."""
    from opmodel.reports import shown

    place = shown(str(folder))
    listed = "".join(f"  {name}\n" for name in sorted(files))
    return (
        f"A model to make your own stands in {place} (template {template}):\n\n{listed}\n"
        "Next:\n\n"
        f"  opmodel check {place}\n"
        f"  opmodel draw {place} --view journey --out journey.svg\n"
        f"  opmodel incentives {place}\n"
        f'  opmodel ask "When is a lead qualified?" --model {place}\n\n'
        "Then put your own roles into organisation.yaml and your own stages into journey.yaml, and check again:\n"
        "every finding says where it is, whom to ask and what helps. `opmodel explain stages` shows what a section\n"
        "can say.\n"
    )
