"""Ask a question leaders argue about."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.models import the_model, told
from opmodel.cli.output import colored, width, write


@options.verb(example='opmodel ask "What counts as qualified pipeline?" --model models/northwind')
@click.argument("question", metavar="QUESTION")
@options.model
@options.answer
@options.on
@options.scope
@options.config
@options.color
def command(
    question: str,
    path: Path,
    format_: str,
    on: date,
    scope: Mapping[str, str],
    config: Path | None,
    color: str,
) -> int:
    """Answer QUESTION in a paragraph, or say why there is no single answer and whom to talk to.

    QUESTION is a question in your words, or the id of a question or term. Exit code 1 means there is no single answer.
    """
    from opmodel import answers, pipeline
    from opmodel.reports import Options
    from opmodel.reports.answers import ask

    folder, model = the_model(path)
    settings = pipeline.settings_for(model, folder, config)
    answer = answers.ask(model, question, on=on, scope=scope, settings=settings)
    write(ask.json(answer) if format_ == "json" else ask.text(answer, Options(colored(color), width(100))))
    return told(model, "the answer") or (0 if answer.is_single else 1)
