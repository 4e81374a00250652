"""What a change of the model would change: findings that come, go or weigh differently, and the lines of roles."""

from collections.abc import Iterable, Sequence

from opmodel.finding import Finding, Status
from opmodel.incentives.profile import Profile
from opmodel.incentives.profile.answer import WhatIf
from opmodel.reports import Options, Paint, shown, wrapped
from opmodel.reports.answers import _conflicts, _profiles
from opmodel.reports.answers._paths import called
from opmodel.reports.json import Value
from opmodel.wording import counted


def lines(change: WhatIf, options: Options) -> list[str]:
    """Write a change and what it would do."""
    paint = Paint(options.color)
    found = [paint.strong(line) for one in change.changes for line in wrapped(f"What if {shown(one)}", options.width)]
    for name, findings in (("disappear", change.disappear), ("appear", change.appear)):
        count = counted(len(findings), "finding") if findings else "No finding"
        found += ["", paint.strong(f"{count} would {name}")]
        for one in findings[: _conflicts.SHOWN]:
            found += _conflicts.sentence(one, options, "- " if name == "disappear" else "+ ")
        found += _rest(findings)
    if change.altered:
        found += ["", paint.strong(f"{counted(len(change.altered), 'finding')} would read differently")]
        for before, after in change.altered[: _conflicts.SHOWN]:
            differs = (before.severity, before.status) != (after.severity, after.status)
            status = "" if before.status is Status.OPEN else f" ({before.status.value})"
            lead = f"{before.severity.value}{status} -> " if differs else ""
            found += _conflicts.sentence(after, options, lead)
        found += _rest(change.altered)
    for pair in change.roles:
        found += ["", *_role(pair, options)]
    if not change.roles:
        found += ["", "Nothing changes for a role."]
    return found


def _rest(findings: Sequence[object]) -> list[str]:
    more = len(findings) - _conflicts.SHOWN
    return [f"  and {more:,} more, which --format json lists"] if more > 0 else []


def value(change: WhatIf) -> Value:
    """Return a change for programs."""
    return {
        "changes": list(change.changes),
        "appear": _findings(change.appear),
        "disappear": _findings(change.disappear),
        "altered": [
            {"before": _conflicts.value(before), "after": _conflicts.value(after)} for before, after in change.altered
        ],
        "roles": [_pair(pair) for pair in change.roles],
    }


def _findings(findings: Iterable[Finding]) -> Value:
    return [_conflicts.value(one) for one in findings]


def _differences(pair: tuple[Profile | None, Profile | None]) -> tuple[list[str], list[str]]:
    """Return the lines that only the state before has, and those that only the state after has."""
    before, after = (_profiles.rows(one) if one else [] for one in pair)
    return [one for one in before if one not in after], [one for one in after if one not in before]


def _role(pair: tuple[Profile | None, Profile | None], options: Options) -> list[str]:
    paint = Paint(options.color)
    one = pair[1] or pair[0]
    assert one is not None
    found = [paint.strong(called(one.role))]
    for mark, changed in zip("-+", _differences(pair), strict=True):
        for text in changed:
            first, *more = wrapped(text, options.width - 4)
            found += [f"  {mark} {first}", *(f"    {line}" for line in more)]
    return found


def _pair(pair: tuple[Profile | None, Profile | None]) -> Value:
    one = pair[1] or pair[0]
    assert one is not None
    gone, come = _differences(pair)
    return {"role": one.role.id, "before": list(gone), "after": list(come)}
