"""Print which cases pass: `python -m tests.incentives [FILE]`."""

import sys
from pathlib import Path

from tests.incentives.notation import OWN, read_cases
from tests.incentives.running import verdict


def main(arguments: list[str]) -> int:
    """Run every case of a file, our own without one; 1 when any of them fails."""
    path = Path(arguments[0]) if arguments else OWN
    failed = 0
    cases = read_cases(path)
    for case in cases:
        reasons = verdict(case)
        failed += bool(reasons)
        print(f"fail {case['id']}: {'; '.join(reasons)}" if reasons else f"pass {case['id']}", flush=True)
    print(f"{len(cases)} cases: {len(cases) - failed} pass, {failed} fail")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
