"""Show what roles are paid on, where that leads, and who works against whom."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.models import the_model, told
from opmodel.cli.output import colored, width, write


@options.verb(example="opmodel incentives models/northwind --role ae")
@click.argument("path", type=options.EXISTING, default=Path(), metavar="[PATH]")
@click.option("--role", default="", metavar="ROLE", help="Show one role and its conflicts.")
@click.option("--between", nargs=2, default=None, metavar="ROLE ROLE", help="Show both directions between two roles.")
@click.option(
    "--what-if",
    "changes",
    multiple=True,
    metavar="ENTITY/PATH=VALUE",
    help="Say what would change, as in incentive/plan_sdr/measures/mqls/weight=60; several times. No file is touched.",
)
@options.answer
@options.on
@options.scope
@options.config
@options.color
def command(
    path: Path,
    role: str,
    between: tuple[str, str] | None,
    changes: tuple[str, ...],
    format_: str,
    on: date,
    scope: Mapping[str, str],
    config: Path | None,
    color: str,
) -> int:
    """Show the pay of every role of the model at PATH (by default, the current folder).

    Per role: what it is paid on, what it can move and what its own pay gains by that, the important KPIs it is pulled
    towards and away from, and how far its pay points where the company's value lies. Then which findings are between
    which two roles.
    """
    from opmodel import answers, pipeline
    from opmodel.engine.pay import Asked
    from opmodel.errors import UsageError
    from opmodel.reports import Options
    from opmodel.reports.answers import incentives

    if role and between:
        raise UsageError("--role shows one role and --between two: give one of them")
    folder, model = the_model(path)
    pipeline.check_scope((model,), scope)
    settings = pipeline.settings_for(model, folder, config)
    answer = answers.incentives(model, settings, on, scope, Asked(role, between or ()), changes)
    look = Options(colored(color), width(100))
    write(incentives.json(answer) if format_ == "json" else incentives.text(answer, look))
    return told(model, "the answer", scope)
