"""What a question is about, as far as the model says, and the paragraph that answers it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodel.diagnosis.answer import Place
from opmodel.engine import Scene
from opmodel.model import Entity
from opmodel.model.sections.criteria import Criterion
from opmodel.model.sections.dashboards import Dashboard
from opmodel.model.sections.datasets import Dataset
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.questions import Question
from opmodel.wording import bare, listed, with_article


@dataclass(frozen=True, slots=True)
class Topic:
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


def topic_of(subject: Question | Definition, scene: Scene) -> Topic:
    """Return what a question or term is about."""
    model = scene.model
    question = subject if isinstance(subject, Question) else None
    by = question.answered_by if question else None
    named_kpi = model.get(Kpi, by.kpi) if by and by.kpi else None
    meaning = subject if isinstance(subject, Definition) else None
    if by and by.definition:
        meaning = model.get(Definition, by.definition)
    elif named_kpi and (counts := named_kpi.definition or named_kpi.population):
        meaning = model.get(Definition, counts)
    read = scene.graph.lineage.answering(question) if question else ()
    boards = tuple(one.entity for one in read if isinstance(one.entity, Dashboard))
    datasets = tuple({one.dataset.id: one.dataset for one in read}.values())
    return Topic(question, meaning, named_kpi, datasets, boards)


def places(topic: Topic, scene: Scene) -> Iterator[Place]:
    """Yield what an answer rests on, and where it stands."""
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


def sentences(topic: Topic, scene: Scene) -> Iterator[str]:
    """Yield the answer, sentence by sentence."""
    definition, kpi = topic.definition, topic.kpi
    assert definition
    version = f", version {definition.version}" if definition.version else ""
    start = definition.effective.from_ if definition.effective else None
    yield f"{definition.term}{version}{f', in force since {start}' if start else ''}."
    yield from _meaning(definition, scene)
    yield f"{called(bare(definition.owner[0]), scene)} answers for it{_agreed(definition, scene)}."
    if kpi:
        yield _number(kpi, topic, scene)
    if topic.dashboards:
        boards = listed(f"'{one.label}'" for one in topic.dashboards)
        yield f"It is read on {'dashboard' if len(topic.dashboards) == 1 else 'dashboards'} {boards}."
    yield f"A dispute about it goes to {called(scene.graph.asking.next_step(definition), scene)}."


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
    agreed = [f"{called(bare(one.role), scene)}{f' ({one.date})' if one.date else ''}" for one in definition.approvers]
    return f"; {listed(agreed)} agreed" if agreed else ""


def _number(kpi: Kpi, topic: Topic, scene: Scene) -> str:
    own = next((one for one in topic.datasets if kpi.dataset and one.id == bare(kpi.dataset)), None)
    steward = f", kept by {called(bare(own.steward[0]), scene)}" if own and own.steward else ""
    certified = "certified " if own and own.certified else ""
    source = f", read from the {certified}dataset '{own.id}'{steward}" if own else ""
    return f"KPI '{kpi.label}' is the number{source}."


def called(name: str, scene: Scene) -> str:
    """Return what people call a role or function; nothing where nobody is there."""
    role = scene.graph.people.role(name) if name else None
    return role.label if role else name
