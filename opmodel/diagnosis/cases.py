"""One question asked of the model for each set of variants -> one answer, which says for which records it differs."""

from collections.abc import Sequence
from dataclasses import replace

from opmodel.diagnosis.answer import Answer, Reason
from opmodel.diagnosis.ask import answer
from opmodel.engine.cases import JudgedCase, Scopes, where
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.questions import Question


def answered(subject: Question | Definition, judged: Sequence[JudgedCase], scopes: Scopes) -> Answer:
    """Answer a question for all records: a reason that holds for some of them says for which."""
    cases = [(one.names, found) for one in judged if (found := _in_case(subject, one)) is not None]
    every = [names for names, _ in cases]
    first = next(found for _, found in cases)
    holding: dict[tuple[str, str], list[tuple[frozenset[str], Reason]]] = {}
    for names, found in cases:
        for reason in found.reasons:
            holding.setdefault((reason.kind, reason.text), []).append((names, reason))
    reasons = [_told(same[0][1], where([names for names, _ in same], every, scopes)) for same in holding.values()]
    others = [names for names, found in cases if found.sentences != first.sentences]
    differs = where(others, every, scopes) if others and not reasons else ()
    more = (f"For {'; '.join(differs)} it reads otherwise; --scope shows how.",) if differs else ()
    unchecked = tuple(dict.fromkeys(one for _, found in cases for one in found.unchecked))
    said = () if reasons else (*first.sentences, *more)
    return replace(first, sentences=said, reasons=tuple(reasons), unchecked=unchecked)


def _in_case(subject: Question | Definition, judged: JudgedCase) -> Answer | None:
    """Answer for the records of one set of variants; a question that they do not have has no answer there."""
    there = judged.scene.model.get(type(subject), subject.id)
    return answer(judged.scene, judged.result, there) if there else None


def _told(reason: Reason, scopes: tuple[str, ...]) -> Reason:
    return replace(reason, text=f"{reason.text} (only for {'; '.join(scopes)})") if scopes else reason
