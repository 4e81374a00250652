"""Sentences about changes that every format writes alike."""

from collections.abc import Iterable, Iterator

from opmodel.changes import Approver, Change, Changes, Weight
from opmodel.finding import Span
from opmodel.wording import bare, counted, listed

_FEW = 5
_REACHED = ("stage", "KPI", "plan", "role", "dashboard")
EVERYBODY = "Nobody in particular"
"""The heading over changes that touch no function."""


def summary(changes: Changes) -> str:
    """Say how many changes there are and of which weight."""
    if not changes.found:
        return "Nothing changed: both say the same."
    parts = [f"{number} {weight}" for weight, number in changes.counts.items() if number]
    return f"{counted(len(changes.found), 'change')}: {listed(parts)}."


def asked(changes: Changes) -> Iterator[tuple[str, str, str]]:
    """Yield who must approve, which changes by their numbers, and as what; the owner of the model first."""
    if changes.found:
        yield changes.owner.role or "nobody is named", "everything", listed(changes.owner.reasons)
    for one, places in changes.approvers:
        yield one.role or "nobody is named", numbers(places), _reasons(one)


def _reasons(approver: Approver) -> str:
    more = len(approver.reasons) - _FEW
    return "; ".join((*approver.reasons[:_FEW], *((f"{more} more reasons",) if more > 0 else ())))


def numbers(places: Iterable[int]) -> str:
    """Write the numbers of changes, which count from 1: `1, 2 and 5`."""
    return listed(str(at + 1) for at in places)


def heading(changes: Changes, function: str) -> str:
    """Write for whom some changes are: `Sales: 2 breaking, 1 risky`."""
    own = changes.of(function)
    counts = (f"{number} {weight}" for weight in Weight if (number := sum(one.weight is weight for one in own)))
    return f"{changes.functions.get(function, function)}: {', '.join(counts)}"


def must_approve(changes: Changes, function: str) -> str:
    """Say which people of a function must approve which changes."""
    own = [(one.role, numbers(places)) for one, places in changes.approvers if one.role and one.function == function]
    if changes.owner.function == function and changes.owner.role:
        own = [(changes.owner.role, "everything"), *(pair for pair in own if pair[0] != changes.owner.role)]
    if not own:
        return "nobody here must approve"
    return f"must approve: {'; '.join(f'{role} ({which})' for role, which in own)}"


def orphans(changes: Changes) -> tuple[Change, ...]:
    """Return the changes that touch no function."""
    return tuple(one for one in changes.found if not one.audiences)


def reached(change: Change) -> str:
    """Say what a change reaches: `2 stages (trial, won) and 1 role (ae)`."""
    found = zip(_REACHED, change.reached.all, strict=True)
    return listed(f"{counted(len(refs), noun)} ({_names(refs)})" for noun, refs in found if refs)


def _names(refs: tuple[str, ...]) -> str:
    more = len(refs) - _FEW
    return ", ".join((*map(bare, refs[:_FEW]), *((f"{more} more",) if more > 0 else ())))


def approving(change: Change) -> str:
    """Say who must approve one change beside the owner of the model, and what nobody may do."""
    who = [f"{one.role} ({_reasons(one)})" for one in change.approvers if one.role]
    missing = [f"nobody is named for {_reasons(one)}" for one in change.approvers if one.is_missing]
    limits = ["cannot be waived"] if not change.waivable else []
    limits += ["never its author"] if change.not_by_author else []
    return ", ".join((*who, *missing, *limits))


def contacts(changes: Changes) -> Iterator[tuple[str, str]]:
    """Yield how to reach each approver whose contact is known."""
    people = {one.role: one for one in (changes.owner, *(each for each, _ in changes.approvers)) if one.role}
    for role, one in people.items():
        if one.contact:
            yield role, ", ".join(f"{kind} {value}" for kind, value in one.contact.items())


def places(change: Change) -> str:
    """Say where something stood and stands: one place if it is the same."""
    spans = [_at(span) for span in (change.before, change.after) if span]
    return " -> ".join(dict.fromkeys(spans))


def _at(span: Span) -> str:
    return f"{span.file}:{span.line}"
