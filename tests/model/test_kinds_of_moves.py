"""What a kind of move says about the record: asked by name, so that every rule and picture means the same."""

import pytest

from opmodel.model.sections.transitions import Kind

MEANINGS = {
    "is_onward": {Kind.ADVANCE, Kind.HANDOFF, Kind.CONVERT, Kind.AUTOMATIC, Kind.SCHEDULED},
    "is_plain": {Kind.ADVANCE, Kind.AUTOMATIC, Kind.SCHEDULED},
    "is_by_itself": {Kind.AUTOMATIC, Kind.SCHEDULED},
    "is_return": {Kind.RECYCLE, Kind.REOPEN},
    "is_giving_up": {Kind.LOSE, Kind.DISQUALIFY, Kind.RECYCLE},
    "is_backward": {Kind.RECYCLE, Kind.REOPEN, Kind.LOSE, Kind.DISQUALIFY},
}


@pytest.mark.parametrize(("question", "kinds"), MEANINGS.items())
def test_kinds_answer(question: str, kinds: set[Kind]) -> None:
    """Each question holds for the kinds that people mean by it."""
    assert {kind for kind in Kind if getattr(kind, question)} == kinds


def test_no_move_is_both() -> None:
    """A record goes on or back; who joins or leaves it does neither."""
    assert {kind for kind in Kind if kind.is_onward is kind.is_backward} == {Kind.JOIN, Kind.LEAVE}
