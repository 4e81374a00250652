"""Problems of one cause become one finding: the worst in front, the others as its notes, what is accepted apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from opmodel.engine.problem import Share
from opmodel.finding import Data, Finding, Note, Status
from opmodel.graph.people import People
from opmodel.incentives import Verdict
from opmodel.wording import listed

_MOST_NAMED = 3
"""Sides that the sentence names; the notes name all."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one problem came to, with what it shares with others and how it is told where another is in front."""

    finding: Finding
    share: Share | None = None
    note: Note | None = None

    @property
    def weight(self) -> tuple[bool, int, int, float]:
        """Sort key: open ones, severity, the surest, stake."""
        verdict = self.finding.verdict
        sure = Verdict(verdict).rank if verdict else 0
        is_settled = self.finding.status is not Status.OPEN
        return (is_settled, self.finding.severity.rank, sure, -self.finding.stake)


def joined(parts: Iterable[Part], people: People) -> Iterable[Finding]:
    """Yield one finding for each cause, and every finding that shares its cause with nothing as it is."""
    causes: dict[object, list[Part]] = {}
    for at, part in enumerate(parts):
        causes.setdefault(part.share.cause if part.share else at, []).append(part)
    for alike in causes.values():
        yield _joined(sorted(alike, key=lambda one: one.weight), people) if len(alike) > 1 else alike[0].finding


def _joined(parts: list[Part], people: People) -> Finding:
    """Return a finding that is accepted where all of its parts are, and else speaks about the others."""
    first, *others = parts
    spoken = [one for one in others if one.finding.status is first.finding.status]
    settled = [one for one in others if one.finding.status is not first.finding.status]
    told = [first.finding, *(one.finding for one in spoken)]
    roles = tuple(dict.fromkeys(role for one in told for role in one.roles))
    kpis = tuple(dict.fromkeys(kpi for one in told for kpi in one.kpis))
    return replace(
        first.finding,
        message=first.finding.message + _also(spoken) + _but(settled),
        notes=(*first.finding.notes, *(note for one in spoken for note in _told(one)), *map(_why, settled)),
        data={**first.finding.data, "roles": roles, "kpis": kpis, "sides": tuple(_side(one.finding) for one in parts)},
        stake=max(one.stake for one in told),
        people=sum(people.headcount(role) or 0 for role in roles),
    )


def _also(parts: list[Part]) -> str:
    return f"; the same goes for {_whom(parts)}" if parts else ""


def _but(settled: list[Part]) -> str:
    return f"; accepted already for {_whom(settled)}" if settled else ""


def _whom(parts: list[Part]) -> str:
    names = list(dict.fromkeys(one.share.whom for one in parts if one.share))
    kind, _, first = names[0].partition(" ")
    is_plain = all(name.startswith(f"{kind} '") and name.count("'") == 2 for name in names)
    more = (f"{len(names) - _MOST_NAMED} more",) if len(names) > _MOST_NAMED else ()
    if len(names) > 1 and is_plain:
        rest = (name.removeprefix(f"{kind} ") for name in names[1:_MOST_NAMED])
        return f"{kind}s {listed((first, *rest, *more))}"
    return listed((*names[:_MOST_NAMED], *more))


def _told(part: Part) -> tuple[Note, ...]:
    """Return what a part is about and, where it is accepted too, by which tension."""
    accepted = (_why(part),) if part.finding.status is not Status.OPEN else ()
    return (*((part.note,) if part.note else ()), *accepted)


def _why(part: Part) -> Note:
    """Return why a part is accepted: the first note of an accepted finding."""
    note = part.finding.notes[0]
    return replace(note, message=f"{part.share.whom if part.share else ''}: {note.message}")


def _side(finding: Finding) -> Mapping[str, Data]:
    return {
        **finding.data,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "stake_percent": finding.stake,
    }
