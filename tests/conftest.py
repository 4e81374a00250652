"""Options of the test run."""

import pytest
from hypothesis import settings

settings.register_profile("same-answer-twice", derandomize=True)
settings.load_profile("same-answer-twice")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --accept, whose result is to be read before it is committed, and --exhaustive, which takes minutes."""
    parser.addoption("--accept", action="store_true", help="rewrite the expected texts of pages and golden files")
    parser.addoption("--exhaustive", action="store_true", help="try all cases where some of each kind are tried")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Tell whether expected texts are to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def exhaustive(request: pytest.FixtureRequest) -> bool:
    """Tell whether every case is to be tried."""
    return bool(request.config.getoption("--exhaustive"))
