"""Options that several verbs have: the same word means the same thing everywhere."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click


def verb(example: str) -> Callable[[Callable[..., int]], click.Command]:
    """Make a function the command of its verb; its help ends with an example that can be copied."""
    looks = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    return click.command(epilog=f"\b\nExample:\n  {example}", context_settings=looks)


def today() -> date:
    """Return the day it is: everything below takes it as an argument."""
    return date.today()  # noqa: TID251 - the one place that looks at the clock


def cpu_seconds() -> float:
    """Return what the process has used so far: everything below takes the clock as an argument."""
    import time  # noqa: TID251 - the one place that looks at the clock

    return time.process_time()


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date:
    try:
        return today() if value is None else date.fromisoformat(value)
    except ValueError as error:
        from opmodel.wording import written_day

        meant = written_day(value or "") or "it like 2026-11-21"
        raise click.BadParameter(f"'{value}' is no day; write {meant}", ctx, param) from error


def day_or_none(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read a day that may be left out."""
    return None if value is None else _day(ctx, param, value)


def _scope(ctx: click.Context, param: click.Parameter, value: str | None) -> Mapping[str, str]:
    """Read `segment=ent,small_deals`: values of dimensions, and variants, whose value is empty."""
    parts = [part.partition("=") for part in value.split(",")] if value is not None else []
    scope = {name.strip(): chosen.strip() for name, _, chosen in parts}
    whole = all(name.strip() and bool(sign) == bool(chosen.strip()) for name, sign, chosen in parts)
    if not whole or len(scope) < len(parts):
        raise click.BadParameter(f"'{value}' is no scope; write it like segment=ent,region=emea", ctx, param)
    return scope


on = click.option("--on", callback=_day, metavar="DATE", help="The day to judge by (default: today).")
scope = click.option(
    "--scope",
    callback=_scope,
    metavar="DIM=VALUE,...",
    help="Judge for these records only, as in segment=ent; the id of a variant stands for its scope.",
)


def judging(function: Callable[..., int]) -> Callable[..., int]:
    """Add the options that say how a model is judged: the day, the records and the settings."""
    return on(scope(config(function)))


model = click.option(
    "--model",
    "path",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="PATH",
    help="The model: its folder or a path inside it (default: the current folder).",
)
config = click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings to use instead of those beside the model.",
)
history = click.option(
    "--history", "with_history", is_flag=True, help="Read the versions in git, for rules that compare them."
)
quiet = click.option("--quiet", "-q", is_flag=True, help="Leave out everything that was not asked for.")
color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="When to use colours; auto is for terminals, and NO_COLOR switches it off.",
)
listing = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="A table for people or a list for programs.",
)
answer = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Sentences for people or one JSON document for programs.",
)
EXISTING = click.Path(path_type=Path)
"""A path that the program checks itself, so that a missing one is said like everything else."""
