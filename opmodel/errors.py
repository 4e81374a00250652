"""What a person did wrong when calling the program; a problem in a model is a finding instead."""

from collections.abc import Iterable
from difflib import get_close_matches


class OpmodelError(Exception):
    """A one-line message for the user and the exit code that goes with it."""

    exit_code = 2


class UsageError(OpmodelError):
    """An argument, an option or the settings do not fit."""


class NoModelError(OpmodelError):
    """Nothing below the given path is a model."""

    exit_code = 4


class OutputError(OpmodelError):
    """A report or a picture could not be written or drawn."""

    exit_code = 5


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `did you mean 'x'?` for the closest choice, or nothing when none is close."""
    close = get_close_matches(word, sorted(set(choices)), n=1, cutoff=0.7)
    return f"did you mean '{close[0]}'?" if close else ""
