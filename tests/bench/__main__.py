"""Print how fast the program is, as ratios to what the machine does anyway; absolute seconds mean nothing here."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench import incentives as companies
from tests.bench.generate import write, write_request, write_variants

ROUNDS = {"short": 15, "long": 7}
"""Measurements of which the median counts; each takes both sides of its ratio one right after the other."""
PASSES = 5
COMPANIES = {
    "300 KPIs": companies.SMALL,
    "600 KPIs": companies.SMALL.doubled(),
    "10,000 KPIs": companies.LARGE,
    "20,000 KPIs": companies.LARGE.doubled(),
    "200 dense KPIs": companies.DENSE,
    "283 dense KPIs": companies.DENSE_TWICE,
}
"""Companies for the analysis of pay, each beside one with twice as much of everything (of influences, if dense)."""
VARIED, REQUESTED = 10_001, 10_002
"""The model of 10,000 entities with variants."""
PYTHON = [sys.executable, "-c"]
DAY = ["--on", "2026-11-21"]
NORTHWIND = ["--model", str(Path(__file__).parents[2] / "models" / "northwind")]
OPMODEL = [sys.executable, "-m", "opmodel"]
SHOW = [*OPMODEL, "show", "stage/pilot", *NORTHWIND, *DAY]
ASK = [*OPMODEL, "ask", "What counts as qualified pipeline?", *NORTHWIND, *DAY]
DIAGNOSE = [*OPMODEL, "diagnose", NORTHWIND[1], *DAY]
QUERY = [*OPMODEL, "query", "select id, owner from stages", *NORTHWIND, *DAY]
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Where modules are compiled once, as they are after an installation."""
EVERY_RULE = "check: {profile: strict}\n"
_SHARE = re.compile(r"s +([\d.]+)%  [a-z]+(?:-[a-z]+)+$", re.MULTILINE)
"""A rule in the table of `--profile-rules` and its share of the run."""
FLOOR = """
import sys
from pathlib import Path
from yaml._yaml import CParser
texts = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.yaml"))]
for text in texts * int(sys.argv[2]):
    CParser(text).raw_parse()
"""


def cpu(command: list[str]) -> float:
    """Return the CPU seconds of a process, user and system."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=COMPILED)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def check(folder: Path, *more: str) -> list[str]:
    """Return the command that checks a model by the rules that everybody runs."""
    return [*OPMODEL, "check", str(folder), *DAY, *more]


def check_all(folder: Path, *more: str) -> list[str]:
    """Return the command that checks a model by every rule there is."""
    return check(folder, "--config", str(folder.parent / "every_rule.yaml"), *more)


def review(folder: Path) -> list[str]:
    """Return the command that reviews a model against the commit before its last change."""
    return [*OPMODEL, "review", str(folder), "--against", "main", *DAY]


def ratio(name: str, limit: float, rounds: int, measure: Callable[[], float]) -> bool:
    """Print the median of a ratio over several rounds beside its limit, and where the middle half lies."""
    measure()  # the first time pays for modules that were never compiled and files that were never read
    values = [measure() for _ in range(rounds)]
    low, median, high = statistics.quantiles(values, n=4)
    missed = "" if median <= limit else "  MISSED"
    print(f"{name:<66} {median:6.2f}x  at most {limit:g}x  ({low:.2f} to {high:.2f}){missed}", flush=True)
    return median <= limit


def main() -> int:
    """Run every measurement; 1 when a limit is missed."""
    with tempfile.TemporaryDirectory() as name:
        folders = {size: Path(name) / str(size) for size in (0, 300, 1_000, 10_000, 20_000)}
        for size, folder in folders.items():
            write(folder, size)
        folders[VARIED] = Path(name) / "varied"
        write(folders[VARIED], 10_000)
        (Path(name) / "every_rule.yaml").write_text(EVERY_RULE, encoding="utf-8")
        (Path(name) / "standard.yaml").write_text("check: {policies: [standard]}\n", encoding="utf-8")
        write_variants(folders[VARIED])
        folders[REQUESTED] = Path(name) / "requested"
        write_request(folders[REQUESTED], 10_000)
        pay = {}
        for title, company in COMPANIES.items():
            pay[title] = Path(name) / title.replace(" ", "_")
            companies.write_company(pay[title], company)
        return 0 if all([*_small(folders), *_large(folders), *_pay(pay)]) else 1


def _small(folders: dict[int, Path]) -> list[bool]:
    start, libraries = [*PYTHON, "pass"], [*PYTHON, "import yaml, click, networkx"]
    help_ = [sys.executable, "-m", "opmodel", "--help"]
    rounds = ROUNDS["short"]
    return [
        ratio("opmodel --help, to python -c pass", 5, rounds, lambda: cpu(help_) / cpu(start)),
        ratio(
            "check of 300, to importing yaml, click, networkx",
            3,
            rounds,
            lambda: cpu(check(folders[300])) / cpu(libraries),
        ),
        ratio("check of 1,000, to the same", 3, rounds, lambda: cpu(check(folders[1_000])) / cpu(libraries)),
        ratio("ask about northwind, to the same", 4, rounds, lambda: cpu(ASK) / cpu(libraries)),
        ratio("show of a stage of northwind, to the same", 4, rounds, lambda: cpu(SHOW) / cpu(libraries)),
        ratio("diagnose of northwind, to the same", 4, rounds, lambda: cpu(DIAGNOSE) / cpu(libraries)),
        ratio("query of its stages, to the same", 3, rounds, lambda: cpu(QUERY) / cpu(libraries)),
    ]


def _large(folders: dict[int, Path]) -> list[bool]:
    def above_empty(size: int) -> float:
        return cpu(check_all(folders[size])) - cpu(check_all(folders[0]))

    def floor(size: int) -> float:
        bare = [*PYTHON, FLOOR, str(folders[size])]
        return (cpu([*bare, str(PASSES)]) - cpu([*bare, "0"])) / PASSES

    def policies(size: int) -> float:
        config = ("--config", str(folders[size].parent / "standard.yaml"))
        return cpu(check(folders[size], *config, "--rule", "policies")) - cpu(
            check(folders[size], "--rule", "yaml-syntax")
        )

    rounds = ROUNDS["long"]
    events = "check of 10,000 by every rule above empty, to the C parser's events"
    return [
        ratio(events, 40, rounds, lambda: above_empty(10_000) / floor(10_000)),
        ratio(
            "the standard policies on them above empty, to the same",
            10,
            rounds,
            lambda: (policies(10_000) - policies(0)) / floor(10_000),
        ),
        ratio("the dearest rule of that check, to all of it", 0.15, rounds, lambda: _dearest(folders[10_000])),
        ratio("with three sets of variants, to without", 3, rounds, lambda: above_empty(VARIED) / above_empty(10_000)),
        ratio(
            "review of 10,000 with one changed file, to a check of them",
            1.6,
            rounds,
            lambda: cpu(review(folders[REQUESTED])) / cpu(check(folders[REQUESTED])),
        ),
        ratio("check of 20,000 above empty, to 10,000", 2.3, rounds, lambda: above_empty(20_000) / above_empty(10_000)),
    ]


def _pay(folders: dict[str, Path]) -> list[bool]:
    def analysis(title: str) -> float:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.analysis", str(folders[title])], capture_output=True, check=True
        )
        return float(done.stdout)

    libraries = [*PYTHON, "import yaml, click, networkx"]
    done = []
    for title, twice, limit in (
        ("300 KPIs", "600 KPIs", 0.5),
        ("10,000 KPIs", "20,000 KPIs", 20),
        ("200 dense KPIs", "283 dense KPIs", 12),
    ):
        rounds = ROUNDS["short"] if limit < 1 else ROUNDS["long"]
        whole = partial(_quotient, partial(analysis, title), partial(cpu, libraries))
        done.append(ratio(f"analysis of pay, {title}, to importing yaml, click, networkx", limit, rounds, whole))
        double = partial(_quotient, partial(analysis, twice), partial(analysis, title))
        done.append(ratio(f"analysis of pay, {twice}, to {title}", 2.5, ROUNDS["long"], double))
    return done


def _dearest(folder: Path) -> float:
    """Return which share of a check by every rule the dearest of them takes."""
    command = check_all(folder, "--profile-rules")
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=COMPILED)
    return max(map(float, _SHARE.findall(done.stderr))) / 100


def _quotient(one: Callable[[], float], other: Callable[[], float]) -> float:
    return one() / other()


if __name__ == "__main__":
    sys.exit(main())
