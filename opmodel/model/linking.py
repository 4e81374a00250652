"""The second pass over a model: ids to entities, dimension values to dimensions, conditions to columns."""

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from opmodel.expressions import UNKNOWN_COLUMN, Mistake, Suggestions, always_true, check, columns_of, never_true
from opmodel.expressions import Reference as ColumnName
from opmodel.finding import Note, Span
from opmodel.model.columns import ObjectColumns
from opmodel.model.entity import Entity
from opmodel.model.model import Model, Varied
from opmodel.model.reading import Asked, Condition, Fault, Reading, Reference, Trail, Where, named, spoken, told
from opmodel.model.sections import sections, singulars
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.objects import Object
from opmodel.source import Node, Scalar
from opmodel.wording import did_you_mean, listed

MISSING_TERM = "definition-missing"
NEVER_TRUE = "condition-never-true"
ALWAYS_TRUE = "condition-always-true"
"""The mild form of never-true: it is reported under that rule, as a warning."""
ENDS_FIRST = "dates-out-of-order"
MAX_SUGGESTIONS = 100
"""Unknown names that get a did-you-mean; comparing every one with every id would take minutes on a broken model."""


_NO_NAME = frozenset(("unknown", "none", "nobody", "tbd", "tba", "todo", "n/a", "na", "open"))
"""What people write where they have no id to name."""


class Removed(NamedTuple):
    """Where a variant takes an entity out of the model."""

    variant: str
    span: Span


def link(
    model: Model,
    reading: Reading,
    broken: frozenset[str],
    removed: MappingType[str, Removed] | None = None,
    without: Model | None = None,
) -> Model:
    """Return the model with its references resolved and its conditions judged; what is wrong joins the faults.

    Args:
        model: the entities.
        reading: what reading them brought to light.
        broken: entities that are written and could not be understood.
        removed: entities that variants take away.
        without: the same model without these variants.
    """
    resolver = _Resolver(model.entities.keys() | broken, removed or {})
    targets: dict[Asked, str] = {}
    faults = list(reading.faults)
    edges: list[Reference] = []
    unjudged = 0
    for reference in reading.references:
        source, _, text, sections, _, _, stated = reference
        if source and not stated:
            edges.append(reference)
        asked = (sections, text)
        if asked in targets:
            continue
        found = resolver.find(reference)
        if isinstance(found, str):
            targets[asked] = found
        elif not model.unread or found.rule == "ambiguous-reference":
            # what is not found may stand in a file that could not be read
            faults.append(_placed(found, reference, model))
        else:
            unjudged += 1
    varied = tuple(
        Varied(Where(entity, trail), quantity)
        for entity, trail, quantity, _ in reading.varying
        if trail[:1] != ("statements",)
    )
    linked = replace(
        model,
        references=tuple(edges),
        targets=targets,
        varied=varied,
        conditions=tuple(reading.conditions),
        broken=broken,
    )
    if without:
        linked.share_columns(without)
    faults.extend(_days(linked))
    faults.extend(_dimension_values(linked, reading))
    conditions = _Conditions(linked)
    faults.extend(conditions.judge())
    return linked.judged(faults, unjudged=unjudged + conditions.unjudged)


@cache
def _singulars(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sections()[name].singular for name in names)


class _Resolver:
    """Finds the entity that a reference means."""

    def __init__(self, declared: frozenset[str] | set[str], removed: MappingType[str, Removed]) -> None:
        self._declared, self._removed = declared, removed
        self._suggested = 0

    def find(self, reference: Reference) -> str | Fault:
        """Return the entity a reference means, or the fault without its place."""
        singular_names = _singulars(reference.sections)
        if "/" in reference.text:
            singular = reference.text.partition("/")[0]
            fits = not singular_names or singular in singular_names
            return reference.text if fits and reference.text in self._declared else self._unknown(reference)
        found = [ref for name in singular_names if (ref := f"{name}/{reference.text}") in self._declared]
        if len(found) == 1:
            return found[0]
        return self._ambiguous(reference, found) if found else self._unknown(reference)

    def _ambiguous(self, reference: Reference, found: list[str]) -> Fault:
        kinds = listed(f"a {ref.partition('/')[0]}" for ref in found)
        text = f"'{reference.text}', which is {kinds}"
        way_out = f"write {' or '.join(found)}" if reference.trail else "rename one of them: an id has no other form"
        return Fault("ambiguous-reference", text, _NOWHERE, help=way_out)

    def _unknown(self, reference: Reference) -> Fault:
        singular = _singulars(reference.sections) or ("entity",)
        gone = self._removed and self._gone(reference, singular)
        if gone:
            return gone
        meaning = bool(reference.sections) and set(reference.sections) <= {"definitions", "criteria"}
        rule = MISSING_TERM if meaning else "unknown-reference"
        text = f"'{reference.text[:80]}', but there is no such {' or '.join(singular)}"
        return Fault(rule, text, _NOWHERE, help=self._help(reference))

    def _gone(self, reference: Reference, singular: tuple[str, ...]) -> Fault | None:
        """Return the fault of a reference to what a variant takes away."""
        names = (reference.text, *(f"{one}/{reference.text}" for one in singular))
        found = next((self._removed[name] for name in names if name in self._removed), None)
        if found is None:
            return None
        text = f"'{reference.text[:80]}', which variant '{found.variant}' removes"
        notes = (Note(found.span, "removed here"),)
        return Fault(
            "unknown-reference", text, _NOWHERE, help="let the same patch change this reference, too", notes=notes
        )

    def _help(self, reference: Reference) -> str:
        name = reference.text.rpartition("/")[2]
        field = next((part for part in reversed(reference.trail) if isinstance(part, str)), "")
        if field and name.lower() in _NO_NAME:
            return f"where nobody knows write `unknown: [{field}]`, where there is none `none: {{{field}: the reason}}`"
        names = _singulars(reference.sections) or tuple(singulars())
        self._suggested += 1
        if self._suggested <= MAX_SUGGESTIONS:
            refs = [ref for ref in self._declared if ref.partition("/")[0] in names]
            close = did_you_mean(name, (ref.partition("/")[2] for ref in refs))
            if close:
                return close
            others = self._declared - {reference.source}
            elsewhere = sorted(ref for ref in others if ref.partition("/")[2] == name)
            if elsewhere:
                return f"{elsewhere[0]} exists, but this field takes {' or '.join(reference.sections)}"
        home = reference.sections[0] if reference.sections else ""
        return f"declare it below {home}:" if home else "write it as stage/evaluation"


_NOWHERE = Span("", 1, 1, 1, 1)


def _placed(fault: Fault, reference: Reference, model: Model) -> Fault:
    where = Where(reference.source, reference.trail)
    subject = told(where) if reference.source else f"the manifest: {spoken(reference.trail)}"
    text = f"{subject} names {fault.message}"
    return replace(fault, message=text, span=reference.node.span, entity=reference.source, path=model.path(where))


def _days(model: Model) -> Iterator[Fault]:
    """Yield what ends before it begins, so that it is in force on no day."""
    for entity in model.entities.values():
        if entity.effective is None or (begin := entity.effective.from_) is None:
            continue
        for name, end in (("effective.to", entity.effective.to), ("sunset", entity.sunset)):
            if end and end < begin:
                where = Where(entity.ref, tuple(name.split(".")))
                first = Where(entity.ref, ("effective", "from"))
                text = f"{named(entity.ref)} ends on {end}, before it begins on {begin}"
                text += ", so nobody can tell when it is in force"
                notes = (Note(model.span(first), "it begins here"),)
                way_out = f"put `{name}` after the day it begins, or take one of the two out"
                yield Fault(ENDS_FIRST, text, model.span(where), entity.ref, model.path(where), way_out, notes)


def _dimension_values(model: Model, reading: Reading) -> Iterator[Fault]:
    """Yield the values that a scope or a `by:` names and their dimension does not have."""
    used: list[tuple[str, str, str, Node]] = list(reading.dimension_values)
    for entity, _, quantity, by in reading.varying:
        used += [(entity, quantity.dimension, case.key, by.key(case.key)) for case in quantity.cases]
    known: dict[str, dict[str, None]] = {}
    for entity, name, value, node in used:
        dimension = model.get(Dimension, name)
        if name not in known:
            known[name] = dict.fromkeys(one.id for one in dimension.values) if dimension else {}
        values = known[name]
        if dimension and values and value not in values:
            text = f"{named(entity)}: dimension '{name}' has no value '{value[:60]}'"
            way_out = did_you_mean(value, values) or f"its values are {', '.join(values)}"
            notes = (Note(model.span(Where(dimension.ref, ("values",))), "its values"),)
            yield Fault("unknown-reference", text, node.span, entity, model.path(Where(entity)), way_out, notes)


class _Conditions:
    """Judges conditions against the columns of their objects, each text once per object."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._suggestions = Suggestions()
        self.unjudged = 0
        """Columns that nothing declares and that may stand in a file that could not be read."""

    def judge(self) -> Iterator[Fault]:
        """Yield what is wrong with conditions, at the place of each word."""
        for where, condition in self._model.conditions:
            entity = self._model.entities.get(where.entity)
            if entity is None or condition.tree is None:
                continue
            names = entity.objects(_about(entity, where.trail), self._model)
            verdicts = [self._verdict(name, condition) for name in names if self._model.get(Object, name)]
            if not verdicts or not all(verdicts):
                continue
            for mistake in min(verdicts, key=len):
                if self._model.unread and mistake.rule == UNKNOWN_COLUMN:
                    self.unjudged += 1
                    continue
                yield self._fault(where, condition, mistake)

    def _fault(self, where: Where, condition: Condition, mistake: Mistake) -> Fault:
        mild = mistake.rule == ALWAYS_TRUE
        rule, said = NEVER_TRUE if mild else mistake.rule, f": {mistake.message}"
        if mistake.rule == UNKNOWN_COLUMN and condition.kind == "condition" and isinstance(condition.tree, ColumnName):
            # a name that is the whole condition is meant as a term
            rule, said = MISSING_TERM, f" names '{condition.tree.name}', but there is no such definition or criterion"
        text = f"{told(where)}{said}"
        place = condition.node.place(mistake.start, mistake.end)
        return Fault(rule, text, place, where.entity, self._model.path(where), mistake.help, mild=mild)

    def _verdict(self, name: str, condition: Condition) -> tuple[Mistake, ...]:
        columns, asked = self._model.columns.of(name), (condition.kind, condition.text)
        known = columns.verdicts.get(asked)
        if known is None:
            known = columns.verdicts[asked] = _mistakes(
                condition, columns, self._suggestions, self._model.columns.endless
            )
        return known


def _about(entity: Entity, trail: Trail) -> Trail:
    """Return the field that a condition is about: within a statement, the one the statement names."""
    position = trail[1] if len(trail) > 1 and trail[0] == "statements" else None
    if not isinstance(position, int):
        return trail
    fields = entity.node.get("statements")
    node = fields.inside(position) if fields is not None else None
    name = node.inside("field") if node is not None else None
    return (*name.text.split("."), *trail[3:]) if isinstance(name, Scalar) else trail


def _mistakes(
    condition: Condition, columns: ObjectColumns, suggestions: Suggestions, endless: frozenset[str]
) -> tuple[Mistake, ...]:
    assert condition.tree is not None
    if mistakes := check(condition.tree, columns, suggestions):
        paths = (found.path for found in columns_of(condition.tree))
        return () if any(columns.find(path) is None and not columns.complete(path) for path in paths) else mistakes
    if condition.kind != "condition" or isinstance(condition.tree, ColumnName):  # a term is judged where it is declared
        return ()
    if endless and endless & {found.path[-1] for found in columns_of(condition.tree)}:
        return ()  # a term that depends on itself is a finding of its own
    if never := never_true(condition.tree, columns):
        return (never,)
    if condition.text.strip().lower() == "true":  # says on purpose that every record is meant
        return ()
    always = always_true(condition.tree, columns)
    return (replace(always, rule=ALWAYS_TRUE),) if always else ()
