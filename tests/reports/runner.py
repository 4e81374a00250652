"""A port of the two parsers by which the runner of GitHub Actions finds commands in the lines of a log."""

_LOG = ("debug", "error", "warning", "notice", "group", "endgroup", "echo", "add-mask", "stop-commands")
_FILES = ("add-path", "set-env", "set-output", "save-state", "add-matcher", "remove-matcher", "internal-set-repo-path")
REGISTERED = frozenset((*_LOG, *_FILES))
"""Source: actions/runner, ActionCommandManager and the command extensions it registers."""


def commands(log: str) -> list[str]:
    """Return the lines that the runner would obey."""
    return [line for line in log.splitlines() if _second_form(line) or _first_form(line)]


def _second_form(line: str) -> bool:
    """`::name properties::data` at the start of a line. Source: ActionCommand.TryParseV2."""
    message = line.lstrip()
    if not message.startswith("::"):
        return False
    end = message.find("::", 2)
    return end >= 0 and message[2:end].partition(" ")[0].lower() in REGISTERED


def _first_form(line: str) -> bool:
    """`##[name properties]data` anywhere in a line. Source: ActionCommand.TryParse."""
    start = line.find("##[")
    end = line.find("]", start) if start >= 0 else -1
    return end >= 0 and line[start + 3 : end].partition(" ")[0].lower() in REGISTERED
