"""Circles of those who stand above each other are opened where they begin."""

from opmodel.graph import opened


def test_a_circle_is_opened_at_its_first_node() -> None:
    """Each circle loses one line, the one above its first node; trees and lines off the map stay."""
    above = {"a": "b", "b": "c", "c": "b", "d": "d", "e": "a", "f": "", "g": "elsewhere"}
    kept, cut = opened(above)
    assert cut == {"b", "d"}
    assert kept == {**above, "b": "", "d": ""}
