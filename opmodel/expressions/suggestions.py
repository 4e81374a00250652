"""What somebody may have meant by an unknown name, as long as there are not too many names to compare."""

from collections.abc import Sequence

from opmodel.wording import nearest

MOST_COMPARED = 100_000
"""Names compared in one run: a hundred misspelled columns of an object with a thousand."""


class Suggestions:
    """Finds the nearest names until so many were compared, and none from then on; one serves a whole model."""

    def __init__(self, most: int = MOST_COMPARED) -> None:
        self._left = most

    def nearest(self, word: str, known: Sequence[str]) -> str:
        """Return the known name that a word may stand for; nothing if none is close."""
        self._left -= len(known)
        return nearest(word, known) if self._left >= 0 else ""
