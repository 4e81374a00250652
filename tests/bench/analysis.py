"""Print the CPU seconds of the analysis of pay on a model that is read already: `python -m tests.bench.analysis`.

Measured is everything that decides what is found and how sure it is: who moves and is paid for what, both closures,
near paths, pushes, harms, hopes. Reading the model before and wording each finding after are the work of a check.
"""

import gc
import sys
import time
from datetime import date
from pathlib import Path

import networkx  # noqa: F401 - the ratio is to a process that imports it too

from opmodel.graph import Graph
from opmodel.incentives import Harms, Hopes, Incentives, Thresholds
from opmodel.pipeline import load_folder


def main(folder: Path) -> float:
    """Return the CPU seconds."""
    gc.disable()
    graph = Graph(load_folder(folder, folder).resolve(date(2026, 11, 21)))
    start = time.process_time()
    incentives = Incentives(graph, Thresholds())
    harms, hopes = Harms(incentives), Hopes(incentives)
    for found in (harms.oppositions, harms.hopes, harms.covered, hopes.all, incentives.loops):
        assert found is not None
    return time.process_time() - start


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
