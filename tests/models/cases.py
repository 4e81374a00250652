"""How much of what a consultant finds in the cases the program finds as well; run it to see the table."""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from opmodel.finding import Data, Finding, Severity
from opmodel.pipeline import load_folder
from tests.models.folders import CASES, judged

EXPECTED = "expected.yaml"
README = "README.md"
JUDGED = re.compile(r"^\| ([a-z-]+) \| ([^|]+) \| [^|]+ \| (yes|no) \|$", re.MULTILINE)
"""A row of the table of what else is found: rule, entities, what it rests on, whether a consultant would agree."""
GROUPS = {"G, N, R": frozenset("GNR"), "T": frozenset("T")}


@dataclass(frozen=True)
class Expected:
    """A finding of the consultant; `by` are the pairs of rule and entity that say it."""

    name: str
    kind: str
    severity: str
    fact: str
    says: str
    by: tuple[tuple[str, str], ...]
    missed: str

    def said_by(self, findings: tuple[Finding, ...]) -> list[Finding]:
        """Return what says it, at warning or above unless it is a small matter."""
        loud = [one for one in findings if self.severity == "low" or one.severity is not Severity.NOTE]
        return [one for one in loud if any(one.rule == rule and is_on(one, entity) for rule, entity in self.by)]


@dataclass(frozen=True)
class Control:
    """What is sound in a case: no finding of the rules (or of any) on these entities."""

    says: str
    about: tuple[str, ...]
    rules: frozenset[str]

    def denied_by(self, findings: tuple[Finding, ...]) -> list[Finding]:
        """Return the findings that call it wrong."""
        loud = (one for one in findings if one.severity is not Severity.NOTE)
        denying = (one for one in loud if not self.rules or one.rule in self.rules)
        return [one for one in denying if any(is_on(one, ref) for ref in self.about)]


@dataclass(frozen=True)
class Case:
    """A case with what is expected of it and what was found."""

    name: str
    expected: tuple[Expected, ...]
    controls: tuple[Control, ...]
    edits: tuple[Mapping[str, Any], ...]
    judged: Mapping[tuple[str, str], bool]
    findings: tuple[Finding, ...]

    @property
    def loud(self) -> tuple[Finding, ...]:
        """The errors and warnings."""
        return tuple(one for one in self.findings if one.severity is not Severity.NOTE)

    @property
    def others(self) -> tuple[Finding, ...]:
        """The errors and warnings that say nothing of what is expected."""
        said = {found.fingerprint for one in self.expected for found in one.said_by(self.findings)}
        return tuple(one for one in self.loud if one.fingerprint not in said)

    @property
    def unjustified(self) -> tuple[Finding, ...]:
        """The others with which a consultant would not agree, or that nobody has read yet."""
        return tuple(one for one in self.others if not self.judged.get((one.rule, one.entity)))

    def share(self, kinds: frozenset[str]) -> tuple[int, int]:
        """Return how many of the expected findings of some kinds are reported, and how many there are."""
        asked = [one for one in self.expected if one.kind in kinds]
        return sum(bool(one.said_by(self.findings)) for one in asked), len(asked)


def is_on(finding: Finding, entity: str) -> bool:
    """Tell whether a finding is about an entity, alone or as one of those it lists."""
    return finding.entity == entity or (bool(entity) and any(entity == ref for ref in _refs(finding.data)))


def _refs(data: Mapping[str, Data]) -> Iterator[str]:
    """Yield the entities that a finding lists: `entities` whole, `definitions` by their ids."""
    for key, values in data.items():
        if isinstance(values, tuple):
            yield from (f"{key.removesuffix('s')}/{one}" if key == "definitions" else str(one) for one in values)


@cache
def cases() -> tuple[Case, ...]:
    """Read and judge all cases."""
    return tuple(_case(folder) for folder in CASES)


def _case(folder: Path) -> Case:
    told: dict[str, Any] = yaml.safe_load((folder / EXPECTED).read_text(encoding="utf-8"))
    expected = (_expected(name, entry) for name, entry in told["findings"].items())
    controls = (
        Control(says, tuple(entry["about"]), frozenset(entry.get("rules", ())))
        for says, entry in told["controls"].items()
    )
    findings = judged(load_folder(folder, folder)).findings
    read = _read((folder / README).read_text(encoding="utf-8"))
    return Case(folder.name, tuple(expected), tuple(controls), tuple(told["edits"]), read, findings)


def _read(text: str) -> Mapping[tuple[str, str], bool]:
    """Return whether a consultant would agree, by rule and entity, as the table of a README says."""
    rows = JUDGED.findall(text)
    return {(rule, ref.strip()): agreed == "yes" for rule, refs, agreed in rows for ref in refs.split(",")}


def _expected(name: str, entry: Mapping[str, Any]) -> Expected:
    pairs = (text.partition(" ") for text in entry.get("by", ()))
    by = tuple((rule, entity.strip('"')) for rule, _, entity in pairs)
    return Expected(name, entry["kind"], entry["severity"], entry["fact"], entry["says"], by, entry.get("missed", ""))


def table(case: Case) -> Iterator[str]:
    """Write the comparison of one case, a line for each finding and the shares below."""
    yield f"{case.name}: {len(case.loud)} errors and warnings"
    told = [one for one in case.expected if one.fact == "sheet"]
    for one in case.expected:
        said = one.said_by(case.findings)
        how = f"{said[0].severity.value} {said[0].rule} {said[0].entity}" if said else f"MISSED {one.missed}"
        yield f"  {one.name} {one.kind} {one.severity:<4} {one.fact:<7} {how}"
    for group, kinds in GROUPS.items():
        reported, asked = case.share(kinds)
        yield f"  {group}: {reported} of {asked} ({100 * reported / asked:.0f}%)"
    said_of_it = sum(bool(one.said_by(case.findings)) for one in told)
    yield f"  of what the sheet of the case states: {said_of_it} of {len(told)}"
    yield f"  other errors and warnings: {len(case.others)}, of which {len(case.unjustified)} are not justified"
    for control in case.controls:
        for found in control.denied_by(case.findings):
            yield f"  DENIED {control.says}: {found.rule} {found.entity}: {found.message}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for case in cases() for line in table(case))
