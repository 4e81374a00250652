"""A question that leaders ask is answered from one place."""

from collections.abc import Iterator
from itertools import combinations, islice

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.meaning import meet_in_scope
from opmodel.graph.numbers import Answering, Lineage
from opmodel.model import named
from opmodel.model.sections.questions import Question
from opmodel.wording import counted, listed

_PAIRS = 200
_MOST_NAMED = 20


@rule(Severity.ERROR, needs=("questions.answered_by.kpi",))
def check(context: Context) -> Iterator[Problem]:
    """Yield questions answered from datasets of which none is the source of the others.

    A warning where all of them are built from one dataset, so that the numbers may still agree.
    """
    lineage = context.graph.lineage
    for question in context.each(Question, where=lineage.answering):
        rivals = _rivals(lineage.answering(question), lineage)
        if rivals:
            yield _problem(question, rivals, lineage)


def _rivals(answering: tuple[Answering, ...], lineage: Lineage) -> list[Answering]:
    """Return those that answer for some of the same records from datasets that do not rest on one of them."""
    datasets = {one.dataset.id: one.dataset for one in answering}
    if any(all(name in lineage.origins(other) for other in datasets.values()) for name in datasets):
        return []
    found: dict[str, Answering] = {}
    for one, other in islice(combinations(answering, 2), _PAIRS):
        apart = one.dataset.id not in lineage.origins(other.dataset) and other.dataset.id not in lineage.origins(
            one.dataset
        )
        if apart and meet_in_scope(one.entity, other.entity) and meet_in_scope(one.dataset, other.dataset):
            found |= {one.entity.ref: one, other.entity.ref: other}
    return list(found.values())


def _problem(question: Question, rivals: list[Answering], lineage: Lineage) -> Problem:
    read: dict[str, list[str]] = {}
    for one in rivals:
        read.setdefault(one.dataset.id, []).append(named(one.entity.ref))
    shared = frozenset[str].intersection(*(lineage.origins(one.dataset) for one in rivals))
    common = f", each built in its own way from {listed(map(repr, sorted(shared)))}" if shared else ""
    places = [f"'{name}' ({', '.join(by)})" for name, by in list(read.items())[:_MOST_NAMED]]
    where = listed(places)
    return Problem(
        question.where("text"),
        f"question '{question.id}' is answered from {counted(len(read), 'dataset')}: {where}{common}",
        "choose the one that counts, let the others be built from it, and take the answer off the other dashboards",
        tuple(
            (one.entity.where("dataset"), f"{named(one.entity.ref)} reads '{one.dataset.id}'")
            for one in rivals[:_MOST_NAMED]
        ),
        severity=Severity.WARNING if shared else None,
        data={"datasets": tuple(read)},
    )
