"""When a question has one answer: a definition, a test, a source, an owner and nobody who disagrees."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from opmodel.diagnosis.answer import Answer, Reason
from opmodel.diagnosis.silence import Silence, silence
from opmodel.diagnosis.topic import Topic, called, places, sentences, topic_of
from opmodel.engine import Result, Scene, rules
from opmodel.finding import Finding, Severity, Status, ids
from opmodel.model import Entity, Model, Why, named
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.questions import Question
from opmodel.model.sections.surveys import Survey
from opmodel.wording import bare, listed

NO_ANSWER = "nothing answers it"
UNCERTIFIED = "source not fit for decisions"
NO_TEST = "no test anybody can run"
NO_WAY = "no way to settle it"
KINDS = (
    NO_ANSWER,
    "several meanings",
    "disputed",
    NO_TEST,
    "not agreed",
    "several sources",
    UNCERTIFIED,
    "no formula anybody can follow",
    "unclear in the forecast",
    "may change in the freeze",
    "nobody answers for it",
    NO_WAY,
    "not in force or not looked at",
)
"""The kinds of reasons, the weightiest first; the page of a rule names the kind that its findings are."""


@cache
def kinds() -> Mapping[str, str]:
    """Return the rules whose findings are reasons, each with the kind of reason."""
    return {one.name: one.page.reason for one in rules() if one.page.reason}


def answer(scene: Scene, result: Result, subject: Question | Definition) -> Answer:
    """Answer a question or say what a term means, or why there is no single answer.

    Args:
        scene: the model on its day and in its scope.
        result: what the rules of `kinds` found in it.
        subject: the question or term of that model.
    """
    topic = topic_of(subject, scene)
    about = _about(topic, scene)
    found = tuple(_found(result, about, topic))
    gaps = (one for one in _gaps(topic, scene) if one.kind != NO_TEST or not _says_why(result, topic))
    reasons = tuple(sorted((*gaps, *found), key=lambda one: KINDS.index(one.kind)))
    said = tuple(sentences(topic, scene)) if not reasons else ()
    return Answer(
        topic.text, subject.ref, said, tuple(places(topic, scene)), reasons, _unchecked(result, about, scene.model)
    )


def _about(topic: Topic, scene: Scene) -> frozenset[str]:
    """Return everything the answer rests on: a finding about one of these is a reason."""
    found = {one.ref for one in (topic.question, topic.definition, topic.kpi) if one}
    found |= {one.ref for one in (*topic.datasets, *topic.dashboards)}
    for one in (topic.definition, topic.kpi):
        found |= {f"role/{bare(name)}" for name in (one.owner if one else ())}
        found |= {_record(bare(name)) for name in (one.objects((), scene.model) if one else ())}
    if topic.question:
        found |= {one.ref for one in scene.model.holders(Survey, topic.question.ref)}
    if topic.definition:
        meaning = scene.graph.meaning
        found |= {stage.ref for stage in (*meaning.stages(topic.definition), *meaning.counted(topic.definition))}
        found |= _below(topic.definition, scene)
    return frozenset(found)


def _says_why(result: Result, topic: Topic) -> bool:
    """Tell whether a finding says why a definition has no test: people dispute it, or it stands where few can read."""
    ref = topic.definition.ref if topic.definition else ""
    own = (one for one in result.findings if one.entity == ref and one.status is Status.OPEN)
    return any(
        one.rule == "definition-behind-private-link"
        or (one.rule == "statements-disagree" and one.data.get("field") == "test")
        for one in own
    )


def _below(definition: Definition, scene: Scene) -> set[str]:
    """Return the terms that a definition rests on, all the way down."""
    terms, found, waiting = scene.graph.terms, set[str](), [definition.ref]
    while waiting:
        for ref in terms.rests_on(terms.all[waiting.pop()]):
            if ref not in found:
                found.add(ref)
                waiting.append(ref)
    return found


def _gaps(topic: Topic, scene: Scene) -> Iterator[Reason]:
    """Yield what is missing before any rule could speak about it."""
    question = topic.question
    if question and not topic.definition and not topic.kpi:
        yield _reason(
            NO_ANSWER,
            f"{named(question.ref)} names no definition and no KPI that answer it",
            topic.subject,
            scene,
            "write `answered_by: {definition: ..., kpi: ...}`",
        )
    elif not topic.definition:
        text = f"no definition says which records {named(topic.subject.ref)} is about"
        yield _reason(NO_ANSWER, text, topic.subject, scene, "write `answered_by: {definition: ...}`")
    elif not _is_runnable(topic.definition) and not _is_broken(topic.definition, "test"):
        yield _without_test(topic.definition, scene)
    if topic.definition and not topic.definition.owner and not _is_broken(topic.definition, "owner"):
        text = f"{named(topic.definition.ref)} names nobody who answers for its wording"
        yield _reason("nobody answers for it", text, topic.definition, scene, "write `owner:` with one role")
    elif topic.definition and topic.definition.owner and not scene.graph.asking.next_step(topic.definition):
        owner = called(bare(topic.definition.owner[0]), scene)
        text = (
            f"{owner} owns {named(topic.definition.ref)} and has nobody above, so a dispute about it has no next step"
        )
        yield _reason(NO_WAY, text, topic.definition, scene, "write `reports_to:` at the owner's role")
    for dataset in topic.datasets:
        if not dataset.certified:
            text = f"{named(dataset.ref)} answers it, and nobody certified it as fit for decisions"
            yield _reason(UNCERTIFIED, text, dataset, scene, "write `certified: true` once somebody has checked it")
    if topic.kpi and not topic.datasets:
        text = f"no dataset says where the number for {named(topic.subject.ref)} is read"
        yield _reason(UNCERTIFIED, text, topic.subject, scene, "write `dataset:` at the KPI that answers it")


def _without_test(definition: Definition, scene: Scene) -> Reason:
    """Say that nobody can tell what counts; where nobody knows, that is no silence of the model."""
    why, name = silence(scene.model, definition.ref, "test"), named(definition.ref)
    text = {
        Silence.UNKNOWN: f"nobody knows the test of {name}, so people decide case by case what counts",
        Silence.ELSEWHERE: f"the test of {name} is kept elsewhere, so not everybody can read what counts",
    }.get(why, f"{name} has no test, so people decide case by case what counts")
    reason = _reason(NO_TEST, text, definition, scene, "write `test:` as a condition in SQL")
    return replace(reason, unsaid=why is not Silence.UNKNOWN)


def _is_runnable(definition: Definition) -> bool:
    return bool(definition.test or definition.criteria or definition.population or definition.refines)


def _is_broken(definition: Definition, field: str) -> bool:
    """Tell whether a field is written and could not be read: that is a finding of its own."""
    absence = definition.absences.get(field)
    return bool(absence and absence.why is Why.BROKEN)


def _reason(kind: str, text: str, entity: Entity, scene: Scene, help: str) -> Reason:
    ask = called(scene.graph.asking.about(entity.ref), scene)
    return Reason(kind, text, scene.model.span(entity.where()), ask, help, unsaid=True)


def _found(result: Result, about: frozenset[str], topic: Topic) -> Iterator[Reason]:
    """Yield the findings about what the answer rests on; one that only repeats a gap above is left out."""
    for one in result.findings:
        if one.status is Status.OPEN and one.severity is not Severity.NOTE and _touches(one, about):
            if one.rule == "owner-missing" and topic.definition and one.entity == topic.definition.ref:
                continue
            if one.rule == "vague-definition" and topic.definition and not _is_runnable(topic.definition):
                continue
            ask = result.owners.get(one.owner, one.owner)
            yield Reason(kinds()[one.rule], one.message, one.span, ask, one.help, one.rule, one.unsaid)


def _touches(finding: Finding, about: frozenset[str]) -> bool:
    others = (*(f"definition/{name}" for name in ids(finding.data, "definitions")), _record(finding.data.get("object")))
    return finding.rule in kinds() and (finding.entity in about or any(one in about for one in others))


def _record(name: object) -> str:
    """Return what an answer rests on when it counts records of an object: the system that is right about them."""
    return f"record of {name}"


def _unchecked(result: Result, about: frozenset[str], model: Model) -> tuple[str, ...]:
    """Say what could not be looked at, one sentence per entity."""
    missing: dict[str, dict[str, None]] = {}
    for one in result.not_checked:
        if one.entity in about and one.rule in kinds():
            missing.setdefault(one.entity, {}).update(dict.fromkeys(one.fields))
    return tuple(_lacking(ref, tuple(fields), model) for ref, fields in missing.items())


def _lacking(ref: str, fields: tuple[str, ...], model: Model) -> str:
    """Tell what an entity does not say from what nobody knows, what is kept elsewhere and what nobody could read."""
    parts: dict[Silence, list[str]] = {}
    for name in fields:
        parts.setdefault(silence(model, ref, name), []).append(name)
    return f"{named(ref)} {' and '.join(_LACKING[why].format(listed(parts[why])) for why in _LACKING if why in parts)}"


_LACKING = {
    Silence.UNWRITTEN: "does not say {}",
    Silence.UNKNOWN: "says that nobody knows {}",
    Silence.ELSEWHERE: "says that {} is kept elsewhere",
    Silence.BROKEN: "says {}, which could not be read",
}
