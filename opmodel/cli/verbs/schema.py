"""Write the JSON Schema of the language, for editors, or judge a file by it."""

import json
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.output import colored, say, width, write, write_file


@options.verb(example="opmodel schema --out my-company/.opmodel/schema.json")
@click.argument("section", required=False, metavar="[SECTION]")
@click.option(
    "--out",
    type=options.EXISTING,
    metavar="FILE|FOLDER",
    help="A .json file, or a folder: it gets the schema of a whole file and one for each section.",
)
@click.option(
    "--against",
    type=options.EXISTING,
    metavar="FILE",
    help="Judge this YAML file by the schema instead of writing one; it needs no model around it.",
)
@options.quiet
@options.color
def command(section: str | None, out: Path | None, against: Path | None, quiet: bool, color: str) -> int:  # noqa: FBT001
    """Write the schema of a whole file, or of the entities of one SECTION.

    Point your editor at it with a first line like
    `# yaml-language-server: $schema=.opmodel/schema.json`.

    With --against nothing is written: a file is judged by the shape of the language alone, with the place of
    every fault. Exit code 1 means faults, 3 that the text could not be read.
    """
    if against is not None:
        return _judge(against, section, out, quiet=quiet, color=color)
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


def _judge(file: Path, section: str | None, out: Path | None, *, quiet: bool, color: str) -> int:
    from opmodel import reports
    from opmodel.cli.alone import judged
    from opmodel.errors import UsageError

    if section is not None or out is not None:
        other = f"section '{section}'" if section is not None else "'--out'"
        raise UsageError(f"'--against' judges one whole file and writes nothing, so {other} says nothing beside it")
    result = judged(file)
    if result.findings:
        write(reports.render("text", (result,), reports.Options(colored(color), width(), brief=True)))
    elif not quiet:
        write(f"'{reports.shown(str(file))}' has the shape that the schema asks for\n")
    return result.exit_code


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
