"""Show everything a model says about one entity, from all files, in one place."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.models import the_model, told
from opmodel.cli.output import colored, width, write


@options.verb(example="opmodel show stage/pilot --model models/northwind")
@click.argument("name", metavar="ENTITY")
@options.model
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="A page for a terminal, one JSON document for programs, or a page of a handbook.",
)
@options.on
@options.scope
@options.config
@options.color
def command(
    name: str,
    path: Path,
    format_: str,
    on: date,
    scope: Mapping[str, str],
    config: Path | None,
    color: str,
) -> int:
    """Show what a model says about ENTITY: stage/pilot, its id alone (pilot), or what people call it.

    First what is written in it, then what it names and what names it, section by section, with what hangs on that: the
    plans that pay on its KPIs, feedback about its moves. Last what a check finds. Each line says where it is written.
    """
    from opmodel import pipeline
    from opmodel.graph import Graph
    from opmodel.handbook import page_of, pointed_at
    from opmodel.reports import Options
    from opmodel.reports.answers import show

    folder, model = the_model(path)
    pipeline.check_scope((model,), scope)
    seen = model.resolve(on, scope)
    entity = pointed_at(name, seen, on, model, scope)
    found = pipeline.check_model(model, pipeline.settings_for(model, folder, config), on, scope).findings
    page = page_of(entity, Graph(seen), found)
    formats = {"text": show.text, "json": show.json, "markdown": show.markdown}
    write(formats[format_](page, Options(colored(color), width(140))))
    return told(model, "the page", scope, lambda variant: variant.concerns(entity))
