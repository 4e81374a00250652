"""Measure a model: numbers about how it works, with what they are worked out from."""

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model


@options.verb(example="opmodel measure misalignment_tax --model models/northwind")
@click.argument("name", default="", metavar="[NAME]")
@options.model
@options.answer
@options.judging
@options.color
@about_one_model
def command(inquiry: Inquiry, name: str, format_: str) -> int:
    """Measure a model: all numbers in a line each, or the one called NAME.

    One number comes with its formula, the parts it is made of, each figure declared in the model or marked as assumed,
    and the fields without which it cannot be worked out. Nothing here is judged: the rules do that.
    """
    from opmodel.measures import measured
    from opmodel.reports.answers import measures

    answers = measured(inquiry.model, inquiry.on, inquiry.scope, name, inquiry.settings)
    formats = {"text": measures.text, "json": measures.json}
    return inquiry.answer(formats[format_](answers, inquiry.look()))
