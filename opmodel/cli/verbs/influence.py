"""Show how one lever or KPI moves another, path by path, or the loops of a model."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.models import the_model, told
from opmodel.cli.output import colored, width, write

_SECTIONS = frozenset(("influences", "kpis", "levers"))


@options.verb(example="opmodel influence start_plan arr_in_use --model models/northwind")
@click.argument("words", nargs=-1, metavar="[FROM TO]")
@options.model
@click.option("--loops", is_flag=True, help="List the loops through FROM, TO and what lies between; without them, all.")
@options.answer
@options.on
@options.scope
@options.color
def command(
    words: tuple[str, ...],
    path: Path,
    loops: bool,  # noqa: FBT001 - click passes every option by its name
    format_: str,
    on: date,
    scope: Mapping[str, str],
    color: str,
) -> int:
    """Show how FROM moves TO, two levers or KPIs of a model.

    They are ids: `discount`, or `lever/discount` where a KPI has that id too; `opmodel influence --loops` needs none.
    It says the sign over all paths (+, -, 0 for none, ? for both), every path of a strength of 1% or more with the
    influences it is made of, and what they come to together.
    """
    from opmodel import answers, pipeline
    from opmodel.reports import Options
    from opmodel.reports.answers import influence

    source, target = _asked(words, loops=loops)
    _, model = the_model(path)
    pipeline.check_scope((model,), scope)
    answer = answers.influence(model, source, target, on, scope, with_loops=loops)
    text = influence.json(answer) if format_ == "json" else influence.text(answer, Options(colored(color), width(100)))
    write(text)
    return told(model, "the answer", scope, lambda variant: not _SECTIONS.isdisjoint(variant.sections))


def _asked(words: tuple[str, ...], *, loops: bool) -> tuple[str, str]:
    """Return FROM and TO; all loops need neither."""
    from opmodel.errors import UsageError

    folder = next((word for word in words if len(words) != 2 and Path(word).is_dir()), "")
    if folder:
        raise UsageError(f"'{folder}' is a folder; name the model by --model {folder}")
    if len(words) > 2:
        raise UsageError(f"'{words[2]}' is too much: name FROM and TO, and the model by --model PATH")
    if len(words) == 2:
        return words[0], words[1]
    if words or not loops:
        raise UsageError("name two levers or KPIs, FROM and TO, or ask for --loops")
    return "", ""
