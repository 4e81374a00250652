"""Diagnose a model: what leaders ask first, and what holds, is broken or cannot be checked."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.models import the_model, told
from opmodel.cli.output import colored, width, write


@options.verb(example="opmodel diagnose models/misaligned --format markdown > diagnosis.md")
@click.argument("path", type=options.EXISTING, default=Path(), metavar="[PATH]")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    help="For a terminal, for programs, for a wiki, or as a page of its own.",
)
@click.option("--all", "everything", is_flag=True, help="Show every row, not only what leaders ask first.")
@options.on
@options.scope
@options.config
@options.color
def command(
    path: Path,
    format_: str,
    everything: bool,  # noqa: FBT001 - click passes every option by its name
    on: date,
    scope: Mapping[str, str],
    config: Path | None,
    color: str,
) -> int:
    """Diagnose the model at PATH (by default, the current folder).

    Every row is a sentence that holds for a healthy model: it holds, it is broken by findings, or it cannot be checked
    because the model does not say enough. Nothing that is not declared ever holds.
    """
    from opmodel import answers, pipeline
    from opmodel.reports import Options
    from opmodel.reports.answers import diagnosis

    folder, model = the_model(path)
    found = answers.diagnose(model, on=on, scope=scope, settings=pipeline.settings_for(model, folder, config))
    write(diagnosis.render(format_, found, Options(colored(color), width(100), full=everything)))
    return told(model, "the diagnosis")
