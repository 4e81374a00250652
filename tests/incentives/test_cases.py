"""Every case with a known answer, through the real program."""

import pytest

from tests.incentives.notation import Raw, read_cases
from tests.incentives.running import verdict


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case["id"])
def test_known_answer(case: Raw) -> None:
    """The program finds what the case expects, and nothing else that weighs."""
    assert verdict(case) == ()
