"""No definition depends on itself."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Where, named
from opmodel.model.columns import Term
from opmodel.model.reading import spoken
from opmodel.model.sections.criteria import Criterion
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.statuses import Status
from opmodel.wording import listed


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield the definitions, criteria and statuses whose meaning leads back to them, one finding for each circle."""
    for kind in (Definition, Criterion, Status):
        context.count(kind)
    known = context.graph.terms
    for terms in known.circles:
        around = zip(terms, (*terms[1:], terms[0]), strict=True)
        yield _problem(terms, [known.rests_on(term)[after.ref] for term, after in around])


def _problem(terms: tuple[Term, ...], ways: list[Where]) -> Problem:
    first = terms[0]
    steps = [f"its {_key(ways[0])} names {_after(terms, 0)}"]
    steps += [f"whose {_key(where)} names {_after(terms, at)}" for at, where in enumerate(ways[1:], 1)]
    return Problem(
        ways[0],
        f"{named(first.ref)} depends on itself: {', '.join(steps)}",
        "nobody can say which records it takes: write one of them over columns alone",
        tuple((where, f"{named(term.ref)} names {_after(terms, at)} here") for at, (term, where) in _rest(terms, ways)),
        discriminator=" ".join(sorted(term.ref for term in terms)),
        evidence=tuple(term.ref for term in terms),
        data={"terms": listed(term.ref for term in terms)},
    )


def _rest(terms: tuple[Term, ...], ways: list[Where]) -> Iterator[tuple[int, tuple[Term, Where]]]:
    yield from list(enumerate(zip(terms, ways, strict=True)))[1:]


def _key(where: Where) -> str:
    return spoken(where.trail[:1])


def _after(terms: tuple[Term, ...], at: int) -> str:
    return f"'{terms[(at + 1) % len(terms)].id}'"
