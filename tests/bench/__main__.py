"""Print how fast the program is, as ratios to what the machine does anyway; absolute seconds mean nothing here."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.generate import write

ROUNDS = 5
PYTHON = [sys.executable, "-c"]
DAY = ["--on", "2026-11-21"]
FLOOR = """
import sys
from pathlib import Path
from yaml._yaml import CParser
texts = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.yaml"))]
if len(sys.argv) > 2:
    for text in texts:
        CParser(text).raw_parse()
"""


def cpu(command: list[str]) -> float:
    """Return the CPU seconds of a process, user and system."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def check(folder: Path) -> list[str]:
    """Return the command that checks a model."""
    return [sys.executable, "-m", "opmodel", "check", str(folder), *DAY]


def ratio(name: str, limit: float, measure: Callable[[], float]) -> bool:
    """Print the median of a ratio over several rounds beside its limit."""
    values = [measure() for _ in range(ROUNDS)]
    median = statistics.median(values)
    spread = f"{min(values):.1f} to {max(values):.1f}"
    print(f"{name:<66} {median:5.1f}x  at most {limit:g}x  ({spread}){'' if median <= limit else '  MISSED'}")
    return median <= limit


def main() -> int:
    """Run every measurement; 1 when a limit is missed."""
    with tempfile.TemporaryDirectory() as name:
        folders = {size: Path(name) / str(size) for size in (0, 300, 1_000, 10_000, 20_000)}
        for size, folder in folders.items():
            write(folder, size)
        return 0 if all([*_small(folders), *_large(folders)]) else 1


def _small(folders: dict[int, Path]) -> list[bool]:
    start, libraries = [*PYTHON, "pass"], [*PYTHON, "import yaml, click, networkx"]
    help_ = [sys.executable, "-m", "opmodel", "--help"]
    return [
        ratio("opmodel --help, to python -c pass", 5, lambda: cpu(help_) / cpu(start)),
        ratio("check of 300, to importing yaml, click, networkx", 3, lambda: cpu(check(folders[300])) / cpu(libraries)),
        ratio("check of 1,000, to the same", 3, lambda: cpu(check(folders[1_000])) / cpu(libraries)),
    ]


def _large(folders: dict[int, Path]) -> list[bool]:
    def above_empty(size: int) -> float:
        return cpu(check(folders[size])) - cpu(check(folders[0]))

    def floor(size: int) -> float:
        bare = [*PYTHON, FLOOR, str(folders[size])]
        return cpu([*bare, "parse"]) - cpu(bare)

    return [
        ratio("check of 10,000 above empty, to the C parser's events", 25, lambda: above_empty(10_000) / floor(10_000)),
        ratio("check of 20,000 above empty, to 10,000", 2.3, lambda: above_empty(20_000) / above_empty(10_000)),
    ]


if __name__ == "__main__":
    sys.exit(main())
