"""Ask a model in SQL: one SELECT over its tables."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opmodel.cli import options
from opmodel.cli.models import the_model, told
from opmodel.cli.output import colored, width, write

if TYPE_CHECKING:  # `--help` does without it
    from opmodel.finding import Finding


@options.verb(
    example='opmodel query "select id, owner from stages where stall_after_hours is null" --model models/northwind'
)
@click.argument("sql", default="", metavar="SQL")
@options.model
@click.option("--tables", "layout", is_flag=True, help="List the tables and their columns instead.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="A table for people, CSV for spreadsheets or a list for programs.",
)
@options.on
@options.scope
@options.config
@options.color
def command(
    sql: str,
    path: Path,
    layout: bool,  # noqa: FBT001 - click passes every option by its name
    format_: str,
    on: date,
    scope: Mapping[str, str],
    config: Path | None,
    color: str,
) -> int:
    """Answer one SELECT over the tables of a model: one for each section, one for each list below it.

    Beside them stand edges, moves, absences, tags, statements and findings. Durations are hours and end in _hours,
    shares end in _percent. `opmodel explain tables` says more, `opmodel explain stages` lists the tables of a section.
    """
    from opmodel import pipeline
    from opmodel.errors import UsageError
    from opmodel.graph import Graph
    from opmodel.reports import Options
    from opmodel.reports.answers import query
    from opmodel.tables import Tables, sections_of, tables

    look = Options(colored(color), width(160))
    if layout:
        known = tuple(tables().values())
        write(query.layout_json(known) if format_ == "json" else query.layout(known, look))
        return 0
    if not sql.strip():
        raise UsageError("write a SELECT, or --tables to see what there is")
    folder, model = the_model(path)
    pipeline.check_scope((model,), scope)

    def findings() -> "Iterable[Finding]":
        settings = pipeline.settings_for(model, folder, config)
        return pipeline.check_model(model, settings, on, scope, clock=options.cpu_seconds).findings

    answer = Tables(Graph(model.resolve(on, scope)), on, findings, options.cpu_seconds).ask(sql)
    formats = {"text": query.text, "csv": query.csv, "json": query.json}
    write(formats[format_](answer, look))
    asked = sections_of(sql)
    return told(model, "the answer", scope, lambda variant: "" in asked or not asked.isdisjoint(variant.sections))
