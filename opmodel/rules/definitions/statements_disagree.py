"""People who speak about one field say the same."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Record, holds
from opmodel.finding import Severity
from opmodel.graph.records import Records
from opmodel.graph.voices import MODEL, Dispute, Voice
from opmodel.model import Condition, Where, named
from opmodel.wording import listed


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield fields for which different values are given; a warning where nobody can tell whether they differ."""
    records = context.graph.records
    for entity in context.model.entities.values():
        if entity.statements and context.known(entity):
            for dispute in context.graph.voices.disputes(entity):
                place, *notes = _places(dispute)
                yield Problem(
                    place[0],
                    f"{named(entity.ref)}: {_sentence(dispute, records)}",
                    _way_out(dispute),
                    tuple(notes),
                    severity=None if dispute.is_sure else Severity.WARNING,
                    discriminator=dispute.field,
                    data={"field": dispute.field, "witness": dict(dispute.witness or {})},
                )


def _places(dispute: Dispute) -> list[tuple[Where, str]]:
    """Return where the values are given, the first that departs from the first camp before all others."""
    first, *others = dispute.camps
    voices = [others[0][0], *first, *others[0][1:], *(voice for camp in others[1:] for voice in camp)]
    return [(voice.where, f"{_page(voice)}: {voice.words}") for voice in voices]


def _sentence(dispute: Dispute, records: Records) -> str:
    names = [_names(camp, dispute) for camp in dispute.camps]
    words = [camp[0].words for camp in dispute.camps]
    if dispute.witness is not None:
        return _about_record(dispute, dispute.witness, names, records)
    if len(set(names)) == 1:
        return f"{names[0]} gives {listed(words)} for {dispute.field}"
    says = listed(f"{word} for {name}" for word, name in zip(words, names, strict=True))
    return f"{dispute.field} is {says}" + ("" if dispute.is_sure else "; nobody can tell whether that is the same")


def _about_record(dispute: Dispute, witness: Record, names: list[str], records: Records) -> str:
    """Say what the first two meanings that differ make of a record."""
    who = records.one(dispute.about, witness)
    meets, fails = names[0], names[dispute.against]
    condition = dispute.camps[0][0].value
    assert isinstance(condition, Condition)
    assert condition.tree is not None
    if condition.kind == "value":
        return f"{dispute.field} of {who} is not the same for {meets} and for {fails}"
    if holds(condition.tree, witness, records.columns(dispute.about)) is not True:
        meets, fails = fails, meets
    verb = {"test": "counts", "excludes": "is left out"}.get(dispute.field, f"meets {dispute.field}")
    return f"{who} {verb} for {meets}, not for {fails}"


def _names(camp: tuple[Voice, ...], dispute: Dispute) -> str:
    """Name who speaks in a camp, by the page where the same people speak in another camp as well."""
    elsewhere = {voice.who for other in dispute.camps if other is not camp for voice in other}
    names = (_page(voice) if voice.who in elsewhere else voice.who for voice in camp)
    return listed(dict.fromkeys(names))


def _page(voice: Voice) -> str:
    return f"{voice.who} in {voice.page}" if voice.page and voice.page.partition("#")[0] != voice.who else voice.who


def _way_out(dispute: Dispute) -> str:
    if not dispute.is_sure:
        return f"declare the columns they name so that they can be compared, or agree on one in {dispute.field}"
    if dispute.camps[0][0].who == MODEL:
        return "agree with them on one, write it as the value and correct the page that says otherwise"
    return f"agree on one, write it as {dispute.field} and correct the page that says otherwise"
