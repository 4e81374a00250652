"""A healthy company that uses every section once: the reference example of the language."""

from opmodel.finding import Severity
from opmodel.model import sections
from tests.models.folders import LUMEN, judged, model_of, texts

LATER = ("views",)
"""Sections that come with what uses them."""


def test_the_reference_example_has_no_error() -> None:
    """Everything in it is understood, and what it says is sound."""
    found = judged(model_of(texts(LUMEN))).findings
    errors = [one.message for one in found if one.severity is Severity.ERROR and one.status.value == "open"]
    assert [one for one in errors if not any(f"'{name}' is not yet understood" in one for name in LATER)] == []


def test_the_reference_example_uses_every_section() -> None:
    """A section it leaves out would be a section nobody has tried."""
    model = model_of(texts(LUMEN))
    used = {ref.partition("/")[0] for ref in model.entities}
    assert used == {section.singular for section in sections().values()}
