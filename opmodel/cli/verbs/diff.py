"""Compare two versions of a model: what changed, for whom, and who must approve."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import click

from opmodel.cli import options
from opmodel.cli.output import colored, say, width, write
from opmodel.cli.sides import model_at

_UNREAD = 3


@options.verb(example="opmodel diff models/northwind ../proposed/northwind --for sales")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="Sentences for a terminal, one JSON document for programs, or a page for a pull request.",
)
@click.option("--for", "function", default="", metavar="FUNCTION", help="Show only what changes for one function.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything changed.")
@options.on
@options.color
def command(
    before: str,
    after: str,
    format_: str,
    function: str,
    exit_code: bool,  # noqa: FBT001
    on: date,
    color: str,
) -> int:
    """Say what changed from model A to model B, by what they mean.

    A and B are folders or paths inside a model; or versions: a commit (`main`) is the model of the current folder as it
    is there, `main:models/northwind` that of another one. Reformatting, reordering, comments and moving text between
    files are no changes. Each change comes with its class (breaking, risky, compatible, editorial), what it reaches,
    for which functions something changes, and who must approve it. --on is the day that tells which pay periods
    already run. Nothing is judged: the exit code is 0 whatever changed, unless --exit-code asks for 1; 3 means that
    some text could not be read and was not compared.
    """
    from opmodel import answers
    from opmodel.files import Parsed
    from opmodel.reports import Options
    from opmodel.reports.answers import changes as report

    parsed = Parsed()
    (old, was), (new, is_now) = model_at(before, parsed), model_at(after, parsed)
    found = replace(answers.diff(old, new, on=on, settings=(was, is_now)), before=before, after=after)
    if function:
        found = found.narrowed(_function(function, found.functions))
    formats = {"text": report.text, "json": report.json, "markdown": report.markdown}
    write(formats[format_](found, Options(colored(color), width(110))))
    if found.unread:
        say("opmodel: some text could not be read and was not compared; `opmodel check` says why")
        return _UNREAD
    return 1 if exit_code and found.found else 0


def _function(name: str, known: Mapping[str, str]) -> str:
    from opmodel.errors import UsageError
    from opmodel.wording import did_you_mean

    for ref, label in known.items():
        if name.casefold() in (ref, label.casefold()):
            return ref
    hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
    raise UsageError(f"there is no function '{name}'; {hint}")
