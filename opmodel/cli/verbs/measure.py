"""Measure a model: numbers about how it works, with what they are worked out from."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.models import the_model, told
from opmodel.cli.output import colored, width, write


@options.verb(example="opmodel measure misalignment_tax models/northwind")
@click.argument("words", nargs=-1, metavar="[NAME] [PATH]")
@options.answer
@options.on
@options.scope
@options.color
def command(
    words: tuple[str, ...],
    format_: str,
    on: date,
    scope: Mapping[str, str],
    color: str,
) -> int:
    """Measure the model at PATH (by default, the current folder): all numbers in a line each, or the one called NAME.

    One number comes with its formula, the parts it is made of, each figure declared in the model or marked as assumed,
    and the fields without which it cannot be worked out. Nothing here is judged: the rules do that.
    """
    from opmodel import pipeline
    from opmodel.measures import measured
    from opmodel.reports import Options
    from opmodel.reports.answers import measures

    name, path = _asked(words)
    _, model = the_model(path)
    pipeline.check_scope((model,), scope)
    answers = measured(model, on, scope, name)
    write(measures.json(answers) if format_ == "json" else measures.text(answers, Options(colored(color), width(100))))
    return told(model, "the answer", scope)


def _asked(words: tuple[str, ...]) -> tuple[str, Path]:
    """Tell NAME and PATH apart: one word alone is a PATH where there is such a folder and no such measure."""
    from opmodel.errors import UsageError
    from opmodel.measures import names

    if len(words) > 2:
        raise UsageError(f"'{words[2]}' is too much: name one measure and the PATH of the model")
    if len(words) == 2:
        return words[0], Path(words[1])
    is_path = bool(words) and words[0] not in names() and Path(words[0]).exists()
    return ("", Path(words[0])) if is_path else ("".join(words), Path())
