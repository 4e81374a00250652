"""What workarounds and reconciling meetings cost is known."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.measures import Contribution, Number
from opmodel.measures.misalignment_tax import measure
from opmodel.model import Where
from opmodel.model.sections.cadences import Cadence, Purpose
from opmodel.model.sections.workarounds import Workaround
from opmodel.wording import counted, listed

MOST_NAMED = 3
"""Workarounds without an end that a message names."""
MOST_NOTES = 8
"""Costly pieces of work that a finding points at."""
_GUESSES = {
    "people": "one person for a role without a headcount",
    "hourly cost": "the average hourly cost where none is given",
}
"""What is said of figures that are assumed."""


@rule(Severity.NOTE, needs=("workarounds.remove_by", "cadences.length"))
def check(context: Context) -> Iterator[Problem]:
    """Yield one note with what is declared: hours, money, and which workarounds have no end."""
    endless = [one for one in context.each(Workaround) if one.remove_by is None]
    late = [one for one in context.each(Workaround) if one.remove_by and one.remove_by < context.day]
    context.count(Cadence, where=lambda meeting: meeting.purpose is Purpose.RECONCILE)
    number = measure(context.scene)
    if not number.value:
        return
    yield Problem(
        Where(""),
        f"{_what(number)} {_amount(number)}{_ends(endless, late)}",
        _way_out(number, endless, context),
        notes=tuple((_place(part, context), _share(part)) for part in number.parts[:MOST_NOTES]),
        data={"hours_per_month": round(number.figures[0].value, 1)},
        discriminator="tax",
    )


def _what(number: Number) -> str:
    kinds = [part.ref.partition("/")[0] for part in number.parts]
    named = (
        counted(kinds.count("workaround"), "declared workaround") if "workaround" in kinds else "",
        counted(kinds.count("cadence"), "reconciling meeting") if "cadence" in kinds else "",
    )
    return listed(filter(None, named))


def _amount(number: Number) -> str:
    """Say what it takes: `take 43.5 hours a month and 2,609 EUR a month`, with what is assumed."""
    verb = "takes" if len(number.parts) == 1 else "take"
    guessed = {one.what for part in number.parts for one in part.figures if one.assumed}
    guesses = [words for what, words in _GUESSES.items() if what in guessed]
    assuming = f", assuming {listed(guesses)}" if guesses else ""
    return f"{verb} {listed(one.amount for one in number.figures)}{assuming}"


def _ends(endless: list[Workaround], late: list[Workaround]) -> str:
    said = []
    for found, what in ((endless, "no day by which it ends"), (late, "a day to end by that is over")):
        names = [f"'{one.id}'" for one in found[:MOST_NAMED]]
        names += [f"{len(found) - MOST_NAMED} more"] if len(found) > MOST_NAMED else []
        if names:
            said.append(f"{listed(names)} {'has' if len(found) == 1 else 'have'} {what}")
    return f"; {listed(said)}" if said else ""


def _way_out(number: Number, endless: list[Workaround], context: Context) -> str:
    largest = context.model.get(Workaround, number.parts[0].ref)
    first = f"begin with {largest.caused_by}, which causes the largest of them" if largest and largest.caused_by else ""
    end = "write `remove_by` with the day a workaround ends" if endless else ""
    return "; ".join(filter(None, (first, end))) or "mend what makes the largest of them necessary"


def _place(part: Contribution, context: Context) -> Where:
    return context.model.entities[part.ref].where()


def _share(part: Contribution) -> str:
    return " and ".join(one.amount for one in part.figures[:2] if one.what in ("hours", "money"))
