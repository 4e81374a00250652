"""People who are asked the same question give the same answer, and it is the model's."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.meaning.voices import MODEL, Dispute
from opmodel.model.sections.surveys import Survey
from opmodel.wording import counted


@rule(Severity.WARNING, needs=("surveys.answers",))
def check(context: Context) -> Iterator[Problem]:
    """Yield surveys whose answers take different records, or other records than the definition they are about."""
    for survey in context.each(Survey):
        dispute = context.graph.voices.answers(survey)
        if dispute and dispute.is_sure:
            yield _problem(survey, dispute, context)


def _problem(survey: Survey, dispute: Dispute, context: Context) -> Problem:
    voices = context.graph.voices
    meaning = voices.meant_by(survey)
    asked = survey.question.rpartition("/")[2]
    place, *others = [voice for camp in dispute.camps[1:] for voice in camp]
    also = (voice for voice in dispute.camps[0] if voice.who != MODEL)
    own = [(voice.where, f"the model says {voice.words}") for voice in dispute.camps[0] if voice.who == MODEL]
    write = f"; then write it as the test of '{meaning.id}'" if meaning else ""
    if dispute.is_settled:
        text = f"all who were asked '{asked}' agree and the model says otherwise"
    else:
        text = f"'{asked}' has {counted(len(dispute.camps), 'answer')}"
    return Problem(
        place.where,
        f"survey '{survey.id}': {text}: {voices.said(dispute)}" + _after(voices.difference(dispute)),
        f"bring them to one table and agree on one{write}",
        (*own, *((voice.where, f"{voice.who} says {voice.words}") for voice in (*also, *others))),
        owner=context.graph.asking.disputing(dispute),
        data={"witness": dict(dispute.witness or {}), "question": asked},
    )


def _after(difference: str) -> str:
    return f"; {difference}" if difference else ""
