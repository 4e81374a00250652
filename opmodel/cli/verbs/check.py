"""Check models: say what is wrong, where, and whom to ask."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from opmodel import discover
from opmodel.cli import options
from opmodel.cli.output import colored, progress, say, width

if TYPE_CHECKING:  # `--help` does without them
    from opmodel.engine import Result, Settings
    from opmodel.files import Parsed
    from opmodel.history import History
    from opmodel.model import Model
    from opmodel.versions import Before

_NAMED = 12
_MODELS_LIMIT = 200
"""Models that one check reads: all of them stay in memory until the report is written."""
_FORMATS = ", ".join(discover.files("opmodel.reports"))


@options.verb(example="opmodel check models/northwind --format text --format json=report.json")
@click.argument("paths", nargs=-1, type=options.EXISTING, metavar="[PATH]...")
@click.option("--format", "formats", multiple=True, metavar="NAME[=FILE]", help=f"{_FORMATS}; several times.")
@click.option("--rule", "only", multiple=True, metavar="NAME", help="Run this rule or family only; several times.")
@click.option(
    "--owner", "owners", multiple=True, metavar="ROLE", help="Judge what this role answers for; several times."
)
@click.option("--limit", type=click.IntRange(min=1), default=None, metavar="N", help="Show the N weightiest findings.")
@click.option(
    "--against", metavar="REF", help="Fail on what is new since this commit or branch, judged by its settings."
)
@options.history
@click.option("--profile-rules", is_flag=True, help="Say on standard error what each rule costs.")
@options.on
@options.scope
@options.config
@options.quiet
@options.color
def command(
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    only: tuple[str, ...],
    owners: tuple[str, ...],
    limit: int | None,
    against: str | None,
    with_history: bool,  # noqa: FBT001
    profile_rules: bool,  # noqa: FBT001 - click passes every option by its name
    on: date,
    scope: Mapping[str, str],
    config: Path | None,
    quiet: bool,  # noqa: FBT001
    color: str,
) -> int:
    """Check every model at or below each PATH (by default, the current folder).

    One check reads up to 200 models. A model with variants is checked for the records of each set of them. Exit code 1
    means findings that fail, 3 that some text could not be read; the rest is checked all the same.
    """
    from opmodel import pipeline, reports
    from opmodel.cli.targets import deliver, targets
    from opmodel.files import Parsed

    with _measured(wanted=profile_rules):
        _check_history(against, wanted=with_history)
        wanted = targets(formats, reports.formats())
        parsed = Parsed()
        found = tuple(_models(paths or (Path(),), parsed, quiet=quiet))
        models = click.get_current_context().meta["models"] = tuple(one.model for one in found)
        pipeline.check_scope(models, scope)
        _check_owners(models, owners)
        _watch("", quiet=quiet)
        judged, code = _judges(found, lambda one: _judge(one, config, against, on, parsed))
        if not judged:
            return code
        results = []
        for number, (one, how) in enumerate(judged, start=1):
            _watch(f"checking {number} of {len(judged)}: {one.model.name}", quiet=quiet)
            past = _history(one, on, parsed) if with_history else None
            results.append(pipeline.narrowed(_checked(one.model, how, on, scope, only, past), owners))
        _watch("", quiet=quiet)
        look = reports.Options(colored(color), width(), limit or 0, brief=quiet, full=bool(only))
        written = deliver(wanted, lambda name, how: reports.render(name, tuple(results), how), look, quiet=quiet)
        return max(code, written, *(one.exit_code for one in results))


@contextmanager
def _measured(*, wanted: bool) -> Iterator[None]:
    """Say at the end of a block what each rule cost in it, where somebody wants to know."""
    if not wanted:
        yield
        return
    from opmodel.cli.profile import watching

    with watching(options.cpu_seconds) as meter:
        yield
    say(meter.report())


class _Found(NamedTuple):
    """A model, its folder, and the folder its files are named from."""

    folder: Path
    base: Path
    model: "Model"


def _models(paths: tuple[Path, ...], parsed: "Parsed", *, quiet: bool) -> Iterator[_Found]:
    """Read every model below the paths, each once; its files are named from the current folder if they are in it."""
    from opmodel import pipeline
    from opmodel.errors import UsageError
    from opmodel.files import find_models

    here = Path().resolve()
    found: dict[Path, tuple[Path, Path]] = {}
    for path in paths:
        for folder in find_models(path):
            found.setdefault(folder.resolve(), (folder, path))
    if len(found) > _MODELS_LIMIT:
        first = min(folder for folder, _ in found.values())
        text = f"there are {len(found):,} models, and one check reads at most {_MODELS_LIMIT}"
        raise UsageError(f"{text}; name the folders of those you mean, such as '{first}'")
    for number, (folder, path) in enumerate(found.values(), start=1):
        _watch(f"reading {number} of {len(found)}: {folder}", quiet=quiet)
        base = _base(folder, path, here)
        yield _Found(folder, base, pipeline.load_folder(folder, base, parsed))


def _base(folder: Path, path: Path, here: Path) -> Path:
    home = folder.resolve()
    if home.is_relative_to(here):
        return here
    return path if path.is_dir() and home.is_relative_to(path.resolve()) else folder


def _judge(one: _Found, config: Path | None, against: str | None, on: date, parsed: "Parsed") -> "Settings | Before":
    """Return how a model is judged: by its settings, or by those of the version it is compared with."""
    from opmodel import pipeline, versions

    if against is None:
        return pipeline.settings_for(one.model, one.folder, config)
    return versions.before(one.folder, one.base, against, on, parsed, config)


def _judges(
    found: tuple[_Found, ...], judge: "Callable[[_Found], Settings | Before]"
) -> "tuple[list[tuple[_Found, Settings | Before]], int]":
    """Return how each model is judged, and the exit code of those whose settings are not understood."""
    from opmodel.errors import UsageError
    from opmodel.reports import shown

    judged = []
    failures: dict[str, int] = {}
    for one in found:
        try:
            judged.append((one, judge(one)))
        except UsageError as error:
            failures[str(error)] = error.exit_code
    for text in failures:
        say(f"opmodel: {shown(text)}")
    return judged, max(failures.values(), default=0)


def _checked(
    model: "Model",
    how: "Settings | Before",
    on: date,
    scope: Mapping[str, str],
    only: tuple[str, ...],
    past: "History | None",
) -> "Result":
    from opmodel import pipeline
    from opmodel.engine import Settings

    if isinstance(how, Settings):
        return pipeline.check_model(model, how, on, scope, only, options.cpu_seconds, past)
    from opmodel import versions

    return versions.check_against(model, how, on, scope, only, options.cpu_seconds)


def _history(one: _Found, on: date, parsed: "Parsed") -> "History":
    from opmodel import versions

    return versions.history(one.folder, one.base, on, parsed)


def _check_history(against: str | None, *, wanted: bool) -> None:
    from opmodel.errors import UsageError

    if wanted and against is not None:
        raise UsageError("--history judges what is past, --against what is new: ask for one of them")


def _check_owners(models: "tuple[Model, ...]", owners: tuple[str, ...]) -> None:
    from opmodel.errors import UsageError
    from opmodel.model.sections.roles import Role
    from opmodel.wording import did_you_mean

    roles = {role.id for model in models for role in model.of(Role)}
    for owner in owners:
        if owner not in roles:
            known = f"there are {', '.join(sorted(roles)[:_NAMED])}" if roles else "the model has none"
            raise UsageError(f"there is no role '{owner}'; {did_you_mean(owner, roles) or known}")


def _watch(text: str, *, quiet: bool) -> None:
    if not quiet:
        from opmodel.reports import shown

        progress(shown(text))
