"""Two versions of one model: what a change brings up, judged by the settings of the version it changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

from opmodel import changes
from opmodel.changes import Review, events
from opmodel.engine import Result, Settings, rules
from opmodel.engine.passing.settling import is_agreed
from opmodel.errors import UsageError
from opmodel.files import (
    Disk,
    Logged,
    Parsed,
    Version,
    beside,
    named_from,
    named_settings,
    read_files,
    read_named,
    version,
)
from opmodel.finding import Finding, Status
from opmodel.history import Event, History
from opmodel.history import Version as VersionOfDay
from opmodel.model import MANIFEST, Model, read
from opmodel.model.sections.stages import Stage
from opmodel.pipeline import check_model, draw_model, passing, with_baseline, without_collector
from opmodel.policy import read_settings
from opmodel.source import Node

COMMITS_LIMIT = 500
"""Commits of a history that are read."""
DAYS_LIMIT = 3 * 365
"""Days that a history reaches back."""
_DRAWN = frozenset(("lifecycle", "stage", "transition"))
_MOST_STAGES = 80
"""Stages of a picture that somebody reads in a comment."""


@dataclass(frozen=True, slots=True)
class Before:
    """The version that a change is compared with: the model as it was, and how it is judged.

    `model` is as it was where the change began; settings, and what somebody lets pass, are those of `name` itself, so
    that no change judges itself. There is no model where the folder is new.
    """

    name: str
    model: Model | None
    settings: Settings


def before(
    folder: Path, base: Path, ref: str, on: date, parsed: Parsed | None = None, config: Path | None = None
) -> Before:
    """Return the model in a folder as it is at a commit, a branch or a tag.

    Args:
        folder: the model's folder.
        base: the folder that file names are given relative to.
        ref: the commit; what its branch did since the change began is no part of the change.
        on: the day to judge by.
        parsed: documents that are read already; what is read is added.
        config: settings to use instead of those beside the model; from the same commit if they are in the repository.

    Raises:
        UsageError: there is no such commit, or its settings are not understood.
    """
    known = parsed or Parsed()
    tip = version(folder, ref)
    begun = tip.parted()
    judging = model_at(tip, folder, base, known)
    model = judging if begun.commit == tip.commit else model_at(begun, folder, base, known)
    settings = _settings(tip, judging, folder, config)
    agreed = frozenset(one.same for one in passing(judging, settings, on)) if judging else frozenset()
    here = with_baseline(Settings(), Disk(folder), judging).baseline if judging else ()
    proposed = tuple(one for one in here if one.same not in agreed)
    return Before(ref, model, replace(settings, agreed=agreed, baseline=(*settings.baseline, *proposed)))


def version_of(folder: Path, base: Path, ref: str, parsed: Parsed | None = None) -> tuple[Model, Settings]:
    """Return the model in a folder as it is at a commit, and how it is judged there.

    Args:
        folder: the model's folder.
        base: the folder that file names are given relative to.
        ref: a commit, a branch or a tag.
        parsed: documents that are read already; what is read is added.

    Raises:
        UsageError: there is no such commit, no model in it, or its settings are not understood.
    """
    at = version(folder, ref)
    model = model_at(at, folder, base, parsed)
    if model is None:
        raise UsageError(f"'{ref}' has no model at '{folder}'")
    return model, _settings(at, model, folder, None)


def model_at(at: Version, folder: Path, base: Path, parsed: Parsed | None = None) -> Model | None:
    """Return the model in a folder as it is at a commit; None where there is none.

    Raises:
        UsageError: the folder lies outside of the repository.
    """
    place = at.place(folder)
    if not place.has(MANIFEST):
        return None
    with without_collector():
        files = read_files(place, named_from(folder, base), parsed)
        return read(files.documents, files.manifest, files.folder, files.unread, parsed.known if parsed else None)


def history(folder: Path, base: Path, on: date, parsed: Parsed | None = None) -> History:
    """Return how the model in a folder came to be what it is, by the commits of its repository up to a day.

    The model at the end of each day with a commit that touches the folder is compared with the one before. At most
    500 commits of three years are read. What is not committed yet is no part of it.

    Args:
        folder: the model's folder.
        base: the folder that file names are given relative to.
        on: the last day.
        parsed: documents that are read already; what is read is added, so that no file is read twice.

    Raises:
        UsageError: the folder is in no repository, nothing is committed there, or git cannot read it.
    """
    known = parsed or Parsed()
    head = version(folder, "HEAD")
    logged = head.log(folder, COMMITS_LIMIT + 1)
    first = date.fromordinal(max(1, on.toordinal() - DAYS_LIMIT))
    wanted = [one for one in logged if one.day <= on]
    recent = [one for one in wanted if one.day >= first]
    chosen = wanted[: len(recent) + 1]  # the one before is what the first change is compared with
    found: list[VersionOfDay] = []
    changed: list[Event] = []
    before: Model | None = None
    for one in _last_of_days(chosen):
        model = model_at(replace(head, commit=one.id), folder, base, known)
        if model is not None:
            at = VersionOfDay(one.day, one.id, one.subject)
            if before is not None:
                changed += events(before, model, at)
            found.append(at)
            before = model
    return History(on, tuple(found), tuple(changed), _cut(logged, wanted, recent, head))


def _last_of_days(logged: Sequence[Logged]) -> Iterator[Logged]:
    """Yield the last commit of each day, the earliest first."""
    for one, later in pairwise((*reversed(logged), None)):
        if one is not None and (later is None or later.day != one.day):
            yield one


def _cut(logged: Sequence[Logged], wanted: Sequence[Logged], recent: Sequence[Logged], head: Version) -> str:
    """Say why nothing older was read; nothing where there is nothing older."""
    if len(recent) < len(wanted):
        return f"only the last {DAYS_LIMIT // 365} years were read"
    if len(logged) > COMMITS_LIMIT:
        return f"only the last {COMMITS_LIMIT} commits were read"
    return "the clone is shallow, so older commits are not here" if head.repository.is_shallow else ""


def check_against(
    model: Model,
    was: Before,
    on: date,
    scope: Mapping[str, str] | None = None,
    only: Iterable[str] = (),
    clock: Callable[[], float] = float,
) -> Result:
    """Check a model; what the version before has as well is known and fails nothing."""
    chosen = tuple(only)
    result = check_model(model, was.settings, on, scope, chosen, clock)
    if was.model is None:
        return replace(result, against=was.name)
    return _known(result, check_model(was.model, was.settings, on, scope, chosen, clock), was.name)


def review(
    model: Model,
    settings: Settings,
    was: Before,
    on: date,
    clock: Callable[[], float] = float,
    *,
    with_journeys: bool = True,
) -> Review:
    """Say what a request changes, what that brings up and settles, and who must approve.

    Args:
        model: the model as it is proposed.
        settings: how that wants to be judged; the version before judges.
        was: the version it changes.
        on: the day.
        clock: tells the seconds of processor used so far, so that no policy takes long.
        with_journeys: whether to draw the journey before and after.
    """
    earlier = was.model or read((), MANIFEST)
    before_, after = (check_model(one, was.settings, on, clock=clock) for one in (earlier, model))
    result = _known(after, before_, was.name)
    there = {one.fingerprint for one in after.findings if one.status.counts}
    resolved = (one for one in before_.findings if one.status.counts and one.fingerprint not in there)
    agreed = tuple(one for one in was.settings.baseline if is_agreed(one, was.settings))
    sides = ((earlier, replace(was.settings, baseline=agreed)), (model, settings))
    kept = [changes.kept_of(passing(one, how, on), how.policies) for one, how in sides]
    with without_collector():
        found = changes.diff(earlier, model, on, kept=(kept[0], kept[1]))
    found = replace(found, before=was.name, after="this version")
    moved = any(one.entity.partition("/")[0] in _DRAWN for one in found.found)
    drawn = _journeys(earlier, model, was.settings, on) if moved and with_journeys else None
    return Review(found, result, tuple(resolved), drawn)


def _journeys(before: Model, after: Model, settings: Settings, on: date) -> tuple[str, str] | None:
    """Return the journey before and after, where they differ and are small enough to be read."""
    if max(len(one.of(Stage)) for one in (before, after)) > _MOST_STAGES:
        return None
    shown = [
        draw_model(one, settings, "journey", "mmd", on).decode("utf-8") if one.of(Stage) else ""
        for one in (before, after)
    ]
    return (shown[0], shown[1]) if shown[0] != shown[1] else None


def _known(result: Result, earlier: Result, name: str) -> Result:
    """Return a result in which what another found as well, as badly, is known."""
    known = {one.fingerprint: one.severity.rank for one in earlier.findings if one.status.counts}

    def judged(finding: Finding) -> Finding:
        is_known = finding.status.counts and known.get(finding.fingerprint, 3) <= finding.severity.rank
        return replace(finding, status=Status.KNOWN) if is_known else finding

    outcomes = (replace(one, findings=tuple(map(judged, one.findings))) for one in result.outcomes)
    return replace(result, outcomes=tuple(outcomes), against=name)


def _settings(at: Version, model: Model | None, folder: Path, config: Path | None) -> Settings:
    """Return how a version is judged, found as for the files on the disk."""
    if config is not None and at.holds(config):
        found = _judging(at.named_settings(config), at.place(config.parent).read)
    elif config is not None:
        found = _judging(named_settings(config), partial(read_named, config.parent))
    elif model is not None and model.manifest.check is not None:
        found = _judging(model.manifest.check, at.place(folder).read)
    else:
        found = _judging(at.settings(), at.place(at.repository.root).read)
    return with_baseline(found, at.place(folder), model) if model else found


def _judging(check: Node | None, read: Callable[[str], bytes]) -> Settings:
    """Read settings, and the policies below their folder as they were, too."""
    return read_settings(check, rules(), beside(read, check.file)) if check else Settings()
