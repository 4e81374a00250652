"""Colours are for terminals that want them."""

import os
import pty
import subprocess
import sys

import pytest

from tests.cli.process import HANGS, MISALIGNED, ON, ROOT, opmodel

CHECK = ("check", MISALIGNED, "--rule", "weights-do-not-add-up", *ON)


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Run a check with a terminal as its standard output and return what the terminal got."""
    ours, theirs = pty.openpty()
    settings = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    process = subprocess.Popen(
        [sys.executable, "-m", "opmodel", *map(str, CHECK), *arguments],
        cwd=ROOT,
        env={**settings, "TERM": "xterm", **environment},
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    got = b""
    try:
        while part := os.read(ours, 65536):
            got += part
    except OSError:  # the terminal is closed with the process
        pass
    os.close(ours)
    process.wait(timeout=HANGS)
    return got.decode("utf-8").replace("\r\n", "\n")


def test_a_pipe_gets_none() -> None:
    """What is read by a program has no colours."""
    assert "\x1b" not in opmodel(*CHECK).out


def test_always_and_never() -> None:
    """Colours can be asked for and forbidden."""
    assert "\x1b[1;31merror:" in opmodel(*CHECK, "--color", "always").out
    assert "\x1b" not in on_a_terminal("--color", "never")


def test_a_terminal_gets_colours() -> None:
    """A terminal shows errors in red."""
    assert "\x1b[1;31merror:" in on_a_terminal()


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_none(environment: dict[str, str]) -> None:
    """NO_COLOR and a terminal that can only print are honoured."""
    assert "\x1b" not in on_a_terminal(**environment)


def test_an_empty_no_color_is_none() -> None:
    """By the convention, NO_COLOR counts only when it says something. Source: no-color.org."""
    assert "\x1b[1;31merror:" in on_a_terminal(NO_COLOR="")


def test_a_narrow_terminal() -> None:
    """Words are wrapped and source is cut to the width of the terminal."""
    report = on_a_terminal("--color", "never", COLUMNS="60")
    assert max(map(len, report.splitlines())) <= 60


def test_machine_formats_have_none() -> None:
    """JSON has no colours, whatever is asked."""
    assert "\x1b" not in opmodel(*CHECK, "--format", "json", "--color", "always").out
