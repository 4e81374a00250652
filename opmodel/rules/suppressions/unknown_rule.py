"""What lets a finding pass names a rule that exists."""

from collections.abc import Iterator

from opmodel.engine import Context, Kind, Problem, rule, rules
from opmodel.finding import Severity
from opmodel.wording import did_you_mean


@rule(Severity.WARNING, closing=True)
def check(context: Context) -> Iterator[Problem]:
    """Yield comments and waivers that name no rule and no family of this version."""
    known = {name for one in rules() for name in (one.name, one.family)} | {one.rule for one in context.others}
    for one in context.settled:
        if one.suppression.kind is Kind.BASELINE:
            continue
        for name in one.suppression.rules:
            if name not in known:
                help_ = did_you_mean(name, known) or "`opmodel rules` lists rules and families"
                yield one.problem(f"{one.suppression.told} names a rule '{name[:60]}' that does not exist", help_, name)
