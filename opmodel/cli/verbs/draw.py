"""Draw one view of a model, with findings marked on it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.models import name_variants
from opmodel.cli.output import say, write_file


@options.verb(example="opmodel draw models/northwind --view journey --out journey.svg")
@click.argument("path", type=options.EXISTING, default=Path(), metavar="[PATH]")
@click.option("--view", required=True, metavar="NAME", help="What to show; `opmodel views` lists them.")
@click.option(
    "--out", required=True, type=options.EXISTING, metavar="FILE", help="The file; its ending names the format."
)
@options.on
@options.scope
@options.config
@options.quiet
def command(
    path: Path,
    view: str,
    out: Path,
    on: date,
    scope: Mapping[str, str],
    config: Path | None,
    quiet: bool,  # noqa: FBT001 - click passes every option by its name
) -> int:
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
    folder = pipeline.the_model(path)
    model = pipeline.load_folder(folder, folder)
    pipeline.check_scope((model,), scope)
    settings = pipeline.settings_for(model, folder, config)
    write_file(out, pipeline.draw_model(model, settings, view, ending, on, scope))
    if not quiet:
        say(f"opmodel: wrote {shown(str(out))}")
        name_variants(model, "the picture", scope)
    if model.unread:
        lost = shown(", ".join(model.unread[:3]))
        say(f"opmodel: the picture lacks what stands in {lost}, which could not be read; `opmodel check` says why")
        return 3
    return 0
