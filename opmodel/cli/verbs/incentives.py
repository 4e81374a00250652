"""Show what roles are paid on, where that leads, and who works against whom."""

from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model


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
@options.judging
@options.color
@about_one_model
def command(
    inquiry: Inquiry, role: str, between: tuple[str, str] | None, changes: tuple[str, ...], format_: str
) -> int:
    """Show the pay of every role of the model at PATH (by default, the current folder).

    Per role: what it is paid on, what it can move and what its own pay gains by that, the important KPIs it is pulled
    towards and away from, and how far its pay points where the company's value lies. Then which findings are between
    which two roles.
    """
    from opmodel import answers
    from opmodel.engine.pay import Asked
    from opmodel.errors import UsageError
    from opmodel.reports.answers import incentives

    if role and between:
        raise UsageError("--role shows one role and --between two: give one of them")
    asked = Asked(role, between or ())
    answer = answers.incentives(inquiry.model, inquiry.settings, inquiry.on, inquiry.scope, asked, changes)
    formats = {"text": incentives.text, "json": incentives.json}
    return inquiry.answer(formats[format_](answer, inquiry.look()))
