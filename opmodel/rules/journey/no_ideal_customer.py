"""Whoever selects by fit says who fits: which customers are served best."""

import re
from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Reference, columns_of
from opmodel.finding import Severity
from opmodel.model import Condition, Entity, Where, is_draft
from opmodel.model import named as named_entity
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.objects import Object
from opmodel.model.sections.routing import Routing
from opmodel.wording import bare

_FIT = frozenset(("fit", "icp", "ideal"))
"""Words in the name of a column by which companies call how well a customer suits them."""
_BEST = _FIT | frozenset(("best", "target"))
"""Words by which a term says who is served best."""

_NAMED = 5
"""Other places that a finding names."""


@rule(Severity.WARNING, needs=("definitions.test", "definitions.criteria"))
def check(context: Context) -> Iterator[Problem]:
    """Yield one problem where a routing or a definition asks for fit and no definition says what fits."""
    context.count(Definition)
    joined = {bare(join.object) for thing in context.model.of(Object) for join in thing.joins}
    if any(_says_who(one, joined, context) for one in context.model.of(Definition)):
        return
    asked = list(_asking(context))
    if not asked:
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


def _says_who(one: Definition, joined: set[str], context: Context) -> bool:
    """Tell whether a definition says who suits, by its words or because it is about what other objects belong to."""
    words = _words(" ".join((one.id, one.term, *one.aliases)))
    return bool(_BEST & words) or bool(set(one.objects((), context.model)) & joined)


def _asking(context: Context) -> Iterator[tuple[Where, str, Reference]]:
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
        column = next((one for one in named if _FIT & _words(one.path[-1])), None)
        if column:
            yield where, named_entity(entity.ref), column


def _words(text: str) -> set[str]:
    return set(re.split(r"[^a-z]+", text.lower()))
