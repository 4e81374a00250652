"""One value written differently in a text: whatever its style, and nothing else of the file."""

import pytest

from opmodel.errors import UsageError
from opmodel.model import Model, read
from opmodel.model.change import change, changed
from opmodel.source import parse

MANIFEST = "opmodel: 1\n"


def model(text: str) -> Model:
    """Read a model of one file."""
    documents = [parse(MANIFEST.encode(), "opmodel.yaml"), parse(text.encode(), "m.yaml")]
    return read(documents, "opmodel.yaml")


@pytest.mark.parametrize(
    ("before", "asked", "after"),
    [
        ("roles:\n  ae: {name: AE}\n", "role/ae/name=Seller", "roles:\n  ae: {name: Seller}\n"),
        ("roles:\n  ae: {name: AE} # who sells\n", "role/ae/name=a, b", "roles:\n  ae: {name: 'a, b'} # who sells\n"),
        ("roles:\n  ae:\n    name: 'AE'\n", "role/ae/name=it's #1", "roles:\n  ae:\n    name: 'it''s #1'\n"),
        ("roles:\n  ae:\n    name: 'AE'\n", "role/ae/name=a: b #1", "roles:\n  ae:\n    name: 'a: b #1'\n"),
        (
            "roles:\n  ae:\n    name:\n    level: team\n",
            "role/ae/name=AE",
            "roles:\n  ae:\n    name: AE\n    level: team\n",
        ),
        ("roles:\n  ae:\n    level: team\n", "role/ae/name=AE", "roles:\n  ae:\n    name: AE\n    level: team\n"),
        ("roles:\n  ae: {}\n", "role/ae/name=AE", "roles:\n  ae: {name: AE}\n"),
        ("roles:\n  ae:\n  sdr:\n", "role/ae/name=AE", "roles:\n  ae: {name: AE}\n  sdr:\n"),
        ("roles:\n  ae: {is_a: [x, y]}\n", "role/ae/is_a/1=z", "roles:\n  ae: {is_a: [x, z]}\n"),
        (
            "roles:\n  ae:\n    description: |\n      one\n      two\n    level: team\n",
            "role/ae/description=one",
            "roles:\n  ae:\n    description: one\n    level: team\n",
        ),
        (
            "roles:\n  ae: {contact: {slack: '#ae'}}\n",
            "role/ae/contact/slack=#sales",
            "roles:\n  ae: {contact: {slack: '#sales'}}\n",
        ),
        (
            "roles:\n  ae: {level: team}\n",
            "role/ae/contact/slack=sales",
            "roles:\n  ae: {contact: {slack: sales}, level: team}\n",
        ),
    ],
)
def test_only_this_value_changes(before: str, asked: str, after: str) -> None:
    """The rest of the text stays, comments and quotes included."""
    assert changed(model(before), [change(asked)]).texts["m.yaml"] == after


def test_what_reading_found_stays(tmp_path) -> None:
    """Faults elsewhere are found again, each once."""
    before = model("roles:\n  ae: {name: AE, levle: team}\nkpis: {x: {good: sideways}}\n")
    after = changed(before, [change("role/ae/name=Seller")])
    assert [fault.message for fault in after.faults] == [fault.message for fault in before.faults]


def test_a_value_that_cannot_stand_there() -> None:
    """Text that would say something else beside the value is refused."""
    with pytest.raises(UsageError, match="is no change"):
        change("role/ae/name=a\nb")
