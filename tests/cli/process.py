"""The program as people run it: a process with its exit code, its output and its errors apart."""

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NORTHWIND = ROOT / "models" / "northwind"
MISALIGNED = ROOT / "models" / "misaligned"
ON = ("--on", "2026-11-21")
HANGS = 120
"""Seconds after which a process is taken to hang; none should come near."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process came to."""

    code: int
    out: str
    err: str


def opmodel(*arguments: str | Path, cwd: Path = ROOT, stdout: int | None = None, **environment: str) -> Ran:
    """Run the program and return what it came to; no run may ever end in a traceback."""
    settings = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "OPMODEL_DEBUG")}
    done = subprocess.run(
        [sys.executable, "-m", "opmodel", *map(str, arguments)],
        cwd=cwd,
        env={**settings, "PYTHONPATH": str(ROOT), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if stdout is None else stdout,
        stderr=subprocess.PIPE,
        timeout=HANGS,
        check=False,
    )
    ran = Ran(done.returncode, (done.stdout or b"").decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in ran.err
    return ran


def cost(*arguments: str | Path, cwd: Path = ROOT) -> float:
    """Run the program and return the seconds of processor time it took, to be compared with those of another run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert opmodel(*arguments, cwd=cwd).code in (0, 1, 3)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def write(folder: Path, **files: str) -> Path:
    """Write files into a folder, `pay="..."` as `pay.yaml`, and a manifest unless there is one; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"opmodel": "opmodel: 1\n", **files}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


CALM = "roles:\n  ae: {name: Account executive}\n"
WRONG = """\
roles:
  sdr: {name: Sales development rep}
kpis:
  meetings: {aggregation: count}
  pipeline: {aggregation: sum}
incentives:
  plan_sdr:
    payee: sdr
    owner: sdr
    measures:
      meetings: {weight: 70}
      pipeline: {weight: 40}
"""
"""A plan whose weights make 110."""
WEIGHTS = ("--rule", "weights-do-not-add-up", *ON)
