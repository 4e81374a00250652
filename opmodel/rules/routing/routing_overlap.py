"""A record goes one way: one routing takes it, and every rule of a list has records of its own."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.coverage import Overlap
from opmodel.model.sections.routing import Routing, RoutingRule
from opmodel.wording import counted, listed

_NEEDS = ("routing.when", "routing.scope", "routing.rules.when", "routing.rules.assign")


@rule(Severity.ERROR, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of routings that take one record, and rules that no record reaches."""
    known = {routing.id for routing in context.each(Routing)}
    for overlap in context.graph.routes.overlaps:
        if known >= {overlap.one.id, overlap.other.id}:
            yield _shared(overlap)
    for routing in context.each(Routing):
        yield from _unreached(routing, context)


def _shared(overlap: Overlap) -> Problem:
    one, other = overlap.one, overlap.other
    first, second = (listed(f"'{name}'" for name in names) or "somebody" for names in overlap.names)
    same = overlap.names[0] == overlap.names[1]
    gives = f"both give it to {first}" if same else f"one gives it to {first}, the other to {second}"
    return Problem(
        other.where("when"),
        f"routings '{one.id}' and '{other.id}' both take {overlap.record}: {gives}",
        "narrow `when:` of one of them, put both into one list of rules, or say with `trigger:` that they run at "
        "different moments",
        notes=((one.where("when"), f"routing '{one.id}' takes it here"),),
        severity=Severity.WARNING if same else None,
        discriminator=" ".join(sorted((one.id, other.id))),
        data={"witness": dict(overlap.witness)},
    )


def _unreached(routing: Routing, context: Context) -> Iterator[Problem]:
    for found in context.graph.routes.unreached(routing):
        if not found.by:
            yield _outside(routing, found.place)
            continue
        numbers = [str(place + 1) for place in found.by]
        before = counted(len(numbers), "rule").partition(" ")[2]
        yield Problem(
            routing.where("rules", found.place),
            f"rule {found.place + 1} of routing '{routing.id}' never gets a record: {before} {listed(numbers)} before "
            f"it {'takes' if len(numbers) == 1 else 'take'} them all",
            "the first rule that fits wins: put the narrower rule first, or take this one out",
            notes=tuple((routing.where("rules", place), "takes its records first") for place in found.by),
            severity=Severity.WARNING,
            discriminator=f"rule {_text(routing.rules[found.place])}",
        )


def _outside(routing: Routing, place: int) -> Problem:
    when = routing.when.text if routing.when else ""
    return Problem(
        routing.where("rules", place, "when"),
        f"rule {place + 1} of routing '{routing.id}' never gets a record: none that the routing is for meets it",
        "widen `when:` of the routing, or take the rule out",
        notes=((routing.where("when"), "what the routing is for"),) if when else (),
        severity=Severity.WARNING,
        discriminator=f"rule {_text(routing.rules[place])}",
    )


def _text(one: RoutingRule) -> str:
    return one.when.text if one.when else "without a condition"
