"""Whoever carries a decision out has a say in it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.decisions import Decision
from opmodel.wording import bare, listed


@rule(Severity.ERROR, needs=tuple(f"decisions.{key}" for key in ("recommend", "agree", "input", "decide", "perform")))
def check(context: Context) -> Iterator[Problem]:
    """Yield decisions that bind a function that meets customers and did not hear it; a warning where few have a say."""
    decisions = context.look(Decision)
    is_taken_up = any(map(_hears_somebody, context.model.of(Decision)))
    context.judge(one for one in decisions if one.decide and is_taken_up)
    for decision in decisions:
        left_out = context.graph.governance.without_a_say(decision) if decision.decide and is_taken_up else ()
        if left_out:
            yield _problem(decision, left_out, context)


def _hears_somebody(decision: Decision) -> bool:
    return bool(decision.recommend or decision.agree or decision.input)


def _problem(decision: Decision, left_out: tuple[str, ...], context: Context) -> Problem:
    people = context.graph.people
    functions = tuple(dict.fromkeys(map(people.function, left_out)))
    names = listed(f"'{name}'" for name in functions)
    has = "has" if len(functions) == 1 else "have"
    return Problem(
        decision.where("perform"),
        f"decision '{decision.id}' is carried out by {people.named(tuple(map(bare, left_out)))}, and {names} {has} no "
        "say in it",
        "name a role of theirs in `agree:` if they may say no, in `recommend:` if they propose, else in `input:`",
        notes=((decision.where("decide"), f"{people.named(tuple(map(bare, decision.decide)))} decides"),),
        severity=None if _hears_somebody(decision) else Severity.WARNING,
        discriminator=" ".join(functions),
    )
