"""Show how one lever or KPI moves another, path by path, or the loops of a model."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model

if TYPE_CHECKING:  # `--help` does without it
    from opmodel.model.sections.variants import Variant

_SECTIONS = frozenset(("influences", "kpis", "levers"))


@options.verb(example="opmodel influence start_plan arr_in_use --model models/northwind")
@click.argument("words", nargs=-1, metavar="[FROM TO]")
@options.model
@click.option("--loops", is_flag=True, help="List the loops through FROM, TO and what lies between; without them, all.")
@options.answer
@options.on
@options.scope
@options.color
@about_one_model
def command(inquiry: Inquiry, words: tuple[str, ...], format_: str, *, loops: bool) -> int:
    """Show how FROM moves TO, two levers or KPIs of a model.

    They are ids: `discount`, or `lever/discount` where a KPI has that id too; `opmodel influence --loops` needs none.
    It says the sign over all paths (+, -, 0 for none, ? for both), every path of a strength of 1% or more with the
    influences it is made of, and what they come to together.
    """
    from opmodel import answers
    from opmodel.reports.answers import influence

    source, target = _asked(words, loops=loops)
    answer = answers.influence(inquiry.model, source, target, inquiry.on, inquiry.scope, with_loops=loops)
    formats = {"text": influence.text, "json": influence.json}
    return inquiry.answer(formats[format_](answer, inquiry.look()), matters=_matters)


def _matters(variant: "Variant") -> bool:
    return not _SECTIONS.isdisjoint(variant.sections)


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
