"""What people are paid for and where it leads: roles, the conflicts between them, and what a change would change."""

from opmodel.incentives.profile.answer import Pay
from opmodel.reports import Options, Paint, wrapped
from opmodel.reports.answers import _change, _conflicts, _profiles, _sides
from opmodel.reports.json import Value, written

_SHOWN = 4
"""KPIs a role is pulled towards that are shown where all roles are; of what it is pulled away from, all are."""


def text(answer: Pay, options: Options) -> str:
    """Write an answer for people at a terminal."""
    parts: list[list[str]] = []
    if answer.what_if:
        parts.append(_change.lines(answer.what_if, options))
    else:
        most = _SHOWN if len(answer.profiles) > 2 else 0
        parts += [_profiles.lines(one, options, most) for one in answer.profiles]
        parts += [_sides.lines(side, options) for side in answer.sides]
        parts.append(_conflicts.lines(answer, options))
        parts.append(_notes(answer, options))
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)


def json(answer: Pay) -> str:
    """Write an answer for programs."""
    value: dict[str, Value] = {
        "roles": [_profiles.value(one, answer.findings) for one in answer.profiles],
        "conflicts": [_conflicts.value(one) for one in _conflicts.between(answer.findings)],
        "between": [_sides.value(side) for side in answer.sides],
        "what_if": _change.value(answer.what_if) if answer.what_if else None,
    }
    return written(value)


def _notes(answer: Pay, options: Options) -> list[str]:
    """Say how the numbers come about, and what declaring levers would allow."""
    if not answer.profiles:
        return list(wrapped("Nobody is paid for anything here: the model has neither plans nor levers.", options.width))
    paint = Paint(options.color)
    said = []
    if any(one.alignment.value is not None for one in answer.profiles):
        said.append(
            f"Alignment is sum(pay x value) / (|pay| |value|) over the levers of a role: {_profiles.formula(answer)}."
        )
    without = [one for one in answer.profiles if one.assumed_levers and one.paid_on]
    if without:
        named = ", ".join(one.role.id for one in without[:6]) + (" and others" if len(without) > 6 else "")
        said.append(
            f"Without levers ({named}): write what the role can decide into `levers:`, name it in `roles.ID.levers`, "
            "and say in `influences:` what it moves. That shows its alignment, what it is pulled towards beside what "
            "it is paid on, and which of its decisions its pay sets against others or against the company."
        )
    return [paint.quiet(line) for one in said for line in wrapped(one, options.width)]
