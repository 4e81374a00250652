"""Write the JSON Schema of the language, for editors."""

import json
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.output import say, write, write_file


@options.verb(example="opmodel schema --out my-company/.opmodel/schema.json")
@click.argument("section", required=False, metavar="[SECTION]")
@click.option(
    "--out",
    type=options.EXISTING,
    metavar="FILE|FOLDER",
    help="A .json file, or a folder: it gets the schema of a whole file and one for each section.",
)
@options.quiet
def command(section: str | None, out: Path | None, quiet: bool) -> int:  # noqa: FBT001
    """Write the schema of a whole file, or of the entities of one SECTION.

    Point your editor at it with a first line like
    `# yaml-language-server: $schema=.opmodel/schema.json`.
    """
    if out is None:
        write(_text(section))
        return 0
    for name, file in _files(section, out):
        _make(file.parent)
        write_file(file, _text(name).encode("utf-8"))
        if not quiet:
            from opmodel.reports import shown

            say(f"opmodel: wrote {shown(str(file))}")
    return 0


def _files(section: str | None, out: Path) -> list[tuple[str | None, Path]]:
    """Return which schema goes into which file: a folder gets that of a whole file and one for each section."""
    from opmodel.model import sections

    if out.suffix == ".json":
        return [(section, out)]
    names = [section] if section else [None, *sections()]
    return [(name, out / f"{name or 'schema'}.json") for name in names]


def _text(section: str | None) -> str:
    from opmodel.errors import UsageError
    from opmodel.model import sections
    from opmodel.model.schema import combined_schema, section_schema
    from opmodel.wording import did_you_mean

    if section is not None and section not in sections():
        hint = did_you_mean(section, sections()) or "`opmodel sections` lists them"
        raise UsageError(f"there is no section '{section}'; {hint}")
    schema = combined_schema() if section is None else section_schema(section)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _make(folder: Path) -> None:
    from opmodel.errors import OutputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"folder '{folder}' cannot be made: {(error.strerror or '').lower()}") from error
