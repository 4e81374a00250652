"""What is in force says what it means, not that somebody will say so later."""

import re
from collections.abc import Iterator

from opmodel import discover
from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, Where, dotted, named
from opmodel.model.entity import State
from opmodel.model.reading import spoken
from opmodel.source import scalars
from opmodel.wording import listed, phrases

_BLANK = re.compile(
    r"\[(?:(?:X|N|XX+) [^\[\]]{1,40}|XX+|\?+|_{2,}|(?:insert|fill in) [^\[\]]{1,40})\]"
    r"|(?<![\w\[])X{1,3} (?:hours|days|weeks|months|quarters|years|percent)\b|(?<!\w)X{1,3} ?%"
)
"""An empty place in a sentence: `[X months]`, `[insert amount]`, `XX days`."""
_BRACKET = re.compile(r"\[(?:[XN?]|__|insert|fill in)")
_SIGNS = ("X ", "X%")
"""What every such place has in it; most files have none of it and need no closer look."""
_ELSEWHERE = frozenset(("statements", "extra", "tags", "links", "formerly", "stated_in"))
"""Keys in which somebody else's words, or free ones, stand."""
_MOST_NAMED = 3
_NOT_RULES = frozenset(("sources", "objects", "surveys", "questions", "workarounds"))
"""Sections that list what is found or said, not what holds."""


@rule(Severity.WARNING)
def check(context: Context, *, more_words: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Yield entities in force in which a place is left open, each once with all of its places."""
    every = (*discover.words(__name__), *more_words)
    words, longest = phrases(every), tuple(max(word.casefold().split(), key=len) for word in every if word.strip())
    suspects = {
        file
        for file, text in context.model.texts.items()
        if ((_BRACKET.search(text) or _any_in(text, _SIGNS)) and _BLANK.search(text))
        or (_any_in(text.casefold(), longest) and words.search(text))
    }
    for entity in context.every(but=_NOT_RULES):
        if entity.head.source.file not in suspects or entity.state is State.DEPRECATED:
            continue
        found = ((where, hit) for where, text in _texts(entity) for hit in _open(text, words))
        hits = [(where, hit) for where, hit in found if hit not in context.graph.records.offered]
        if hits:
            yield _problem(entity, hits)


def _any_in(text: str, signs: tuple[str, ...]) -> bool:
    return any(sign in text for sign in signs)


def _texts(entity: Entity) -> Iterator[tuple[Where, str]]:
    """Yield what is written in an entity, in the order of the text."""
    for key, below in entity.node.values.items():
        if key not in _ELSEWHERE:
            yield from ((entity.where(*trail), one.text) for trail, one in scalars(below, (key,)))


def _open(text: str, words: re.Pattern[str]) -> Iterator[str]:
    """Yield the open places of a text in its order."""
    hits = sorted((*words.finditer(text), *_BLANK.finditer(text)), key=lambda hit: hit.start())
    yield from dict.fromkeys(" ".join(hit[0].split()) for hit in hits)


def _problem(entity: Entity, hits: list[tuple[Where, str]]) -> Problem:
    said: dict[Where, list[str]] = {}
    for where, hit in hits:
        said.setdefault(where, []).append(f"'{hit}'")
    places = [f"{spoken(where.trail)} says {listed(words)}" for where, words in said.items()]
    more = (f"{len(places) - _MOST_NAMED} more places are open",) if len(places) > _MOST_NAMED else ()
    first, *others = said
    return Problem(
        first,
        f"{named(entity.ref)} is in force and not finished: {listed((*places[:_MOST_NAMED], *more))}",
        "decide it; until then mark the entry `state: draft`, or where nobody knows write `unknown: [field]`",
        tuple((where, listed(said[where])) for where in others),
        data={"places": tuple(dotted(where.trail) for where in said)},
    )
