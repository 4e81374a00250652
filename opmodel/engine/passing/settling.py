"""What a check found, with what somebody lets pass taken out of the count; then the rules about letting pass."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from opmodel.engine.outcome import Outcome, Result
from opmodel.engine.passing.suppression import Key, Kind, Suppression, keys_of
from opmodel.engine.problem import Problem, Read
from opmodel.engine.rule import Rule
from opmodel.engine.run import is_active, outcome_of, spans_of
from opmodel.engine.scene import Scene
from opmodel.engine.settings import Settings
from opmodel.finding import Finding, Note, Status
from opmodel.model import Where


@dataclass(frozen=True, slots=True)
class Settled:
    """A suppression and the findings it is about, whether it still lets them pass or not."""

    suppression: Suppression
    findings: tuple[Finding, ...]

    def problem(self, message: str, help: str, told_apart: str = "") -> Problem:
        """Return what is wrong about letting these pass, where that is written; who let them pass is asked."""
        one = self.suppression
        apart = " ".join((one.kind, one.anchor, *one.rules, told_apart))
        where = Where(one.entity if one.kind is Kind.WAIVER else "")
        return Problem(where, message, help, discriminator=apart, owner=one.by, read=Read(one.span, "", ()))


def from_suppressions(found: Iterable[Settled]) -> Iterator[tuple[Settled, int]]:
    """Yield comments and waivers each by itself and a baseline once, with how many more of it there are."""
    every = tuple(found)
    yield from ((one, 0) for one in every if one.suppression.kind is not Kind.BASELINE)
    listed = [one for one in every if one.suppression.kind is Kind.BASELINE]
    if listed:
        yield listed[0], len(listed) - 1


def settled(result: Result, scene: Scene, suppressions: Iterable[Suppression], rules: Iterable[Rule]) -> Result:
    """Return a result in which findings that somebody lets pass are suppressed, with what is wrong about that.

    Args:
        result: what checking a model came to, for all its records.
        scene: the model on the day.
        suppressions: what somebody lets pass.
        rules: those about letting pass, among others.
    """
    by_key: dict[Key, list[Suppression]] = {}
    for one in suppressions:
        for key in one.keys:
            by_key.setdefault(key, []).append(one)
    about: dict[Suppression, list[Finding]] = {one: [] for one in suppressions}
    desk = _Desk(scene, by_key, about)
    outcomes = tuple(map(desk.settled, result.outcomes)) if by_key else result.outcomes
    known = tuple(Settled(one, tuple(found)) for one, found in about.items())
    closing = [one for one in rules if one.closing and is_active(one, scene.settings)]
    outcomes += tuple(outcome_of(one, scene, outcomes, known) for one in closing)
    return _with_texts(replace(result, outcomes=outcomes), scene)


@dataclass(frozen=True, slots=True)
class _Desk:
    scene: Scene
    by_key: Mapping[Key, list[Suppression]]
    about: Mapping[Suppression, list[Finding]]

    def settled(self, outcome: Outcome) -> Outcome:
        return replace(outcome, findings=tuple(map(self._one, outcome.findings)))

    def _one(self, finding: Finding) -> Finding:
        """Return a finding as suppressed where something valid covers it, as proposed where that is not agreed yet."""
        found = [one for key in keys_of(finding) for one in self.by_key.get(key, ()) if one.names(finding)]
        for one in found:
            self.about[one].append(finding)
        settings = self.scene.settings
        if not found or finding.status is not Status.OPEN or settings.is_mandatory(finding.rule, finding.family):
            return finding
        valid = [one for one in found if not one.wrong and not one.has_ended(self.scene.day)]
        agreed = [one for one in valid if is_agreed(one, settings)]
        if not valid:
            return finding
        status = Status.SUPPRESSED if agreed else Status.PROPOSED
        best = (agreed or valid)[0]
        note = _note(best, "lets it pass" if agreed else "would let it pass, once that is agreed on,")
        data = {**finding.data, "suppression": {"by": best.kind.value, "reason": best.reason}}
        return replace(finding, status=status, notes=(note, *finding.notes), data=data)


def is_agreed(suppression: Suppression, settings: Settings) -> bool:
    """Tell whether a suppression stands in the version that judges; without one everything written is agreed."""
    return settings.agreed is None or suppression.same in settings.agreed


def _note(one: Suppression, does: str) -> Note:
    until = f" until {one.until}" if one.until else ""
    by = f" by '{one.by}'" if one.by else ""
    return Note(one.span, f"{one.told} {does}{until}{by}: {one.reason}")


def _with_texts(result: Result, scene: Scene) -> Result:
    """Return a result with the texts that its findings point into, and the names of the roles they ask."""
    findings = [one for outcome in result.outcomes for one in outcome.findings]
    files = {span.file for one in findings for span in spans_of(one)} - result.texts.keys()
    texts = {name: scene.model.texts[name] for name in sorted(files) if name in scene.model.texts}
    people = scene.graph.people
    asked = {one.owner for one in findings} - result.owners.keys()
    owners = {name: role.label for name in sorted(asked) if (role := people.role(name))}
    return replace(result, texts={**result.texts, **texts}, owners={**result.owners, **owners})
