"""Write down what a check finds today, so that only what is new fails; take out what is mended."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model
from opmodel.cli.output import say, width, write_file

if TYPE_CHECKING:
    from opmodel.engine import Suppression
    from opmodel.finding import Finding


@options.verb(
    example="opmodel baseline create models/northwind --until 2027-03-31 --by head_revops --reason 'first look'"
)
@click.argument("what", type=click.Choice(["create", "prune", "show"]))
@click.argument("path", type=options.EXISTING, default=Path())
@click.option("--reason", default="", metavar="TEXT", help="Why it passes (create).")
@click.option("--by", default="", metavar="ROLE", help="Who lets it pass (create).")
@click.option("--until", callback=options.day_or_none, metavar="DATE", help="The last day it passes (create).")
@click.option("--grow", is_flag=True, help="Let the baseline take up findings that it does not hold yet (create).")
@options.on
@options.config
@about_one_model
def command(inquiry: Inquiry, what: str, reason: str, by: str, until: date | None, *, grow: bool) -> int:
    """Keep the baseline of the model at PATH: opmodel.baseline.json beside its manifest.

    `create` writes down every finding of today, with why, by whom and until when they pass; of a baseline that is
    there it keeps what is still found and takes up more only with --grow. `prune` takes out what is mended, `show`
    lists what there is. A baseline is judged like any suppression: it ends on its day, and a request cannot grow it
    for itself.
    """
    from dataclasses import replace

    from opmodel import pipeline
    from opmodel.policy import BASELINE, About, grown, pruned
    from opmodel.reports import shown

    settings, file = inquiry.settings, inquiry.folder / BASELINE
    found = pipeline.check_model(inquiry.model, replace(settings, baseline=()), inquiry.on).findings
    if what == "show":
        return inquiry.answer(_listed(settings.baseline, found), "the list", is_for_all=True)
    if what == "prune":
        text, said = pruned(settings.baseline, found)
    else:
        text, said = grown(settings.baseline, found, About(reason, by, until), may_grow=grow)
    write_file(file, text.encode("utf-8"))
    say(f"opmodel: {shown(f'{file}: {said}')}")
    return inquiry.lacking("the baseline")


def _listed(baseline: "tuple[Suppression, ...]", found: "tuple[Finding, ...]") -> str:
    """List a baseline: what passes, and whether it is still there."""
    from opmodel.reports import Paint, grid, shown
    from opmodel.wording import counted

    if not baseline:
        return "there is no baseline\n"
    one = baseline[0]
    head = f"{counted(len(baseline), 'finding')} may pass until {one.until}, let by '{one.by}': {one.reason}"
    here = {finding.fingerprint for finding in found}
    ordered = sorted(baseline, key=lambda entry: (entry.rules, entry.entity))
    rows = [
        (entry.rules[0], shown(entry.entity), "still there" if entry.anchor in here else "mended") for entry in ordered
    ]
    return "\n".join((shown(head), "", *grid([("rule", "entity", "today"), *rows], width(), Paint()))) + "\n"
