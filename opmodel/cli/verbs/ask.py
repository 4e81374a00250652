"""Ask a question leaders argue about."""

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model


@options.verb(example='opmodel ask "What counts as qualified pipeline?" --model models/northwind')
@click.argument("question", metavar="QUESTION")
@options.model
@options.answer
@options.judging
@options.color
@about_one_model
def command(inquiry: Inquiry, question: str, format_: str) -> int:
    """Answer QUESTION in a paragraph, or say why there is no single answer and whom to talk to.

    QUESTION is a question in your words, or the id of a question or term. Exit code 1 means there is no single answer.
    """
    from opmodel import answers
    from opmodel.reports.answers import ask

    answer = answers.ask(inquiry.model, question, on=inquiry.on, scope=inquiry.scope, settings=inquiry.settings)
    formats = {"text": ask.text, "json": ask.json}
    text = formats[format_](answer, inquiry.look())
    return inquiry.answer(text, is_for_all=True) or (0 if answer.is_single else 1)
