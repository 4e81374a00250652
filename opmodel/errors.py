"""What a person did wrong when calling the program; a problem in a model is a finding instead."""


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
