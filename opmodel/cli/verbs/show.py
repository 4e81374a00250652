"""Show everything a model says about one entity, from all files, in one place."""

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model


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
@options.judging
@options.color
@about_one_model
def command(inquiry: Inquiry, name: str, format_: str) -> int:
    """Show what a model says about ENTITY: stage/pilot, its id alone (pilot), or what people call it.

    First what is written in it, then what it names and what names it, section by section, with what hangs on that: the
    plans that pay on its KPIs, feedback about its moves. Last what a check finds. Each line says where it is written.
    """
    from opmodel.graph import graph_of
    from opmodel.handbook import page_of, pointed_at
    from opmodel.reports.answers import show

    seen = inquiry.model.resolve(inquiry.on, inquiry.scope)
    entity = pointed_at(name, seen, inquiry.on, inquiry.model, inquiry.scope)
    page = page_of(entity, graph_of(seen), inquiry.findings())
    formats = {"text": show.text, "json": show.json, "markdown": show.markdown}
    return inquiry.answer(formats[format_](page, inquiry.look(140)), "the page", lambda one: one.concerns(entity))
