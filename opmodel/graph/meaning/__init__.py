"""What terms mean: what they rest on, where they stand, who works by them, and what people say of them."""

from opmodel.graph.meaning.meaning import (
    Meaning,
    Neighbour,
    counts_in_forecast,
    meet_in_scope,
    plain_word,
    plain_words,
)
from opmodel.graph.meaning.rivals import Clash, Rivals
from opmodel.graph.meaning.sameness import Sameness
from opmodel.graph.meaning.statuses import Statuses
from opmodel.graph.meaning.terms import Terms
from opmodel.graph.meaning.voices import MODEL, Dispute, Voice, Voices

__all__ = [
    "MODEL",
    "Clash",
    "Dispute",
    "Meaning",
    "Neighbour",
    "Rivals",
    "Sameness",
    "Statuses",
    "Terms",
    "Voice",
    "Voices",
    "counts_in_forecast",
    "meet_in_scope",
    "plain_word",
    "plain_words",
]
