"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --accept: write what the program says into pages and golden files, to be read before it is committed."""
    parser.addoption("--accept", action="store_true", help="rewrite the expected texts of pages and golden files")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Tell whether expected texts are to be rewritten."""
    return bool(request.config.getoption("--accept"))
