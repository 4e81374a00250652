"""Which question or term somebody means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from opmodel.errors import UsageError
from opmodel.model import Entity, Model, is_draft
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.questions import Question
from opmodel.wording import bare, plain, spelled

_SMALL = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "by", "count", "counts", "did", "do"),
        *("does", "exactly", "for", "from", "have", "how", "in", "is", "it", "of", "on", "or"),
        *("our", "that", "the", "their", "this", "to", "was", "we", "what", "when", "where", "which"),
        *("who", "whom", "why", "with", "you", "your"),
    )
)
"""Words that tell no question from another."""
_ENOUGH = 0.6
"""The share of the words asked that a match must have."""
_CLOSE = 0.8
_LISTED = 5
MAX_ASKED = 500
"""Letters of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    entity: Entity
    names: tuple[str, ...]


def find(model: Model, asked: str) -> Question | Definition:
    """Return the question that somebody asks by its words, its id or the term it is about, or a term nobody asks about.

    Raises:
        UsageError: nothing matches, or several do.
    """
    wanted = plain(asked)[:MAX_ASKED]
    candidates = tuple(_candidates(model))
    same = [one.entity for one in candidates if wanted.casefold() in {name.casefold() for name in _exact(one)}]
    if len(same) == 1:
        return _made(same[0])
    scored = sorted(((_score(wanted, one), one) for one in candidates), key=lambda pair: (pair[0], pair[1].entity.ref))
    best = [one for score, one in scored if score == scored[-1][0]] if scored else []
    if not best or scored[-1][0] < (_ENOUGH, 0.0):
        raise UsageError(f"no question or term of the model matches '{wanted[:80]}'; {_hint(scored)}")
    if len(best) > 1:
        named = ", ".join(one.entity.id for one in best[:_LISTED])
        raise UsageError(f"'{wanted[:80]}' may be several questions; ask one of them by its id: {named}")
    return _made(best[0].entity)


def _made(entity: Entity) -> Question | Definition:
    assert isinstance(entity, Question | Definition)
    return entity


def _candidates(model: Model) -> Iterator[_Candidate]:
    """Yield the questions with the words of what answers them, then the terms no question is about."""
    answering: set[str] = set()
    for question in model.of(Question):
        if is_draft(question):
            continue
        named = question.answered_by.definition if question.answered_by else None
        meaning = model.get(Definition, named) if named else None
        answering |= {meaning.ref} if meaning else set()
        yield _Candidate(question, (question.text, question.id, question.label, *(_names(meaning) if meaning else ())))
    for definition in model.of(Definition):
        if definition.ref not in answering and not is_draft(definition):
            yield _Candidate(definition, _names(definition))


def _names(definition: Definition) -> tuple[str, ...]:
    return (definition.term, *definition.aliases, definition.id)


def _exact(candidate: _Candidate) -> tuple[str, ...]:
    return (*candidate.names, candidate.entity.ref, *(f"definition/{name}" for name in candidate.names[-1:]))


def _score(wanted: str, candidate: _Candidate) -> tuple[float, float]:
    """Return the share of the words asked that some name of a candidate has, then how much of the name they are."""
    words = _words(wanted)
    if not words:
        return 0.0, 0.0
    found = (_share(words, _words(spelled(name))) for name in candidate.names)
    return max(found, default=(0.0, 0.0))


def _share(words: frozenset[str], known: frozenset[str]) -> tuple[float, float]:
    hits = {word for word in words if word in known or any(_alike(word, one) for one in known)}
    return round(len(hits) / len(words), 3), round(len(hits) / max(len(known), 1), 3)


def _alike(word: str, other: str) -> bool:
    return min(len(word), len(other)) > 3 and SequenceMatcher(None, word, other).ratio() >= _CLOSE


def _words(text: str) -> frozenset[str]:
    found = frozenset(re.findall(r"\w+", text.casefold()))
    return found - _SMALL or found


def _hint(scored: list[tuple[tuple[float, float], _Candidate]]) -> str:
    if not scored:
        return "it declares no questions and no definitions"
    score, nearest = scored[-1]
    if score > (0.0, 0.0):
        return f"the nearest is '{nearest.entity.id}' ({plain(nearest.names[0])[:80]})"
    names = [bare(one.entity.ref) for _, one in scored if isinstance(one.entity, Question)]
    names = names or [one.entity.id for _, one in scored]
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"there {'is' if len(names) == 1 else 'are'} {', '.join(sorted(names)[:_LISTED])}{more}"
