"""People who speak about one field say the same."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.meaning.voices import MODEL, Dispute, Voice
from opmodel.model import Where, named
from opmodel.wording import counted, listed


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield fields for which people give different values.

    A warning where nobody can tell whether they differ, and where people agree and the model has adopted another value;
    a note where tests cannot even be compared, because no column they name is declared.
    """
    for entity in context.model.entities.values():
        if entity.statements and context.known(entity):
            for dispute in context.graph.voices.disputes(entity):
                place, *notes = _places(dispute)
                yield Problem(
                    place[0],
                    named(entity.ref) + _sentence(dispute, context),
                    _way_out(dispute),
                    tuple(notes),
                    severity=_how_bad(dispute),
                    discriminator=dispute.field,
                    owner=context.graph.asking.disputing(dispute),
                    data={"field": dispute.field, "witness": dict(dispute.witness or {})},
                )


def _how_bad(dispute: Dispute) -> Severity | None:
    if dispute.is_blind:
        return Severity.NOTE
    return None if dispute.is_sure and not dispute.is_settled else Severity.WARNING


def _places(dispute: Dispute) -> list[tuple[Where, str]]:
    """Return where the values are given, the first that departs from the first camp before all others."""
    first, *others = dispute.camps
    voices = [others[0][0], *first, *others[0][1:], *(voice for camp in others[1:] for voice in camp)]
    told: dict[Where, list[Voice]] = {}
    for voice in voices:
        told.setdefault(voice.where, []).append(voice)
    return [(where, f"{listed(one.from_page for one in those)}: {those[0].words}") for where, those in told.items()]


def _sentence(dispute: Dispute, context: Context) -> str:
    """Say who gives which value: ` has 2 values for target.value: sales says 18, marketing says 25`."""
    voices, count = context.graph.voices, counted(len(dispute.camps), "value")
    about = "" if dispute.field == "test" else f" has {count} for {dispute.field}"
    unsure = "" if dispute.is_sure else "nobody can tell whether that is the same"
    after = voices.difference(dispute) or unsure
    return f"{about}: {voices.said(dispute)}" + (f"; {after}" if after else "")


def _way_out(dispute: Dispute) -> str:
    if not dispute.is_sure:
        compare = "declare the columns they name so that they can be compared"
        return f"{compare}, or agree on one and write it as {dispute.field}"
    if dispute.is_settled:
        return f"correct the page that says otherwise, or change {dispute.field} if they are right"
    if dispute.camps[0][0].who == MODEL:
        return f"agree on one, leave or write it as {dispute.field}, and correct the page that says otherwise"
    return f"agree on one, write it as {dispute.field} and correct the page that says otherwise"
