"""Measure a model: numbers about how it works, with what they are worked out from."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.models import the_model, told
from opmodel.cli.output import colored, width, write


@options.verb(example="opmodel measure misalignment_tax --model models/northwind")
@click.argument("name", default="", metavar="[NAME]")
@options.model
@options.answer
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
    """Measure a model: all numbers in a line each, or the one called NAME.

    One number comes with its formula, the parts it is made of, each figure declared in the model or marked as assumed,
    and the fields without which it cannot be worked out. Nothing here is judged: the rules do that.
    """
    from opmodel import pipeline
    from opmodel.measures import measured
    from opmodel.reports import Options
    from opmodel.reports.answers import measures

    folder, model = the_model(path)
    pipeline.check_scope((model,), scope)
    answers = measured(model, on, scope, name, pipeline.settings_for(model, folder, config))
    write(measures.json(answers) if format_ == "json" else measures.text(answers, Options(colored(color), width(100))))
    return told(model, "the answer", scope)
