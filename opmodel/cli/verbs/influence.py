"""Show how one lever or KPI moves another, path by path, or the loops of a model."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.models import the_model, told
from opmodel.cli.output import colored, width, write


@options.verb(example="opmodel influence start_plan arr_in_use --model models/northwind")
@click.argument("source", required=False, metavar="[FROM]")
@click.argument("target", required=False, metavar="[TO]")
@click.option("--loops", is_flag=True, help="List the loops through FROM, TO and what lies between; without them, all.")
@options.model
@options.answer
@options.on
@options.scope
@options.color
def command(
    source: str | None,
    target: str | None,
    loops: bool,  # noqa: FBT001 - click passes every option by its name
    path: Path,
    format_: str,
    on: date,
    scope: Mapping[str, str],
    color: str,
) -> int:
    """Show how FROM moves TO, two levers or KPIs: `discount`, or `lever/discount` where a KPI has that id too.

    It says the sign over all paths (+, -, 0 for none, ? for both), every path of a strength of 1% or more with the
    influences it is made of, and what they come to together.
    """
    from opmodel import pipeline
    from opmodel.errors import UsageError
    from opmodel.reports import Options
    from opmodel.reports.answers import influence

    if not loops and (source is None or target is None):
        raise UsageError("name two levers or KPIs, FROM and TO, or ask for --loops")
    _, model = the_model(path)
    pipeline.check_scope((model,), scope)
    answer = pipeline.influence(model, source or "", target or "", on, scope, with_loops=loops)
    text = influence.json(answer) if format_ == "json" else influence.text(answer, Options(colored(color), width(100)))
    write(text)
    return told(model, "the answer")
