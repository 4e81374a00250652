"""Draw one view of a model, with findings marked on it."""

from dataclasses import replace
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model
from opmodel.cli.output import say, write_file


@options.verb(example="opmodel draw models/northwind --view journey --out journey.svg")
@click.argument("path", type=options.EXISTING, default=Path(), metavar="[PATH]")
@click.option("--view", required=True, metavar="NAME", help="What to show; `opmodel views` lists them.")
@click.option(
    "--out", required=True, type=options.EXISTING, metavar="FILE", help="The file; its ending names the format."
)
@options.judging
@options.quiet
@about_one_model
def command(inquiry: Inquiry, view: str, out: Path, *, quiet: bool) -> int:
    """Draw one view of the model at PATH (by default, the current folder)."""
    from opmodel import pipeline, renderers
    from opmodel.errors import UsageError
    from opmodel.reports import shown
    from opmodel.wording import did_you_mean

    ending = out.suffix.removeprefix(".").lower()
    if ending not in renderers.formats():
        hint = did_you_mean(ending, renderers.formats())
        known = f"pictures end in {', '.join(f'.{name}' for name in renderers.formats())}"
        raise UsageError(f"'{out}' names no format of pictures; {hint or known}")
    inquiry = replace(inquiry, from_here=False)  # a picture is the same wherever it is drawn
    model = inquiry.model
    write_file(out, pipeline.draw_model(model, inquiry.settings, view, ending, inquiry.on, inquiry.scope))
    if not quiet:
        say(f"opmodel: wrote {shown(str(out))}")
        inquiry.name_variants("the picture")
    if model.unread:
        lost = shown(", ".join(model.unread[:3]))
        say(f"opmodel: the picture lacks what stands in {lost}, which could not be read; `opmodel check` says why")
        return 3
    return 0
