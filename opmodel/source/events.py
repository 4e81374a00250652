"""The parser's events, one at a time: from the C library, or from pure Python where that is missing."""

from collections.abc import Callable
from typing import Any, TypeAlias

import yaml
from yaml.error import MarkedYAMLError
from yaml.events import ScalarEvent, SequenceStartEvent

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was installed without its C part
    CParser = None  # type: ignore[misc, assignment]

Event: TypeAlias = Any
"""An event of PyYAML: which attributes it has depends on its class, and the hot loop asks by class only once."""
NextEvent: TypeAlias = Callable[[], Event]
"""Returns the next event, and None after the last one."""


def events(string: str) -> NextEvent:
    """Start the fastest parser there is on a text."""
    return slow_events(string) if CParser is None else CParser(string).get_event


def slow_events(string: str) -> NextEvent:
    """Start the parser written in Python on a text: the same events, many times slower."""
    parser: Any = yaml.SafeLoader(string)

    def next_event() -> Event:
        try:
            event = parser.get_event()
        except ValueError as error:  # an escape beyond Unicode; the C library reports it as its own error
            raise MarkedYAMLError("while parsing a quoted scalar", None, str(error), parser.get_mark()) from error
        if type(event) is ScalarEvent:
            event.style = event.style or ""
        elif type(event) is SequenceStartEvent:
            event.flow_style = bool(event.flow_style)
        return event

    return next_event
