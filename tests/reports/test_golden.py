"""Every format writes the same results as the golden file says; a format without one fails."""

from pathlib import Path

import pytest

from opmodel.reports import Options, formats, render
from tests.reports.samples import ACME, EMPTY

GOLDEN = Path(__file__).parent / "golden"
RESULTS = {"findings": (ACME,), "nothing": (EMPTY,), "several": (ACME, EMPTY)}


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("format_", formats())
def test_format(format_: str, name: str, accept: bool) -> None:
    """What a format writes is what a person has read and accepted."""
    written = render(format_, RESULTS[name], Options())
    path = GOLDEN / f"{name}.{format_}"
    if accept:
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", formats())
def test_format_is_the_same_twice(format_: str) -> None:
    """The same results give the same bytes."""
    assert render(format_, RESULTS["several"], Options()) == render(format_, RESULTS["several"], Options())
