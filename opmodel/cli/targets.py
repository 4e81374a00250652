"""Where reports go: `--format text --format json=FILE`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from opmodel.cli.output import say, write, write_file
from opmodel.errors import OutputError, UsageError
from opmodel.reports import WIDTH, Options, shown
from opmodel.wording import did_you_mean


@dataclass(frozen=True, slots=True)
class Target:
    """A format and the file it goes to; no file means standard output."""

    format: str
    file: Path | None


def deliver(wanted: "tuple[Target, ...]", render: Callable[[str, Options], str], look: Options, *, quiet: bool) -> int:
    """Write every output that can be written; return the exit code of those that cannot."""
    code = 0
    for target in wanted:
        try:
            if target.file is None:
                write(render(target.format, look))
            else:
                text = render(target.format, replace(look, color=False, width=WIDTH))
                write_file(target.file, text.encode("utf-8"))
                if not quiet:
                    say(f"opmodel: wrote {shown(str(target.file))}")
        except OutputError as error:
            say(f"opmodel: {shown(str(error))}")
            code = error.exit_code
    return code


def targets(wanted: tuple[str, ...], known: tuple[str, ...]) -> tuple[Target, ...]:
    """Read the values of `--format`; none means text on standard output.

    Raises:
        UsageError: a format is unknown, or two outputs would be written over each other.
    """
    found = tuple(_target(one, known) for one in wanted or ("text",))
    places = [one.file for one in found]
    twice = next((place for place in places if places.count(place) > 1), None)
    if None in places and places.count(None) > 1:
        several = " and ".join(one.format for one in found if one.file is None)
        raise UsageError(f"{several} would both go to standard output; give all but one a file, as in json=report.json")
    if twice is not None:
        raise UsageError(f"two formats would both be written to '{twice}'")
    return found


def _target(word: str, known: tuple[str, ...]) -> Target:
    name, equals, file = word.partition("=")
    if name not in known:
        hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
        raise UsageError(f"there is no format '{name}'; {hint}")
    if equals and not file:
        raise UsageError(f"'{word}' names no file; write {name}=FILE")
    if file.endswith((".yaml", ".yml")):
        raise UsageError(
            f"'{file}' would be text of a model; give the report another ending, as in {name}=report.{name}"
        )
    return Target(name, Path(file) if file and file != "-" else None)
