"""Companies of any size for the analysis of incentives: numbers, influences, levers, plans and hand-offs as a model.

Numbers stand in business lines, each from activities over volumes and quality to its outcome. Most influences are short
and lead towards the outcome, some lead far or back, so that there are loops of every length. What varies is drawn with
`Dice`: the same company is the same bytes everywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_MANIFEST = "opmodel: 1\nmodel: {name: Generated, currency: EUR}\ncheck: {profile: strict}\n"
_FULL = 500_000
"""Characters after which a file is full, well below the limit of the language."""
_EFFECTS = ("",) * 8 + ("weak",) * 3 + ("medium",) * 5 + ("strong",) * 4
"""Of twenty influences, how many state which strength."""
_EXECUTIVES = 8
_LEVERS = 2
_REACH = 2
"""Numbers that a lever moves by itself."""
_PERIODS = ("month", "quarter", "quarter", "year")
_STAKES = (
    "cap: 150",
    "accelerators: [{from: 100, rate: 1.5}]",
    "threshold: 50",
    "target: 12",
    "prior_period_base: true",
)


@dataclass(frozen=True, slots=True)
class Company:
    """How large a company is; `dense` means that every number influences every other one."""

    kpis: int
    influences: int
    roles: int
    measures: int
    outcomes: int
    dense: bool = False

    @property
    def line(self) -> int:
        """Return how many numbers a business line has."""
        return self.kpis // self.outcomes

    def doubled(self) -> "Company":
        """Return the company with twice as much of everything."""
        return Company(*(2 * size for size in (self.kpis, self.influences, self.roles, self.measures, self.outcomes)))


def dense(kpis: int) -> Company:
    """Return a company whose numbers all influence each other, with levers for twenty roles."""
    roles = 20
    influences = kpis * (kpis - 1) + roles * _LEVERS * _REACH
    return Company(kpis, influences, roles, measures=2 * roles, outcomes=kpis // 20, dense=True)


SMALL = Company(kpis=300, influences=900, roles=60, measures=120, outcomes=12)
LARGE = Company(kpis=10_000, influences=30_000, roles=1_000, measures=2_000, outcomes=300)
DENSE = dense(200)
DENSE_TWICE = dense(283)
"""Twice the influences of `DENSE`, within a few of a thousand."""


class Dice:
    """Numbers that look drawn and are always the same: Knuth's linear congruential generator of 64 bits."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        """Return a number from 0 to below the limit."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % limit

    def chance(self, percent: int) -> bool:
        """Return true in so many of a hundred cases."""
        return self.below(100) < percent


def write_company(folder: Path, company: Company) -> None:
    """Write the model of a company into a folder, as files of one section each."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "opmodel.yaml").write_text(_MANIFEST, encoding="utf-8")
    sections = {
        "kpis": _kpis(company),
        "levers": (f"l{lever}: {{}}" for lever in range(company.roles * _LEVERS)),
        "roles": _roles(company),
        "influences": _influences(company),
        "incentives": _plans(company),
        **_flow(company),
    }
    for section, entries in sections.items():
        _write(folder, section, entries)


def edges(company: Company) -> Iterator[tuple[str, str]]:
    """Yield from and to of every influence, each pair once: those of levers first, then those of numbers."""
    yield from _moved(company)
    dice = Dice(3)
    if company.dense:
        yield from ((f"k{a}", f"k{b}") for a in range(company.kpis) for b in range(company.kpis) if a != b)
        return
    seen: set[tuple[int, int]] = set()
    while len(seen) < company.influences - company.roles * _LEVERS * _REACH:
        pair = _drawn(company, dice)
        if pair[0] != pair[1] and pair not in seen:
            seen.add(pair)
            yield f"k{pair[0]}", f"k{pair[1]}"


def _moved(company: Company) -> Iterator[tuple[str, str]]:
    """Yield what each lever moves: different numbers of the line of its role."""
    dice = Dice(2)
    for lever in range(company.roles * _LEVERS):
        start = _first(company, lever // _LEVERS)
        first = dice.below(company.line)
        other = (first + 1 + dice.below(company.line - 1)) % company.line
        yield from ((f"l{lever}", f"k{start + number}") for number in (first, other))


def _drawn(company: Company, dice: Dice) -> tuple[int, int]:
    """Draw an influence: 70 of 100 near and onward, 20 far and onward, 7 near and back, 3 far and back."""
    which, start = dice.below(100), dice.below(company.kpis)
    step = 1 + dice.below(8 if which < 70 or 90 <= which < 97 else company.kpis // 2)
    return start, (start + (step if which < 90 else -step)) % company.kpis


def _first(company: Company, role: int) -> int:
    """Return the first number of the line that a role works in."""
    return role * company.outcomes // company.roles * company.line


def _kpis(company: Company) -> Iterator[str]:
    dice = Dice(1)
    for kpi in range(company.kpis):
        line, place = divmod(kpi, company.line)
        kind, good = _kind(company, dice, place, is_outcome=place == company.line - 1 and line < company.outcomes)
        duty = f", measured_by: [r{dice.below(company.roles)}]" if dice.chance(5) else ""
        proxy = f", proxy_for: k{(kpi + 1) % company.kpis}" if dice.chance(2) else ""
        yield f"k{kpi}: {{aggregation: count, kind: {kind}{good}{duty}{proxy}}}"


def _kind(company: Company, dice: Dice, place: int, *, is_outcome: bool) -> tuple[str, str]:
    """Return what a number says, by its place in its line, and which way is good where that is stated."""
    if is_outcome:
        return "outcome", ", good: up"
    if dice.chance(8):
        return ("cost", ", good: down") if dice.chance(60) else ("load", "")
    if place < company.line // 3:
        return "activity", ""
    if place < 2 * company.line // 3:
        return "volume", ""
    return "quality", ", good: down" if dice.chance(25) else ", good: up"


def _roles(company: Company) -> Iterator[str]:
    """Yield the roles: the first few lead the others, and some may pull a neighbour's lever."""
    dice = Dice(4)
    executives = min(_EXECUTIVES, company.roles // 4)
    for role in range(company.roles):
        boss = 0 if role <= executives else 1 + role % executives
        rank = f"level: executive, reports_to: r{boss}, " if 0 < role <= executives else f"reports_to: r{boss}, "
        levers = [role * _LEVERS + number for number in range(_LEVERS)]
        levers += [(levers[-1] + 1) % (company.roles * _LEVERS)] if dice.chance(15) else []
        names = ", ".join(f"l{lever}" for lever in levers)
        yield f"r{role}: {{{rank if role else ''}headcount: {1 + dice.below(12)}, levers: [{names}]}}"


def _influences(company: Company) -> Iterator[str]:
    dice = Dice(5)
    effects: dict[str, list[str]] = {}
    for start, end in edges(company):
        effect = ("-" if dice.chance(20) else "+") + _EFFECTS[dice.below(len(_EFFECTS))]
        lag = f"{{effect: '{effect}', lag: {1 + dice.below(12)}mo}}" if dice.chance(10) else f"'{effect}'"
        effects.setdefault(start, []).append(f"{end}: {lag}")
    for start, ends in effects.items():
        yield f"{start}: {{{', '.join(ends)}}}"


def _plans(company: Company) -> Iterator[str]:
    """Yield a plan per role: different numbers of its line, the outcome among them for two of five."""
    dice = Dice(6)
    each = company.measures // company.roles
    for role in range(company.roles):
        start = _first(company, role)
        paid = [start + (company.line - 1 if dice.chance(40) else dice.below(company.line - each))]
        while len(paid) < each:
            paid += {start + dice.below(company.line)} - set(paid)
        measures = ", ".join(_measure(dice, kpi, 100 // each) for kpi in paid)
        variable = 10 + 5 * dice.below(9)
        mix = f"{{base: {100 - variable}, variable: {variable}}}"
        yield f"plan_{role}: {{payee: r{role}, pay_mix: {mix}, measures: {{{measures}}}}}"


def _measure(dice: Dice, kpi: int, weight: int) -> str:
    way = "down" if dice.chance(10) else "up"
    stake = f", {_STAKES[dice.below(len(_STAKES))]}" if dice.chance(40) else ""
    gate = f", gates: {{k{max(kpi - 1, 0)}: 1}}" if dice.chance(5) else ""
    return f"k{kpi}: {{weight: {weight}, direction: {way}, period: {_PERIODS[dice.below(4)]}{stake}{gate}}}"


def _flow(company: Company) -> dict[str, Iterable[str]]:
    """Return one path on which every role hands over to the next, as many lifecycles as there are lines."""
    paths: dict[int, list[int]] = {}
    for role in range(company.roles):
        paths.setdefault(_first(company, role), []).append(role)
    moves = [pair for path in paths.values() for pair in pairwise(path)]
    return {
        "objects": ["record: {}"],
        "lifecycles": (
            f"path_{start}: {{object: record, stages: [{', '.join(f's{role}' for role in path)}]}}"
            for start, path in paths.items()
        ),
        "stages": (f"s{role}: {{type: open, owner: r{role}}}" for role in range(company.roles)),
        "transitions": (f"t{b}: {{from: s{a}, to: s{b}, kind: handoff, rate: 0.5}}" for a, b in moves),
    }


def _write(folder: Path, section: str, entries: Iterable[str]) -> None:
    """Write the entries of a section into as many files as they need."""
    files: list[list[str]] = [[]]
    size = 0
    for entry in entries:
        if size > _FULL:
            files.append([])
            size = 0
        files[-1].append(f"  {entry}\n")
        size += len(entry)
    for number, lines in enumerate(files):
        (folder / f"{section}_{number:02}.yaml").write_text(f"{section}:\n{''.join(lines)}", encoding="utf-8")
