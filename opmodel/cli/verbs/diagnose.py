"""Diagnose a model: what leaders ask first, and what holds, is broken or cannot be checked."""

from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model


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
@options.history
@options.judging
@options.color
@about_one_model
def command(inquiry: Inquiry, format_: str, *, everything: bool, with_history: bool) -> int:
    """Diagnose the model at PATH (by default, the current folder).

    Every row is a sentence that holds for a healthy model: it holds, it is broken by findings, or it cannot be checked
    because the model does not say enough. Nothing that is not declared ever holds.
    """
    from opmodel import answers
    from opmodel.reports.answers import diagnosis

    past = inquiry.history if with_history else None
    found = answers.diagnose(inquiry.model, on=inquiry.on, scope=inquiry.scope, settings=inquiry.settings, history=past)
    text = diagnosis.render(format_, found, inquiry.look(full=everything))
    return inquiry.answer(text, "the diagnosis", is_for_all=True)
