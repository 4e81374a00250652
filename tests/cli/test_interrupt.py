"""A person who presses Ctrl-C gets the prompt back, not a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.cli.process import HANGS, ROOT


def test_interrupt(tmp_path: Path) -> None:
    """The signal ends the program with the code of shells and not a word."""
    pipe = tmp_path / "settings"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "opmodel", "check", "models/northwind", "--config", str(pipe)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    writer = os.open(pipe, os.O_WRONLY)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=HANGS)
    os.close(writer)
    assert (process.returncode, out, err) == (130, b"", b"")
