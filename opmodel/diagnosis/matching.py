"""Which question or term somebody means."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from opmodel.errors import UsageError
from opmodel.graph.meaning import plain_word
from opmodel.model import Model, is_draft
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.questions import Question
from opmodel.wording import bare, did_you_mean, plain, spelled

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
_NEAR = 0.3
"""Share of the words asked that a candidate has which is named as the nearest."""
_SHORT = 3
_LISTED = 5
MAX_ASKED = 500
"""Letters of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    entity: Question | Definition
    names: tuple[str, ...]


def find(model: Model, asked: str) -> Question | Definition:
    """Return the question that somebody asks by its words, its id or the term it is about, or a term nobody asks about.

    Raises:
        UsageError: nothing matches, or several do.
    """
    wanted = plain(asked)[:MAX_ASKED]
    if found := _named(model, wanted):
        return found
    candidates = tuple(_candidates(model))
    same = [one.entity for one in candidates if wanted.casefold() in {name.casefold() for name in one.names}]
    if len(same) == 1:
        return same[0]
    known = frozenset(word for one in candidates for name in one.names for word in _words(spelled(name)))
    meant = {word: _meant(word, known) for word in _words(wanted)}
    scored = sorted(((_score(meant, one), one) for one in candidates), key=lambda pair: (pair[0], pair[1].entity.ref))
    best = [one for score, one in scored if score == scored[-1][0]] if scored else []
    if not best or scored[-1][0] < (_ENOUGH, 0.0):
        raise UsageError(f"no question or term of the model matches '{wanted[:80]}'; {_hint(scored, wanted)}")
    if len(best) > 1 and _are_one_word([one.entity for one in best]):
        return best[0].entity  # whoever asks for the word is told that it has several meanings
    if len(best) > 1:
        named = ", ".join(one.entity.id for one in best[:_LISTED])
        raise UsageError(f"'{wanted[:80]}' may be several questions; ask one of them by its id: {named}")
    return best[0].entity


def _are_one_word(found: list[Question | Definition]) -> bool:
    """Tell whether all are definitions of one word."""
    terms = [{plain_word(word) for word in (one.term, *one.aliases)} for one in found if isinstance(one, Definition)]
    return len(terms) == len(found) and bool(set.intersection(*terms))


def _named(model: Model, wanted: str) -> Question | Definition | None:
    """Return the question or term of an id, bare or as `question/q`: whoever names one means no other."""
    singular, _, name = wanted.rpartition("/")
    kinds: dict[str, type[Question] | type[Definition]] = {"question": Question, "definition": Definition}
    for kind in (kinds[singular],) if singular in kinds else kinds.values() if not singular else ():
        found: Question | Definition | None = model.get(kind, name)
        if found and not is_draft(found):
            return _asked_about(model, found)
    return None


def _asked_about(model: Model, found: Question | Definition) -> Question | Definition:
    """Return the one question that a term answers, where there is just one; else the term itself."""
    asking = [
        one for one in model.of(Question) if one.answered_by and bare(one.answered_by.definition or "") == found.id
    ]
    return asking[0] if isinstance(found, Definition) and len(asking) == 1 and not is_draft(asking[0]) else found


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


def _meant(word: str, known: frozenset[str]) -> frozenset[str]:
    """Return the words of the model that a word asked may be: itself, or those spelled nearly like it."""
    if word in known or len(word) <= _SHORT:
        return frozenset((word,)) & known
    return frozenset(get_close_matches(word, [one for one in known if len(one) > _SHORT], n=5, cutoff=_CLOSE))


def _score(meant: Mapping[str, frozenset[str]], candidate: _Candidate) -> tuple[float, float]:
    """Return the share of the words asked that some name of a candidate has, then how much of the name they are."""
    found = (_share(meant, _words(spelled(name))) for name in candidate.names) if meant else ()
    return max(found, default=(0.0, 0.0))


def _share(meant: Mapping[str, frozenset[str]], own: frozenset[str]) -> tuple[float, float]:
    hits = sum(not own.isdisjoint(words) for words in meant.values())
    return round(hits / len(meant), 3), round(hits / max(len(own), 1), 3)


def _words(text: str) -> frozenset[str]:
    found = frozenset(re.findall(r"\w+", text.casefold()))
    return found - _SMALL or found


def _hint(scored: list[tuple[tuple[float, float], _Candidate]], wanted: str) -> str:
    if not scored:
        return "it declares no questions and no definitions"
    close = did_you_mean(wanted, (name for _, one in scored for name in (*one.names, one.entity.ref)), _CLOSE)
    if close:
        return close
    score, nearest = scored[-1]
    if score >= (_NEAR, 0.0):
        return f"the nearest is '{nearest.entity.id}' ({plain(nearest.names[0])[:80]})"
    names = [bare(one.entity.ref) for _, one in scored if isinstance(one.entity, Question)]
    names = names or [one.entity.id for _, one in scored]
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"there {'is' if len(names) == 1 else 'are'} {', '.join(sorted(names)[:_LISTED])}{more}"
