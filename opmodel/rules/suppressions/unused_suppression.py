"""What lets a finding pass is taken out once there is nothing to let pass."""

from collections.abc import Iterator

from opmodel.engine import Context, Kind, Problem, Settled, rule, rules
from opmodel.finding import Severity
from opmodel.wording import listed


@rule(Severity.WARNING, closing=True)
def check(context: Context) -> Iterator[Problem]:
    """Yield comments and waivers whose rule ran, could check everything, and found nothing they name."""
    families = {one.name: one.family for one in rules()}
    done = {name for one in context.others if not one.not_checked for name in (one.rule, families.get(one.rule, ""))}
    for one in context.settled:
        passing = one.suppression
        if passing.kind is Kind.BASELINE or passing.wrong:
            continue
        settings = context.scene.settings
        mandatory = [name for name in passing.rules if settings.is_mandatory(name, families.get(name, name))]
        if mandatory:
            yield one.problem(
                f"{passing.told} lets nothing pass: {listed(mandatory)} is mandatory",
                "take it out and mend what the rule finds",
            )
        elif not one.findings and done.issuperset(passing.rules) and not context.model.is_misread:
            yield one.problem(f"{passing.told} lets nothing pass: {_nothing(one)}", _way_out(one))


def _nothing(one: Settled) -> str:
    place = "on this line" if one.suppression.kind is Kind.COMMENT else f"about {one.suppression.anchor}"
    return f"{listed(one.suppression.rules)} finds nothing {place}"


def _way_out(one: Settled) -> str:
    if one.suppression.kind is Kind.WAIVER:
        return "take it out, so that it does not hide the next one"
    return "take it out; one that is still needed stands on the line the finding points at, or on the line of the id"
