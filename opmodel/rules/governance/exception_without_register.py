"""Decisions case by case are written down in one place."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.decisions import Decision
from opmodel.wording import bare


@rule(Severity.WARNING, needs=("decisions.discretion.register",))
def check(context: Context) -> Iterator[Problem]:
    """Yield decisions with discretion and no list of exceptions; plans have a rule of their own."""
    for decision in context.each(Decision, where=lambda one: one.discretion):
        if decision.discretion and not decision.discretion.register:
            approver = decision.discretion.approver
            by = f"'{bare(approver)}' approves" if approver else "somebody approves"
            yield Problem(
                decision.where("discretion"),
                f"decision '{decision.id}': {by} exceptions case by case, and no list says which there are",
                "name the list: `discretion: {approver: ..., register: ...}`",
            )
