"""Say how often a model changed, by fiscal quarter and by distance from the end of a quarter."""

from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model


@options.verb(example="opmodel history models/northwind")
@click.argument("path", type=options.EXISTING, default=Path(), metavar="[PATH]")
@options.answer
@options.on
@options.color
@about_one_model
def command(inquiry: Inquiry, format_: str) -> int:
    """Say how often owners, definitions, plans and KPI formulas of the model at PATH changed.

    Versions come from git: those on which the files of the model changed, day by day, at most 500 commits of three
    years. Quarters are those of the fiscal year in the manifest, and the end of one is its freeze, else the last two
    weeks. What is new is no change, nor are words, layout and order. `opmodel diagnose --history` and
    `opmodel check --history` judge what this counts.
    """
    from opmodel.history import closing_of, counted
    from opmodel.reports.answers import history

    counts = counted(inquiry.history, closing_of(inquiry.model))
    formats = {"text": history.text, "json": history.json}
    return inquiry.answer(formats[format_](inquiry.model.name, counts, inquiry.look()), is_for_all=True)
