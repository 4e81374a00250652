"""A tension can be relied on: a rule of the program, an arbiter who is no party, and a review that is still to come."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule, rules
from opmodel.engine.acceptance import objections
from opmodel.finding import Severity
from opmodel.model.sections.tensions import Tension
from opmodel.wording import bare, did_you_mean, listed

_MENDS = {
    "arbiter": "let somebody settle it who is not paid by either side, at best the boss of both",
    "review_by": "look at it again and set the next day, or take it out",
}


@rule(Severity.WARNING, needs=("tensions.rule", "tensions.arbiter", "tensions.review_by"))
def check(context: Context) -> Iterator[Problem]:
    """Yield tensions that accept nothing, with everything that stands against them."""
    names = frozenset(one.name for one in rules()) if context.model.of(Tension) else frozenset()
    for tension in context.each(Tension):
        found = list(objections(tension, context.graph.people, context.day))
        mends = [_MENDS[field] for field, _ in found]
        if tension.rule not in names:
            found.insert(0, ("rule", f"there is no rule '{tension.rule}'"))
            mends.insert(0, did_you_mean(tension.rule, names) or "`opmodel rules` lists the rules there are")
        if found:
            yield about_pay(
                tension.where(found[0][0]),
                f"tension '{tension.id}' accepts nothing: {listed(what for _, what in found)}",
                "; ".join(mends),
                roles=tension.between,
                kpis=(bare(tension.kpi),) if tension.kpi else (),
                notes=tuple((tension.where(field), what) for field, what in found[1:]),
                told_apart=tension.id,
            )
