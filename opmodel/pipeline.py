"""The program in one sentence: text to documents to a model to outcomes; a model to a drawing to a picture."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath

from opmodel.engine import Level, Profile, Result, Rule, Scene, Settings, Suppression, rules, rules_for, run, settled
from opmodel.engine.cases import run_cases
from opmodel.errors import UsageError
from opmodel.files import (
    Disk,
    Parsed,
    Place,
    beside,
    find_models,
    named_settings,
    read_folder,
    read_named,
    repository_settings,
)
from opmodel.finding import Finding
from opmodel.history import History
from opmodel.model import Model, read
from opmodel.policy import BASELINE, checked, read_baseline, read_settings, suppressions
from opmodel.source import Node
from opmodel.wording import did_you_mean


def load(path: Path | str) -> Model:
    """Read the one model at, below or above a path, for every day and scope.

    What is wrong with its text is part of the model and becomes findings when it is checked.

    Args:
        path: the model's folder, a path inside it, or a folder above it.

    Raises:
        UsageError: the path does not exist, or there are several models below it.
        NoModelError: there is no model.
    """
    folder = the_model(Path(path))
    return load_folder(folder, folder)


def check(model: Model | Path | str, *, on: date, scope: Mapping[str, str] | None = None) -> Result:
    """Check a model as it is on a day.

    Args:
        model: a model, or a path to one, whose settings are then looked for as the command line does.
        on: the day to judge by; pass `date.today()` to judge by today.
        scope: values of dimensions, as in `{"segment": "ent"}`; a variant is named with an empty value.

    Raises:
        UsageError: the path, the settings or the scope do not fit.
        NoModelError: there is no model.
    """
    found, settings = opened(model, scope)
    return check_model(found, settings, on, scope)


def draw(
    model: Model | Path | str,
    view: str,
    format: str = "svg",  # noqa: A002
    *,
    on: date,
    scope: Mapping[str, str] | None = None,
) -> bytes:
    """Draw a model as it is on a day, with its findings marked on what they are about.

    Args:
        model: a model or a path to one.
        view: what to show, such as `journey`.
        format: how to write it, such as `svg`.
        on: the day to judge by.
        scope: values of dimensions, as in `{"segment": "ent"}`; a variant is named with an empty value.

    Raises:
        UsageError: the path, the settings, the scope or the view do not fit.
        NoModelError: there is no model.
        OutputError: the picture cannot be written in this format.
    """
    found, settings = opened(model, scope)
    return draw_model(found, settings, view, format, on, scope)


def the_model(path: Path) -> Path:
    """Return the folder of the one model at, below or above a path.

    Raises:
        UsageError: the path does not exist, or there are several models below it.
        NoModelError: there is no model.
    """
    folders = find_models(path)
    if len(folders) > 1:
        listed = ", ".join(f"'{folder}'" for folder in folders[:5])
        more = f" and {len(folders) - 5} more" if len(folders) > 5 else ""
        raise UsageError(f"there are {len(folders)} models at '{path}', name one of them: {listed}{more}")
    return folders[0]


def load_folder(folder: Path, base: Path, parsed: Parsed | None = None) -> Model:
    """Read the model in a folder; its files are named relative to the base, and `parsed` are those read already."""
    with without_collector():
        files = read_folder(folder, base, parsed)
        return read(files.documents, files.manifest, files.folder, files.unread, parsed.known if parsed else None)


def settings_of(model: Model) -> Settings:
    """Return how a model wants to be judged.

    Raises:
        UsageError: with file and line, for settings that are not understood.
    """
    return read_settings(model.manifest.check, rules())


def settings_for(model: Model, folder: Path, config: Path | None = None) -> Settings:
    """Return how a model is judged: by a named file, by its manifest, or by the settings at the root of the repository.

    What its baseline lets pass is part of that.

    Raises:
        UsageError: with file and line, for settings or a baseline that are missing or not understood.
    """
    if config is not None:
        found = _settings(named_settings(config), config.parent)
    elif model.manifest.check is not None:
        found = _settings(model.manifest.check, folder)
    else:
        check = repository_settings(folder)
        found = _settings(check, Path(check.file).parent) if check else Settings()
    return with_baseline(found, Disk(folder), model)


def with_baseline(settings: Settings, place: Place, model: Model) -> Settings:
    """Return settings with what the baseline beside a model lets pass.

    Raises:
        UsageError: the baseline is not understood.
    """
    if not place.has(BASELINE):
        return settings
    try:
        data = place.read(BASELINE)
    except OSError as error:
        raise UsageError(f"{BASELINE} cannot be read: {(error.strerror or 'cannot be opened').lower()}") from error
    file = str(PurePosixPath(model.manifest_file).parent / BASELINE)
    return replace(settings, baseline=read_baseline(data, file))


def _settings(check: Node, folder: Path) -> Settings:
    """Read settings of a folder of the disk, and the policies below it that they name."""
    return read_settings(check, rules(), beside(partial(read_named, folder), check.file))


def check_model(
    model: Model,
    settings: Settings,
    on: date,
    scope: Mapping[str, str] | None = None,
    only: Iterable[str] = (),
    clock: Callable[[], float] = float,
    history: History | None = None,
) -> Result:
    """Check a model as it is on a day; `only` names rules or families, by default all that the settings let run.

    Without a scope a model with variants is checked for the records of each set of them. `clock` tells the seconds of
    processor used so far, so that no query of a policy takes long. Rules that compare versions judge by the `history`.

    Raises:
        UsageError: `only` names what is neither a rule nor a family.
    """
    with without_collector():
        chosen = _chosen(tuple(only), settings)
        if only:
            settings = _all_running(settings)
        result = run_cases(model, settings, on, chosen, scope, clock, history)
        passing_here = passing(model, settings, on)
        if not passing_here:
            return result
        closing = () if scope else chosen  # what lets nothing pass here may let something pass elsewhere
        return settled(result, _scene(model, settings, on, scope), passing_here, closing)


def passing(model: Model, settings: Settings, on: date) -> tuple[Suppression, ...]:
    """Return what somebody lets pass: what the model says, and the baseline."""
    limits = settings.suppressions
    return (*suppressions(model, limits, on), *(checked(one, limits, on) for one in settings.baseline))


def _scene(model: Model, settings: Settings, on: date, scope: Mapping[str, str] | None) -> Scene:
    return Scene(model.resolve(on, scope), settings, on)


def draw_model(
    model: Model,
    settings: Settings,
    view: str,
    format: str,  # noqa: A002
    on: date,
    scope: Mapping[str, str] | None = None,
) -> bytes:
    """Draw a model as it is on a day, with what a check finds marked on it.

    Raises:
        UsageError: there is no such view.
        OutputError: the picture cannot be written in this format.
    """
    from opmodel import drawing, layouts, renderers, views

    with without_collector():
        scene = _scene(model, settings, on, scope)
        found = settled(run(scene, rules_for(settings)), scene, passing(model, settings, on), ()).findings
        picture = views.build(view, scene, found)
    return renderers.render(format, layouts.place(drawing.mark(picture, found)))


def narrowed(result: Result, owners: Iterable[str]) -> Result:
    """Return a result with the findings of some owners only; without owners it stays as it is."""
    wanted = frozenset(owners)
    if not wanted:
        return result

    def kept(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(one for one in findings if one.owner in wanted)

    outcomes = tuple(replace(one, findings=kept(one.findings)) for one in result.outcomes)
    found = replace(result, outcomes=outcomes)
    return replace(found, elsewhere=len(result.findings) - len(found.findings))


def check_scope(found: Iterable[Model], scope: Mapping[str, str]) -> None:
    """Make sure that a scope means something in some model.

    Raises:
        UsageError: it does not.
    """
    if scope:
        from opmodel.model.variants.asked import fitting

        fitting(found, scope)


def opened(
    model: Model | Path | str, scope: Mapping[str, str] | None, settings: Settings | None = None
) -> tuple[Model, Settings]:
    """Return a model, or the one at a path, and how it is judged: as given, else as it or its repository wants.

    Raises:
        UsageError: the path, the settings or the scope do not fit.
        NoModelError: there is no model.
    """
    if isinstance(model, Model):
        found, judged = model, settings or settings_of(model)
    else:
        folder = the_model(Path(model))
        found = load_folder(folder, folder)
        judged = settings or settings_for(found, folder)
    check_scope((found,), scope or {})
    return found, judged


def _chosen(only: tuple[str, ...], settings: Settings) -> tuple[Rule, ...]:
    every = rules_for(settings)
    names = {name for one in every for name in (one.name, one.family)}
    for word in only:
        if word not in names:
            hint = did_you_mean(word, names) or "`opmodel rules` lists them"
            raise UsageError(f"there is no rule or family '{word}'; {hint}")
    return tuple(one for one in every if not only or one.name in only or one.family in only)


def _all_running(settings: Settings) -> Settings:
    """Let every chosen rule run: who asks for a rule by name wants to see what it says."""
    profile = settings.profile if settings.profile is Profile.WORKSHOP else Profile.STRICT
    levels = {
        name: replace(one, level=None if one.level is Level.OFF else one.level) for name, one in settings.rules.items()
    }
    return replace(settings, profile=profile, rules=levels)


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause the garbage collector: nodes are built by the million and all of them stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
