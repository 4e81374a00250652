"""Ask a model in SQL: one SELECT over its tables."""

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model
from opmodel.cli.output import write


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
@options.judging
@options.color
@about_one_model
def command(inquiry: Inquiry, sql: str, format_: str, *, layout: bool) -> int:
    """Answer one SELECT over the tables of a model: one for each section, one for each list below it.

    Beside them stand edges, moves, absences, tags, statements and findings. Durations are hours and end in _hours,
    shares end in _percent. `opmodel explain tables` says more, `opmodel explain stages` lists the tables of a section.
    """
    from opmodel.errors import UsageError
    from opmodel.graph import graph_of
    from opmodel.reports.answers import query
    from opmodel.tables import Tables, sections_of, tables

    look = inquiry.look(160)
    if layout:
        known = tuple(tables().values())
        write(query.layout_json(known) if format_ == "json" else query.layout(known, look))
        return 0
    if not sql.strip():
        raise UsageError("write a SELECT, or --tables to see what there is")
    seen = inquiry.model.resolve(inquiry.on, inquiry.scope)
    answer = Tables(graph_of(seen), inquiry.on, inquiry.findings, options.cpu_seconds).ask(sql)
    formats = {"text": query.text, "csv": query.csv, "json": query.json}
    asked, text = sections_of(sql), formats[format_](answer, look)
    return inquiry.answer(text, matters=lambda one: "" in asked or not asked.isdisjoint(one.sections))
