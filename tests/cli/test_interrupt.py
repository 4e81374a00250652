"""A person who presses Ctrl-C gets the prompt back, not a traceback."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from tests.cli.process import HANGS, ROOT, write

ROLES = 2_000
"""Roles with a key nobody knows: the report of their findings is larger than what a pipe holds."""


def test_interrupt(tmp_path: Path) -> None:
    """The signal ends the program with the code of shells and not a word."""
    folder = write(tmp_path / "acme", org="roles:\n" + "".join(f"  r{n}: {{nme: x}}\n" for n in range(ROLES)))
    pipe = tmp_path / "report"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    process = subprocess.Popen(
        [sys.executable, "-m", "opmodel", "check", str(folder), "--format", f"json={pipe}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert select.select([reader], [], [], HANGS)[0]  # it writes, and waits for a reader who takes nothing
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=HANGS)
    os.close(reader)
    assert (process.returncode, out, err) == (130, b"", b"")
