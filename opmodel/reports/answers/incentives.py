"""What people are paid for and where it leads: roles, the conflicts between them, and what a change would change."""

from opmodel.incentives.profile.answer import Pay
from opmodel.reports import Options, Paint, shown, wrapped
from opmodel.reports.answers import _change, _conflicts, _profiles, _sides
from opmodel.reports.json import Value, written

_ROLES = 20
"""Roles that have a page each; of more, each has a line."""
_SHOWN = 4
"""KPIs a role is pulled towards that are shown where all roles are; of what it is pulled away from, all are."""


def text(answer: Pay, options: Options) -> str:
    """Write an answer for people at a terminal."""
    parts: list[list[str]] = []
    if answer.what_if:
        parts.append(_change.lines(answer.what_if, options))
    else:
        all_roles = len(answer.profiles) > 2
        if len(answer.profiles) > _ROLES:
            parts.append(_profiles.overview(answer, options))
        else:
            parts += [_profiles.lines(one, options, _SHOWN if all_roles else 0) for one in answer.profiles]
        parts += [_sides.lines(side, options, shown(answer.lacks)) for side in answer.sides]
        parts.append(_conflicts.lines(answer, options, _conflicts.SHOWN if all_roles else 0))
        parts.append(_notes(answer, options))
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)


def json(answer: Pay, _: Options) -> str:
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
        none = f"Nobody is paid for anything here: the model has neither plans nor levers{shown(answer.lacks)}."
        return list(wrapped(none, options.width))
    paint = Paint(options.color)
    said = []
    if len(answer.profiles) > 2:
        said.append(
            "More: `--role ROLE` shows all about one role, `--between ROLE ROLE` what the pay of each does to the "
            "other, --format json everything."
        )
    if any(one.alignment.value is not None for one in answer.profiles):
        said.append(
            f"Alignment says how far pay points at {_profiles.aim(answer)}: 1 straight at it, 0 past it, -1 against "
            "it; `opmodel explain alignment` says how it is worked out."
        )
    without = [one for one in answer.profiles if one.assumed_levers and one.paid_on]
    if without and not answer.lacks:
        named = ", ".join(one.role.id for one in without[:6]) + (" and others" if len(without) > 6 else "")
        said.append(
            f"Without levers ({named}): write what the role can decide into `levers:`, name it in `roles.ID.levers`, "
            "and say in `influences:` what it moves. That shows its alignment, what it is pulled towards beside what "
            "it is paid on, and which of its decisions its pay sets against others or against the company."
        )
    return [paint.quiet(line) for one in said for line in wrapped(one, options.width)]
