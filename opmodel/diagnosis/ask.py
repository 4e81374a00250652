"""When a question has one answer: a definition, a test, a source, an owner and nobody who disagrees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodel.diagnosis.answer import Answer, Place, Reason
from opmodel.diagnosis.matching import find
from opmodel.engine import Result, Scene
from opmodel.finding import Finding, Severity, Status, ids
from opmodel.model import Entity, named
from opmodel.model.sections.criteria import Criterion
from opmodel.model.sections.dashboards import Dashboard
from opmodel.model.sections.datasets import Dataset
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.questions import Question
from opmodel.model.sections.roles import Level
from opmodel.model.sections.surveys import Survey
from opmodel.wording import bare, listed, with_article

KINDS = {
    "several meanings": ("term-defined-twice",),
    "disputed": ("statements-disagree", "survey-disagrees"),
    "no test anybody can run": (
        *("vague-definition", "placeholder-in-rule", "circular-definition", "definition-behind-private-link"),
        *("definition-missing", "unknown-column", "condition-not-understood", "condition-type-mismatch"),
        "condition-never-true",
    ),
    "not agreed": ("definition-not-approved", "decided-in-a-silo"),
    "several sources": ("question-with-many-answers", "two-systems-of-record"),
    "source not fit for decisions": ("uncertified-source", "kpi-without-source"),
    "unclear in the forecast": ("forecast-category-incoherent",),
    "may change in the freeze": ("changed-inside-freeze",),
    "nobody answers for it": ("owner-missing", "owner-vacant", "two-accountable-owners", "owner-is-a-group"),
    "no way to settle it": ("no-escalation-path", "escalation-loop"),
    "not in force or not looked at": ("reference-not-in-force", "definition-stale"),
}
"""The kinds of reasons, and the rules whose findings are reasons of that kind."""
NO_ANSWER = "nothing answers it"
_KIND = {rule: kind for kind, rules in KINDS.items() for rule in rules}
RELEVANT = tuple(sorted(_KIND))
"""The rules that must run before a question can be asked."""


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a question is about, as far as the model says."""

    question: Question | None
    definition: Definition | None
    kpi: Kpi | None
    datasets: tuple[Dataset, ...]
    dashboards: tuple[Dashboard, ...]

    @property
    def subject(self) -> Entity:
        """The question, or the term where nobody declared a question about it."""
        found = self.question or self.definition
        assert found
        return found

    @property
    def text(self) -> str:
        """What is asked, in words."""
        return self.question.text if self.question else f"What is {self.definition.term if self.definition else ''}?"


def ask(scene: Scene, result: Result, asked: str) -> Answer:
    """Answer a question, or say why there is no single answer.

    Args:
        scene: the model on its day and in its scope.
        result: what the rules in `RELEVANT` found in it.
        asked: the question's words or id, or the id or name of a term.

    Raises:
        UsageError: nothing matches, or several questions do.
    """
    subject = find(scene.model, asked)
    topic = _topic(subject, scene)
    about = _about(topic, scene)
    reasons = (*_gaps(topic, scene), *_found(result, about, topic))
    sentences = tuple(_sentences(topic, scene)) if not reasons else ()
    return Answer(topic.text, subject.ref, sentences, tuple(_places(topic, scene)), reasons, _unchecked(result, about))


def _topic(subject: Question | Definition, scene: Scene) -> _Topic:
    model = scene.model
    question = subject if isinstance(subject, Question) else None
    by = question.answered_by if question else None
    named_kpi = model.get(Kpi, by.kpi) if by and by.kpi else None
    meaning = subject if isinstance(subject, Definition) else None
    if by and by.definition:
        meaning = model.get(Definition, by.definition)
    elif named_kpi and (counts := named_kpi.definition or named_kpi.population):
        meaning = model.get(Definition, counts)
    boards = tuple(one for one in model.holders(Dashboard, question.ref) if _answers(one, question)) if question else ()
    names = dict.fromkeys(bare(one.dataset) for one in (named_kpi, *boards) if one and one.dataset)
    datasets = tuple(found for name in names if (found := model.get(Dataset, name)))
    return _Topic(question, meaning, named_kpi, datasets, boards)


def _answers(board: Dashboard, question: Question) -> bool:
    return question.id in {bare(name) for name in board.answers}


def _about(topic: _Topic, scene: Scene) -> frozenset[str]:
    """Return everything the answer rests on: a finding about one of these is a reason."""
    found = {one.ref for one in (topic.question, topic.definition, topic.kpi) if one}
    found |= {one.ref for one in (*topic.datasets, *topic.dashboards)}
    if topic.question:
        found |= {one.ref for one in scene.model.holders(Survey, topic.question.ref)}
    if topic.definition:
        found |= {stage.ref for stage in scene.graph.meaning.stages(topic.definition)}
        found |= _below(topic.definition, scene)
    return frozenset(found)


def _below(definition: Definition, scene: Scene) -> set[str]:
    """Return the terms that a definition rests on, all the way down."""
    terms, found, waiting = scene.graph.terms, set[str](), [definition.ref]
    while waiting:
        for ref in terms.rests_on(terms.all[waiting.pop()]):
            if ref not in found:
                found.add(ref)
                waiting.append(ref)
    return found


def _gaps(topic: _Topic, scene: Scene) -> Iterator[Reason]:
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
    elif not _is_runnable(topic.definition):
        text = f"{named(topic.definition.ref)} has no test, so people decide case by case what counts"
        yield _reason("no test anybody can run", text, topic.definition, scene, "write `test:` as a condition in SQL")
    if topic.definition and not topic.definition.owner:
        text = f"{named(topic.definition.ref)} names nobody who answers for its wording"
        yield _reason("nobody answers for it", text, topic.definition, scene, "write `owner:` with one role")
    elif topic.definition and not _ladder(topic.definition, scene):
        text = f"nobody stands above the owner of {named(topic.definition.ref)}, so a dispute about it has no next step"
        yield _reason("no way to settle it", text, topic.definition, scene, "write `reports_to:` at the owner's role")
    sources = {one.ref for one in topic.datasets}
    if len(sources) > 1 and not _one_root(topic, scene):
        names = listed(f"'{bare(ref)}'" for ref in sorted(sources))
        text = f"datasets {names} answer it, and none of them is built from the other"
        yield _reason("several sources", text, topic.subject, scene, "read it from one dataset")


def _is_runnable(definition: Definition) -> bool:
    return bool(definition.test or definition.criteria or definition.population or definition.refines)


def _one_root(topic: _Topic, scene: Scene) -> bool:
    """Tell whether the datasets behind an answer are one and what it is built from, or what is built from it."""
    wanted = {one.id for one in topic.datasets}
    return any(wanted <= {one.id, *_behind(one, scene)} for one in topic.datasets)


def _behind(dataset: Dataset, scene: Scene) -> set[str]:
    found: set[str] = set()
    waiting = [dataset]
    while waiting:
        for name in map(bare, waiting.pop().derived_from):
            if name not in found and (one := scene.model.get(Dataset, name)):
                found.add(name)
                waiting.append(one)
    return found


def _ladder(definition: Definition, scene: Scene) -> str:
    """Return who settles a dispute about a definition: the first above its owner, or an executive who owns it."""
    people = scene.graph.people
    owners = [role for name in definition.owner if (role := people.role(name))]
    above = [role for one in owners for name in people.leaders(one.id) if (role := people.role(name))]
    known = {one.id for one in owners}
    settling = [one for one in above if one.id not in known] + [one for one in owners if one.level is Level.EXECUTIVE]
    return next((one.id for one in settling if not people.is_vacant(one.id)), "")


def _reason(kind: str, text: str, entity: Entity, scene: Scene, help: str) -> Reason:
    return Reason(kind, text, scene.model.span(entity.where()), _called(scene.graph.to_ask(entity.ref), scene), help)


def _found(result: Result, about: frozenset[str], topic: _Topic) -> Iterator[Reason]:
    """Yield the findings about what the answer rests on; one that only repeats a gap above is left out."""
    for one in result.findings:
        if one.status is Status.OPEN and one.severity is not Severity.NOTE and _touches(one, about):
            if one.rule == "owner-missing" and topic.definition and one.entity == topic.definition.ref:
                continue
            if one.rule == "vague-definition" and topic.definition and not _is_runnable(topic.definition):
                continue
            ask = result.owners.get(one.owner, one.owner)
            yield Reason(_KIND[one.rule], one.message, one.span, ask, one.help, one.rule)


def _touches(finding: Finding, about: frozenset[str]) -> bool:
    others = (f"definition/{name}" for name in ids(finding.data, "definitions"))
    return finding.rule in _KIND and (finding.entity in about or any(ref in about for ref in others))


def _unchecked(result: Result, about: frozenset[str]) -> tuple[str, ...]:
    """Say what could not be looked at, one sentence per entity."""
    missing: dict[str, dict[str, None]] = {}
    for one in result.not_checked:
        if one.entity in about and one.rule in _KIND:
            missing.setdefault(one.entity, {}).update(dict.fromkeys(one.fields))
    return tuple(f"{named(ref)} does not say {listed(fields)}" for ref, fields in missing.items())


def _sentences(topic: _Topic, scene: Scene) -> Iterator[str]:
    definition, kpi = topic.definition, topic.kpi
    assert definition
    version = f", version {definition.version}" if definition.version else ""
    start = definition.effective.from_ if definition.effective else None
    yield f"{definition.term}{version}{f', in force since {start}' if start else ''}."
    yield from _meaning(definition, scene)
    yield f"{_called(bare(definition.owner[0]), scene)} answers for it{_agreed(definition, scene)}."
    if kpi:
        yield _number(kpi, topic, scene)
    if topic.dashboards:
        boards = listed(f"'{one.label}'" for one in topic.dashboards)
        yield f"It is read on {'dashboard' if len(topic.dashboards) == 1 else 'dashboards'} {boards}."
    yield f"A dispute about it goes to {_called(_ladder(definition, scene), scene)}."


def _meaning(definition: Definition, scene: Scene) -> Iterator[str]:
    """Say which records count, and what the words in the condition stand for."""
    home = next(iter(definition.objects((), scene.model)), "record")
    parts = [definition.test.text] if definition.test else []
    parts += [bare(name) for name in (definition.population, definition.refines) if name]
    parts += [one.test.text if one.test else bare(one.uses or "") for one in definition.criteria]
    record = with_article(bare(home).replace("_", " "))
    test = " and ".join(f"({part})" if len(parts) > 1 and " " in part else part for part in parts)
    leaving = f", unless {definition.excludes.text}" if definition.excludes else ""
    yield f"{record[:1].upper()}{record[1:]} counts where {test}{leaving}."
    for ref in sorted(scene.graph.terms.rests_on(definition)):
        term = scene.graph.terms.all[ref]
        if isinstance(term, Definition | Criterion) and term.test:
            yield f"There, {bare(ref)} means {term.test.text}."


def _agreed(definition: Definition, scene: Scene) -> str:
    agreed = [f"{_called(bare(one.role), scene)}{f' ({one.date})' if one.date else ''}" for one in definition.approvers]
    return f"; {listed(agreed)} agreed" if agreed else ""


def _number(kpi: Kpi, topic: _Topic, scene: Scene) -> str:
    own = next((one for one in topic.datasets if kpi.dataset and one.id == bare(kpi.dataset)), None)
    steward = f", kept by {_called(bare(own.steward[0]), scene)}" if own and own.steward else ""
    certified = "certified " if own and own.certified else ""
    source = f", read from the {certified}dataset '{own.id}'{steward}" if own else ""
    return f"KPI '{kpi.label}' is the number{source}."


def _called(name: str, scene: Scene) -> str:
    """Return what people call a role or function; nothing where nobody is there."""
    role = scene.graph.people.role(name) if name else None
    return role.label if role else name


def _places(topic: _Topic, scene: Scene) -> Iterator[Place]:
    everything: Iterable[tuple[str, Entity | None]] = (
        ("the question", topic.question),
        ("what counts", topic.definition),
        ("the number", topic.kpi),
        *(("its source", one) for one in topic.datasets),
        *(("where it is read", one) for one in topic.dashboards),
    )
    for what, entity in everything:
        if entity:
            yield Place(what, entity.ref, scene.model.span(entity.where()))
