"""Where words go: to standard output, to standard error or to a file, and what each of them can show."""

import os
import sys
from pathlib import Path


def write(text: str) -> None:
    """Write to standard output; a reader who has gone away is no failure.

    Raises:
        OutputError: nothing can be written there.
    """
    from opmodel.errors import OutputError

    if sys.stdout is None:
        raise OutputError("standard output is closed")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        hush()
    except OSError as error:
        hush()
        raise OutputError(f"standard output cannot be written: {_reason(error)}") from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file; its folder must exist.

    Raises:
        OutputError: it cannot be written.
    """
    from opmodel.errors import OutputError

    try:
        path.write_bytes(data)
    except (OSError, ValueError) as error:
        raise OutputError(f"'{path}' cannot be written: {_reason(error)}") from error


def say(text: str) -> None:
    """Write a line to standard error, where nobody may be listening."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        return


def progress(text: str = "") -> None:
    """Show what the program is at where somebody watches; the next text replaces it, an empty one removes it."""
    if sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        sys.stderr.write(f"\r\x1b[K{text[:60]}")
        sys.stderr.flush()


def hush() -> None:
    """Send the rest of standard output nowhere, so that closing it at the end of the process says nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)


def colored(color: str) -> bool:
    """Tell whether standard output is to show colours: `always`, `never`, or `auto` for a terminal that wants them."""
    if color != "auto":
        return color == "always"
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout is not None and sys.stdout.isatty()


def width(widest: int = 110) -> int:
    """Return the columns to write for: those of the terminal within reason, a fixed number without one."""
    from shutil import get_terminal_size

    from opmodel.reports import WIDTH

    if sys.stdout is None or not sys.stdout.isatty():
        return WIDTH
    return max(50, min(get_terminal_size().columns, widest))


def _reason(error: Exception) -> str:
    return (error.strerror or "unknown reason").lower() if isinstance(error, OSError) else str(error)
