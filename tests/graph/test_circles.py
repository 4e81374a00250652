"""Circles of those who stand above each other are opened where they begin."""

import pytest

from opmodel.graph import opened
from opmodel.graph.circles import circles


def test_a_circle_is_opened_at_its_first_node() -> None:
    """Each circle loses one line, the one above its first node; trees and lines off the map stay."""
    above = {"a": "b", "b": "c", "c": "b", "d": "d", "e": "a", "f": "", "g": "elsewhere"}
    kept, cut = opened(above)
    assert cut == {"b", "d"}
    assert kept == {**above, "b": "", "d": ""}


@pytest.mark.parametrize(
    ("ways", "groups"),
    [
        ({"a": ("b", "c"), "b": ("c",), "c": ()}, [{"c"}, {"b"}, {"a"}]),
        ({"a": ("b",), "b": ("c",), "c": ("b", "d"), "d": ()}, [{"d"}, {"b", "c"}, {"a"}]),
    ],
)
def test_a_group_comes_after_every_group_it_leads_to(ways: dict[str, tuple[str, ...]], groups: list[set[str]]) -> None:
    """Both where nobody goes round and where somebody does."""
    assert circles(ways) == groups
