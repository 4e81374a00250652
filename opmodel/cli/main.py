"""The program from the outside: it finds the verb, imports that verb alone and turns what happens into an exit code."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from opmodel import __version__

_VERBS = Path(__file__).parent / "verbs"
_HEAD = """\
opmodel: the revenue operating model of a company, written down, checked and drawn

usage: opmodel VERB [options]

"""
_FOOT = """
`opmodel VERB --help` says more, with an example. To begin:

  opmodel init my-company
  opmodel check my-company

exit codes: 0 nothing that fails, 1 findings, 2 usage or settings, 3 some text could not be read, 4 no model,
            5 an output could not be written, 70 a mistake of the program
"""


def run() -> None:
    """Run the program on the arguments of its process."""
    gc.disable()  # the process ends with its command, and nearly all that a command builds stays until then
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    built: list[object] = []
    code = main(sys.argv[1:], built)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(code)  # to take a large model apart, object by object, costs as much as a tenth of checking it


def main(arguments: Sequence[str], built: list[object] | None = None) -> int:
    """Run the program and return its exit code; nothing is raised.

    Args:
        arguments: those of the process.
        built: takes what the command leaves behind, for a process that ends without taking it apart.
    """
    verb, *rest = arguments or ("",)
    try:
        return _dispatch(verb, rest, [] if built is None else built)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last place where a mistake can become a sentence
        from opmodel.cli.failures import failed

        return failed(error, verb)


def verbs() -> dict[str, Path]:
    """Return every verb and its file, sorted."""
    return {path.stem: path for path in sorted(_VERBS.glob("*.py")) if not path.stem.startswith("_")}


def _dispatch(verb: str, rest: list[str], built: list[object]) -> int:
    known = verbs()
    if verb == "help" and rest and rest[0] in known:
        verb, rest = rest[0], ["--help"]
    if verb in ("--help", "-h", "help"):
        return _show(_help())
    if verb == "--version":
        return _show(f"opmodel {__version__}\n")
    if verb in known:
        return _call(verb, rest, built)
    from opmodel.errors import UsageError
    from opmodel.wording import did_you_mean

    if not verb:
        raise UsageError(f"say what to do: {', '.join(known)} (`opmodel --help` says more)")
    what = "option" if verb.startswith("-") else "verb"
    raise UsageError(f"there is no {what} '{verb}'; {did_you_mean(verb, known) or '`opmodel --help` lists them'}")


def _call(verb: str, rest: list[str], built: list[object]) -> int:
    """Import a verb and run it; what click would say itself is raised, so that all failures are said in one voice."""
    from importlib import import_module

    from click.exceptions import Exit

    command = import_module(f"opmodel.cli.verbs.{verb}").command
    try:
        with command.make_context(f"opmodel {verb}", rest) as context:
            built.append(context)
            return int(command.invoke(context))
    except Exit as done:  # after --help
        return done.exit_code


def _show(text: str) -> int:
    from opmodel.cli.output import write

    write(text)
    return 0


def _help() -> str:
    """List the verbs by the first lines of their files, so that none of them is imported."""
    known = verbs()
    room = max(map(len, known)) + 2
    lines = [f"  {verb:<{room}}{_first_line(path)}\n" for verb, path in known.items()]
    return _HEAD + "".join(lines) + _FOOT


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().strip().strip('"').rstrip(".")
