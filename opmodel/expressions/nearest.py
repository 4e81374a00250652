"""The known word that somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to one that is not known, whatever its case; None if none is close."""
    words = {name.lower(): name for name in reversed(tuple(known))}
    wanted = word.lower().replace(" ", "_").replace("-", "_")
    if wanted in words:
        return words[wanted]
    ends = {name.rpartition(".")[2]: name for name in words}
    if wanted in ends:
        return words[ends[wanted]]
    close = get_close_matches(wanted, words, n=1, cutoff=0.7)
    return words[close[0]] if close else None
