"""What the README shows is what the program says."""

import re
import shlex

import pytest

from tests.cli.process import ON, ROOT, opmodel

_CALL = re.compile(r"^\$ opmodel (.*)\n((?:(?!```|\$ ).*\n)*)", re.MULTILINE)
SHOWN = _CALL.findall((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("call", "shown"), SHOWN, ids=[call.split()[0] for call, _ in SHOWN])
def test_output_in_the_readme_is_real(call: str, shown: str) -> None:
    """Each part between dots stands in the output as it is, in this order."""
    words = shlex.split(call)
    rest = opmodel(*words, *(() if words[0] == "query" else ON)).out
    for part in filter(None, shown.split("...\n")):
        assert part in rest
        rest = rest.partition(part)[2]
