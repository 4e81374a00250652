"""The pages of the language: up to date, complete, and with examples that can be read."""

from pathlib import Path

import pytest

from opmodel.cli.language import topics
from opmodel.errors import UsageError
from opmodel.model import sections
from opmodel.model.explain import field_page
from opmodel.tables.page import section_page
from tests.model.models import faults

FOLDER = Path(__file__).parents[2] / "docs" / "language"
UNDECLARED = {"unknown-reference", "definition-missing"}


@pytest.mark.parametrize("name", sorted(sections()))
def test_pages_are_up_to_date(name: str, request: pytest.FixtureRequest) -> None:
    """The page in the documentation is what the program says; `pytest --accept` rewrites it."""
    page = FOLDER / f"{name}.md"
    if request.config.getoption("--accept", default=False):
        page.write_text(section_page(name), encoding="utf-8")
    assert page.is_file(), "run pytest --accept tests/model"
    assert page.read_text(encoding="utf-8") == section_page(name), "run pytest --accept tests/model"


def test_no_page_is_left_of_a_section_that_went_away() -> None:
    """The folder holds the pages of the sections and topics and nothing else."""
    assert {page.stem for page in FOLDER.glob("*.md")} == {*sections(), *topics()}


@pytest.mark.parametrize("name", sorted(sections()))
def test_examples_read_without_a_fault(name: str) -> None:
    """The example of a section says nothing wrong; only its neighbours are not declared."""
    example = "".join(f"  {line}\n" for line in sections()[name].example.splitlines())
    assert example
    assert {fault.rule for fault in faults(f"{name}:\n{example}")} <= UNDECLARED


@pytest.mark.parametrize("name", sorted(sections()))
def test_pages_name_every_key(name: str) -> None:
    """Every key of a section has a row with its mark."""
    page = section_page(name)
    for key in sections()[name].fields.keys.values():
        mark = "*" if key.required else "°" if key.expected else ""
        assert f"| `{key.name}`{mark} |" in page


def test_page_of_a_key_says_what_it_takes() -> None:
    """A key inside a map is found by its path, and the page says what may stand there."""
    page = field_page("stages.stall.after")
    assert page.startswith("# stages.stall.after\n")
    assert "a duration such as 30min, 2bh, 10d" in page


def test_page_of_a_map_lists_its_keys() -> None:
    """A key that holds a map shows a table of what stands in it."""
    assert "| `after` |" in field_page("stages.stall")


def test_path_of_a_key_leaves_ids_out() -> None:
    """A map from id to map is passed without naming an id."""
    assert "a number from 0 to 100 (percent)" in field_page("incentives.measures.weight")


def test_required_and_expected_keys_say_so() -> None:
    """The page of a key tells whether it must, should or may be written."""
    assert "must be there" in field_page("transitions.from")
    assert "a sound model has it" in field_page("definitions.version")
    assert "may be left out" in field_page("stages.crm")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("stagse", "there is no section 'stagse'; did you mean 'stages'?"),
        ("stages.stal", "'stages' has no key 'stal'; did you mean 'stall'?"),
        ("stages.type.x", "'stages.type' has no key 'x'"),
    ],
)
def test_unknown_path_is_a_usage_error(path: str, message: str) -> None:
    """A path that leads nowhere says where it ends and what is close."""
    with pytest.raises(UsageError) as caught:
        field_page(path)
    assert str(caught.value) == message
