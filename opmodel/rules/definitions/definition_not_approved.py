"""Everybody who works by a definition has agreed to it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.meaning import Neighbour
from opmodel.model.sections.definitions import Definition
from opmodel.wording import counted, listed

_MOST_NAMED = 5
_ANEW = ", so that records are judged there a second time, by criteria of its own"


@rule(Severity.ERROR, needs=("definitions.approvers",))
def check(context: Context) -> Iterator[Problem]:
    """Yield definitions that a function beside them has not approved; one note for all that nobody has approved."""
    meaning = context.graph.meaning
    bare: list[Definition] = []
    for one in context.each(Definition):
        silent = meaning.missing_approvals(one, context.day)
        if one.approvers and silent:
            yield _problem(one, silent, context)
        elif not one.approvers and silent and len(meaning.neighbours(one)) > 1:
            bare.append(one)
    if bare and any(one.approvers for one in context.model.of(Definition)):
        yield _note(bare)


def _problem(one: Definition, silent: tuple[Neighbour, ...], context: Context) -> Problem:
    functions = listed(f"'{beside.function}'" for beside in silent)
    stages = listed(dict.fromkeys(f"'{beside.stage.id}'" for beside in silent))
    is_judged_anew = all(context.graph.meaning.is_judged_anew(one, beside) for beside in silent)
    works = "works" if len(silent) == 1 else "work"
    heads = [context.graph.people.role(f"function/{beside.function}") for beside in silent]
    ask = [f"'{head.id}'" for head in heads if head]
    return Problem(
        one.where("approvers"),
        f"definition '{one.id}': {functions} {works} by it in {_stage(stages)} "
        f"and {'has' if len(silent) == 1 else 'have'} not approved it{_ANEW if is_judged_anew else ''}",
        f"ask {listed(ask) if ask else 'those who lead them'} and write who agreed on which day below `approvers`",
        tuple(
            (beside.where, f"named here beside stage '{beside.stage.id}', which '{beside.owner}' owns")
            for beside in silent
        )
        + tuple(
            (one.where("approvers", approval.role), f"approved by '{approval.role}' on {approval.date}, not before")
            for approval in one.approvers
            if approval.date and approval.date > context.day
        ),
        severity=Severity.WARNING if is_judged_anew else None,
        data={"functions": tuple(beside.function for beside in silent)},
    )


def _stage(stages: str) -> str:
    return f"stages {stages}" if " and " in stages else f"stage {stages}"


def _note(bare: list[Definition]) -> Problem:
    names = [f"'{one.id}'" for one in bare[:_MOST_NAMED]]
    more = (f"{len(bare) - _MOST_NAMED} more",) if len(bare) > _MOST_NAMED else ()
    return Problem(
        bare[0].where(),
        f"{counted(len(bare), 'definition')} between functions {'carries' if len(bare) == 1 else 'carry'} no approval: "
        + listed((*names, *more)),
        "ask those who work by them and write `approvers: {role: date}`",
        severity=Severity.NOTE,
        discriminator="no approvals",
        data={"definitions": tuple(one.id for one in bare)},
    )
