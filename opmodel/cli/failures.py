"""What went wrong, as one line for people and an exit code for programs."""

import os
import sys
import traceback

import click

from opmodel.cli.output import hush, say
from opmodel.errors import OpmodelError, OutputError

INTERNAL = 70


def failed(error: Exception, verb: str) -> int:
    """Say what went wrong and return the exit code; a reader who has gone away is no failure."""
    if isinstance(error, BrokenPipeError):
        hush()
        return 0
    if isinstance(error, OpmodelError):
        _tell(str(error))
        return error.exit_code
    if isinstance(error, click.ClickException):
        said = " ".join(error.format_message().split())
        message = (
            said.rstrip(".").replace(". Did you mean", "; did you mean").replace(". Choose from:", "; choose from")
        )
        _tell(f"{_lowered(message)} (`opmodel {verb} --help` says more)")
        return error.exit_code if error.exit_code != 1 else OpmodelError.exit_code
    if isinstance(error, OSError):
        return _refused(error)
    return _internal(error)


def _refused(error: OSError) -> int:
    """Say what the system refused: a path it does not let in, or, where none is named, the output."""
    reason = (error.strerror or "unknown reason").lower()
    if error.filename is None:
        _tell(f"the output cannot be written: {reason}")
        return OutputError.exit_code
    _tell(f"'{str(error.filename)[:200]}' cannot be read: {reason}")
    return OpmodelError.exit_code


def _internal(error: Exception) -> int:
    if os.environ.get("OPMODEL_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    else:
        what = f"{type(error).__name__}: {error}".strip(": ")
        _tell(
            f"a mistake of the program, not yours ({what[:200]}); please open an issue at the project with the "
            "command and the output of running it again with OPMODEL_DEBUG=1"
        )
    return INTERNAL


def _tell(message: str) -> None:
    from opmodel.reports import shown

    say(f"opmodel: {shown(message)}")


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
