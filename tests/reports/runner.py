"""A port of the two parsers by which the runner of GitHub Actions finds commands in the lines of a log."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_LOG = ("debug", "error", "warning", "notice", "group", "endgroup", "echo", "add-mask", "stop-commands")
_FILES = ("add-path", "set-env", "set-output", "save-state", "add-matcher", "remove-matcher", "internal-set-repo-path")
REGISTERED = frozenset((*_LOG, *_FILES))
"""Source: actions/runner, ActionCommandManager and the command extensions it registers."""

_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
_OLDER = (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%"))
"""What is put back and in which order, in the data and properties of the one form and in both of the other."""


@dataclass(frozen=True, slots=True)
class Command:
    """What the runner makes of a line; names of properties are told apart without regard to case."""

    name: str
    properties: Mapping[str, str]
    data: str


def commands(log: str) -> list[str]:
    """Return the lines that the runner would obey."""
    return [line for line in log.splitlines() if _obeyed(line)]


def parsed(log: str) -> list[Command]:
    """Return the commands of a log as the runner understands them."""
    return [command for line in log.splitlines() if (command := _obeyed(line))]


def _obeyed(line: str) -> Command | None:
    """Read a line as it is and without what comparing by the rules of a language leaves out."""
    seen = "".join(char for char in line if unicodedata.category(char) not in ("Cc", "Cf", "Mn", "Me"))
    return _second_form(line) or _first_form(line) or _second_form(seen) or _first_form(seen)


def _second_form(line: str) -> Command | None:
    """`::name properties::data` at the start of a line. Source: ActionCommand.TryParseV2."""
    message = line.lstrip()
    if not message.startswith("::"):
        return None
    end = message.find("::", 2)
    name, _, rest = message[2:end].partition(" ")
    if end < 0 or name.lower() not in REGISTERED:
        return None
    return Command(name, _properties(rest.strip(), ",", _PROPERTY), _unescaped(message[end + 2 :], _DATA))


def _first_form(line: str) -> Command | None:
    """`##[name properties]data` anywhere in a line. Source: ActionCommand.TryParse."""
    start = line.find("##[")
    end = line.find("]", start) if start >= 0 else -1
    name, _, rest = line[start + 3 : end].partition(" ")
    if end < 0 or name.lower() not in REGISTERED:
        return None
    return Command(name, _properties(rest, ";", _OLDER), _unescaped(line[end + 1 :], _OLDER))


def _properties(text: str, mark: str, table: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    pairs = (part.partition("=") for part in text.split(mark))
    return {name.lower(): _unescaped(value, table) for name, _, value in pairs if name and value}


def _unescaped(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for written, meant in table:
        text = text.replace(written, meant)
    return text
