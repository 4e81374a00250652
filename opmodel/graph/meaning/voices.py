"""What people say about the fields of entities, and where they disagree."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.expressions import Record, holds
from opmodel.graph.meaning.quoting import LONGEST, node_at, words_of
from opmodel.graph.meaning.sameness import SAME, Comparing, Likeness, Sameness
from opmodel.graph.records import Records
from opmodel.model import Condition, Entity, Model, Statement, Where
from opmodel.model.columns import whole_test
from opmodel.model.fields import declared_by, is_declared
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.objects import Object
from opmodel.model.sections.questions import Question
from opmodel.model.sections.sources import Source
from opmodel.model.sections.surveys import Survey
from opmodel.model.structures import Many
from opmodel.source import shortened
from opmodel.wording import bare, listed, with_article

MODEL = "the model"
MOST_VOICES = 40
"""Voices on one field that are compared with each other."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A value that somebody gives for a field: `who` is a role, function or page, or the model itself."""

    who: str
    page: str
    value: object
    words: str
    where: Where

    @property
    def from_page(self) -> str:
        """Name who speaks with the page on which they do."""
        if not self.page:
            return self.who
        return self.page if self.page.partition("#")[0] == self.who else f"{self.who} in {self.page}"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field for which people give different values.

    `camps` are two or more groups of voices, each of one meaning; the field's own value is in the first.
    `is_sure` is False where nobody can tell whether their conditions mean the same, and `is_blind` tells that this is
    because the object they are about declares no columns: one test may be the other in other words. `witness` is a
    record that the conditions of the first and of the `against`-th camp treat differently. `about` is the object it is
    one of, `term` what those who count it call it.
    """

    entity: Entity
    field: str
    camps: tuple[tuple[Voice, ...], ...]
    is_sure: bool
    against: int
    about: str
    witness: Record | None
    term: str = ""
    is_blind: bool = False

    @property
    def is_settled(self) -> bool:
        """Tell whether all people say the same, and the model holds something else."""
        first, *others = self.camps
        return len(others) == 1 and [voice.who for voice in first] == [MODEL]

    @property
    def is_one_voice(self) -> bool:
        """Tell whether the same people say all of it in the same place."""
        return len({self.names(at) for at in range(len(self.camps))}) == 1

    def names(self, at: int) -> str:
        """Name who speaks in a camp, by the page where the same people speak in another camp as well."""
        camp = self.camps[at]
        elsewhere = {voice.who for other in self.camps if other is not camp for voice in other}
        names = (voice.from_page if voice.who in elsewhere else voice.who for voice in camp)
        return listed(dict.fromkeys(names))


class Voices:
    """Questions about what is said of the entities of a model, and how to speak of a dispute."""

    def __init__(self, model: Model, sameness: Sameness, records: Records) -> None:
        self._model, self._sameness, self._records = model, sameness, records

    def disputes(self, entity: Entity) -> Iterator[Dispute]:
        """Yield the fields of an entity for which different values are given."""
        for field in dict.fromkeys(statement.field for statement in entity.statements):
            about = next(iter(entity.objects(tuple(field.split(".")), self._model)), "")
            term = entity.term if isinstance(entity, Definition) and field == "test" else ""
            voices = (*_adopted(entity, field), *_stated(entity, field))[:MOST_VOICES]
            for kind in (True, False):
                alike = tuple(voice for voice in voices if isinstance(voice.value, Condition) is kind)
                if dispute := self._dispute(entity, field, alike, about, term):
                    yield dispute
                    break

    def answers(self, survey: Survey) -> Dispute | None:
        """Return where the answers to a survey differ from each other or from the model, as far as they are tests."""
        about = next(iter(survey.objects((), self._model)), "")
        meaning = self.meant_by(survey)
        term = meaning.term if meaning else ""
        said = tuple(_answered(survey))[:MOST_VOICES]
        return self._dispute(survey, "answers", (*_meant(meaning), *said), about, term) if said else None

    def meant_by(self, survey: Survey) -> Definition | None:
        """Return the definition that answers the question of a survey, that of its KPI where none is named."""
        question = self._model.get(Question, survey.question)
        named = question.answered_by if question else None
        kpi = self._model.get(Kpi, named.kpi) if named and named.kpi else None
        names = (named.definition if named else None, kpi.definition if kpi else None)
        return next((found for name in names if name and (found := self._model.get(Definition, name))), None)

    def said(self, dispute: Dispute) -> str:
        """Write who says what where: `marketing says score >= 40 (Growth page), sales says score >= 70`."""
        words = [camp[0].words for camp in dispute.camps]
        if dispute.is_one_voice:
            both = "both " if len(words) == 2 else ""
            said = (" as well as " if any(" and " in one for one in words) else " and ").join(words)
            return f"{dispute.names(0)} {_says(dispute.camps[0])} {both}{said}{self._titles(dispute.camps[0])}"
        is_list = not isinstance(dispute.camps[0][0].value, Condition) and any(" and " in one for one in words)
        return ("; " if is_list else ", ").join(
            f"{dispute.names(at)} {_says(camp)} {camp[0].words}{self._titles(camp)}"
            for at, camp in enumerate(dispute.camps)
        )

    def _titles(self, camp: tuple[Voice, ...]) -> str:
        titles = dict.fromkeys(title for voice in camp if (title := self._title(voice)))
        return f" ({', '.join(titles)})" if titles else ""

    def _title(self, voice: Voice) -> str:
        name = voice.page.partition("#")[0]
        source = self._model.get(Source, name) if name else None
        return (source.title or ("" if name == voice.who else name)) if source else ""

    def difference(self, dispute: Dispute) -> str:
        """Say what the first two meanings that differ make of a record; nothing without one."""
        condition = dispute.camps[0][0].value
        if dispute.witness is None or not isinstance(condition, Condition) or condition.tree is None:
            return ""
        who = self._records.one(dispute.about, dispute.witness)
        meets, fails = dispute.names(0), dispute.names(dispute.against)
        if dispute.is_one_voice:
            meets, fails = "the first", "the second" if dispute.against == 1 else "another"
        if condition.kind == "value":
            return f"{dispute.field} of {who} is not the same for {meets} and for {fails}"
        if holds(condition.tree, dispute.witness, self._records.columns(dispute.about)) is not True:
            meets, fails = fails, meets
        if dispute.term:
            verb = f"is {with_article(_inside(dispute.term))}"
        else:
            verb = {"answers": "counts", "excludes": "is left out"}.get(dispute.field, f"meets {dispute.field}")
        return f"{who} {verb} for {meets} and not for {fails}"

    def _dispute(self, entity: Entity, field: str, voices: tuple[Voice, ...], about: str, term: str) -> Dispute | None:
        in_order = _is_ordered(entity, field)
        camps: list[tuple[Voice, ...]] = []
        for voice in voices:
            found = (at for at, camp in enumerate(camps) if self._compare(camp[0], voice, about, in_order) == SAME)
            place = next(found, None)
            if place is None:
                camps.append((voice,))
            else:
                camps[place] += (voice,)
        compared = [self._compare(camps[0][0], camp[0], about, in_order) for camp in camps[1:]]
        if not compared:
            return None
        clearest = min(compared, key=lambda one: (one.likeness is Likeness.UNSURE, one.witness is None))
        is_sure = clearest.likeness is Likeness.DIFFERENT
        against = compared.index(clearest) + 1
        is_blind = not is_sure and not self._has_columns(about) and all(_is_test(voice.value) for voice in voices)
        return Dispute(entity, field, tuple(camps), is_sure, against, about, clearest.witness, term, is_blind)

    def _has_columns(self, name: str) -> bool:
        home = self._model.get(Object, name) if name else None
        return home is not None and bool(home.fields)

    def _compare(self, one: Voice, other: Voice, about: str, in_order: bool) -> Comparing:  # noqa: FBT001
        return self._sameness.compare(one.value, other.value, about, in_order=in_order)


def _is_test(value: object) -> bool:
    """Tell whether a value says of a record yes or no; a formula over other columns is another number."""
    return isinstance(value, Condition) and value.kind == "condition"


def _answered(survey: Survey) -> Iterator[Voice]:
    for position, answer in enumerate(survey.answers):
        if answer.test:
            who, words = bare(answer.by) if answer.by else "somebody", shortened(answer.test.text, LONGEST)
            yield Voice(who, "", answer.test, words, survey.where("answers", position, "test"))


def _meant(meaning: Definition | None) -> Iterator[Voice]:
    """Yield what a definition means, all of it in one condition."""
    tree = whole_test(meaning) if meaning else None
    if meaning and tree:
        written = meaning.test.text if meaning.test and tree == meaning.test.tree else meaning.id
        place = meaning.where("test") if meaning.test else meaning.where()
        yield Voice(MODEL, "", Condition(written, meaning.head, tree), shortened(written, LONGEST), place)


def _is_ordered(entity: Entity, field: str) -> bool:
    first, *below = field.split(".")
    key = declared_by(type(entity)).fields.keys.get(first)
    shape = key.shape if key else None
    for part in below:
        shape = shape and shape.inner(part)
    return isinstance(shape, Many) and shape.ordered


def _says(camp: tuple[Voice, ...]) -> str:
    return "says" if len({voice.who for voice in camp}) == 1 else "say"


def _inside(term: str) -> str:
    """Write a term inside a sentence: `qualified lead`, and `MQL` as it is."""
    return term if term[1:2].isupper() or not term[1:2] else term[:1].lower() + term[1:]


def _stated(entity: Entity, field: str) -> Iterator[Voice]:
    for position, statement in enumerate(entity.statements):
        key = "test" if statement.says is None else "says"
        value = statement.test if statement.says is None else statement.says
        if statement.field == field and value is not None:
            where = entity.where("statements", position, key)
            words = words_of(node_at(entity.node, where.trail), value)
            yield from (Voice(who, page, value, words, where) for who, page in _speaking(statement))


def _speaking(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield who says something and where: the one who is named, else every page that has it."""
    pages = [f"{one.source}#{one.anchor}" if one.anchor else one.source for one in statement.stated_in]
    if statement.by:
        yield bare(statement.by), pages[0] if pages else ""
    else:
        yield from ((page.partition("#")[0], page) for page in pages)
        if not pages:
            yield "a statement", ""


def _adopted(entity: Entity, field: str) -> Iterator[Voice]:
    """Yield the field's own value if one is written."""
    parts = tuple(field.split("."))
    node = node_at(entity.node, parts)
    value: object = entity
    for part in parts:
        value = _below(value, part)
    if value is not None and value != () and node is not None:
        yield Voice(MODEL, "", value, words_of(node, value), entity.where(*parts))


def _below(value: object, name: str) -> object:
    """Return what stands below a key: of an entity or group its attribute, of a map of groups the one of that id."""
    if isinstance(value, tuple):
        identity = next((declared_by(type(item)).map_key for item in value if is_declared(type(item))), None)
        attribute = identity[0] if identity else ""
        return next((item for item in value if attribute and getattr(item, attribute) == name), None)
    if not is_declared(type(value)):
        return None
    key = declared_by(type(value)).fields.keys.get(name)
    found: object = getattr(value, key.attribute) if key else None
    return found
