"""Somebody accepts every record that is handed over."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Handoff
from opmodel.model.sections.coverage import Coverage, Involvement
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Kind, Transition
from opmodel.wording import listed


@rule(Severity.ERROR, needs=("transitions.accept",))
def check(context: Context) -> Iterator[Problem]:
    """Yield handoffs that nobody accepts; one that says nothing at all lists everything it lacks."""
    journey = context.graph.journey
    for transition in context.each(Transition, where=lambda one: journey.handoffs_of(one) or one.kind is Kind.HANDOFF):
        handoffs = journey.handoffs_of(transition)
        if transition.accept is None and handoffs:
            is_bare = journey.is_bare(transition)
            changes_silently = is_bare and transition.kind.is_plain
            if not changes_silently:
                yield _problem(handoffs, context, is_bare=is_bare)
        elif transition.accept and handoffs and _is_taken_by_givers(transition.accept.by, handoffs, context):
            yield _by_givers(handoffs, context)
        elif transition.accept is None and transition.kind is Kind.HANDOFF:
            yield from _between_nobody(transition, context)


def _is_taken_by_givers(accepting: tuple[str, ...], handoffs: tuple[Handoff, ...], context: Context) -> bool:
    """Tell whether nobody but those who hand over accepts, who do not lead those who receive it."""
    people = context.graph.people
    return bool(accepting) and all(
        people.is_among(name, handoff.givers)
        and not people.is_among(name, handoff.receivers)
        and not any(name in people.line(one) for one in handoff.receivers)
        for name in people.working(accepting)
        for handoff in handoffs
    )


def _by_givers(handoffs: tuple[Handoff, ...], context: Context) -> Problem:
    first = handoffs[0]
    is_serious = context.graph.journey.crosses_functions(first) and not first.transition.kind.is_return
    return Problem(
        first.transition.where("accept", "by"),
        f"transition '{first.transition.id}' hands {_what(handoffs, context)}, and only the giver accepts it",
        f"let somebody accept it who has to work with it: `accept: {{by: {first.receivers[0]}, ...}}`",
        severity=None if is_serious else Severity.WARNING,
        data={"bare": False, "moves": len(handoffs)},
    )


def _problem(handoffs: tuple[Handoff, ...], context: Context, *, is_bare: bool) -> Problem:
    journey, first = context.graph.journey, handoffs[0]
    transition = first.transition
    lacks = "and nothing is agreed: no acceptance, no way to refuse, no time limit, no payload"
    is_serious = journey.crosses_functions(first) and not transition.kind.is_return
    return Problem(
        transition.where(),
        f"transition '{transition.id}' hands {_what(handoffs, context)}, "
        + (lacks if is_bare else "and nobody accepts it"),
        _way_out(first, is_bare=is_bare),
        severity=None if is_serious else Severity.WARNING,
        data={"bare": is_bare, "moves": len(handoffs)},
    )


def _between_nobody(transition: Transition, context: Context) -> Iterator[Problem]:
    """Yield a move that is called a handoff while nobody owns a stage at one of its ends: nobody can accept it."""
    journey = context.graph.journey
    for move in journey.expand(transition):
        ends = (move.source, move.target)
        ownerless = [stage for stage in ends if _is_nobodys(stage, context)]
        if move.target.is_open and ownerless and not (transition.from_owner or transition.to_owner):
            names = listed(f"'{stage.id}'" for stage in ownerless)
            stages = f"{'stages' if len(ownerless) > 1 else 'stage'} {names}"
            record = journey.a_record(move.source)
            yield Problem(
                transition.where(),
                f"transition '{transition.id}' hands {record} over, nobody accepts it, and nobody owns {stages}",
                "name the owners of both stages, then who takes it and by what: `accept: {by: ..., criteria: [...]}`",
                severity=Severity.WARNING,
                data={"bare": False, "moves": 1},
            )
            return


def _is_nobodys(stage: Stage, context: Context) -> bool:
    """Tell whether neither a stage nor its lifecycle nor a row of the coverage names an owner, or hides one."""
    rows = context.model.holders(Coverage, stage.ref)
    is_covered = any(row.part is Involvement.ACCOUNTABLE for row in rows)
    places = (stage, *context.graph.journey.lifecycles(stage))
    return not (is_covered or context.graph.journey.owners(stage) or any("owner" in one.absences for one in places))


def _what(handoffs: tuple[Handoff, ...], context: Context) -> str:
    first, people = handoffs[0], context.graph.people
    giver = f" from {people.named(first.givers)}" if first.givers else ""
    more = f" (one of {len(handoffs)} such moves)" if len(handoffs) > 1 else ""
    return f"the {context.graph.journey.record(first.move.source)}{giver} to {people.named(first.receivers)}{more}"


def _way_out(handoff: Handoff, *, is_bare: bool) -> str:
    back = "" if handoff.inside else f", reject_to: {handoff.move.source.id}, reject_reasons: ..."
    accept = f"`accept: {{by: {handoff.receivers[0]}, criteria: [...]{back}}}`"
    rest = ", then `payload:` and, with a clock, `sla:`" if is_bare else ""
    return f"say who takes the record and by what: {accept}{rest}"
