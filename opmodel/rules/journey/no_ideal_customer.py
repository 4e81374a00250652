"""Whoever selects by fit says who fits: which customers are served best."""

import re
from collections.abc import Iterator

from opmodel import discover
from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Reference, columns_of
from opmodel.finding import Severity
from opmodel.model import Condition, Entity, Where, is_draft
from opmodel.model import named as named_entity
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.objects import Object
from opmodel.model.sections.routing import Routing
from opmodel.wording import bare

_NAMED = 5
"""Other places that a finding names."""


@rule(Severity.WARNING, needs=("definitions.test", "definitions.criteria"))
def check(context: Context, *, more_words: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Yield one problem where a routing or a definition asks for fit and no definition says what fits."""
    context.look(Definition)
    fit = frozenset((*discover.words(__name__), *more_words))
    asked = list(_asking(fit, context))
    said = [one for one in context.model.of(Definition) if fit & _words(" ".join((one.id, one.term, *one.aliases)))]
    context.judge((*said, *(where for where, _, _ in asked)))
    if not asked or said or _is_sorted({where.entity for where, _, _ in asked}, context):
        return
    (where, what, column), *others = asked
    yield Problem(
        where,
        f"{what} selects by '{column.name}', and no definition says which customers are served best",
        "write it once for all teams: `definitions: {ideal_customer: {term: Ideal customer, object: ..., test: ...}}`; "
        "it can then be used wherever a condition stands",
        notes=tuple((place, f"{name} selects by '{one.name}' too") for place, name, one in others[:_NAMED]),
        discriminator="fit",
    )


def _is_sorted(asking: set[str], context: Context) -> bool:
    """Tell whether a definition says who suits, whatever it is called.

    It sorts what other objects belong to, such as accounts, or a routing sends records by it and it asks for no fit.
    """
    routings = {one.ref for one in context.model.of(Routing)}
    joined = {bare(join.object) for thing in context.model.of(Object) for join in thing.joins}
    return any(
        joined.intersection(one.objects((), context.model))
        or (one.ref not in asking and any(where.entity in routings for where in context.graph.terms.places(one)))
        for one in context.model.of(Definition)
    )


def _asking(fit: frozenset[str], context: Context) -> Iterator[tuple[Where, str, Reference]]:
    """Yield the conditions of routings and definitions that ask for fit, with the column."""
    places: list[tuple[Entity, Where, Condition | None]] = []
    for one in context.model.of(Definition):
        places.append((one, one.where("test"), one.test))
        places += [(one, one.where("criteria", at), inside.test) for at, inside in enumerate(one.criteria)]
    for routing in context.model.of(Routing):
        places.append((routing, routing.where("when"), routing.when))
        places += [(routing, routing.where("rules", at, "when"), one.when) for at, one in enumerate(routing.rules)]
    for entity, where, condition in places:
        named = columns_of(condition.tree) if condition and condition.tree and not is_draft(entity) else ()
        column = next((one for one in named if fit & _words(one.path[-1])), None)
        if column:
            yield where, named_entity(entity.ref), column


def _words(text: str) -> set[str]:
    return set(re.split(r"[^a-z]+", text.lower()))
