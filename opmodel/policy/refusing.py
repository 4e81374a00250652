"""Saying what is wrong with settings: an error with file, line and column."""

from opmodel.errors import UsageError
from opmodel.finding import Span
from opmodel.model.reading import Reading


def at(span: Span, message: str, help: str = "") -> UsageError:
    """Return an error at a place."""
    return UsageError(f"{span.file}:{span.line}:{span.column}: {message}" + (f" ({help})" if help else ""))


def refuse(reading: Reading) -> None:
    """Refuse what reading found wrong first.

    Raises:
        UsageError: reading found something.
    """
    for fault in reading.faults:
        raise at(fault.span, fault.message, fault.help)
