"""What a term means can be decided for every record, whoever asks."""

from collections.abc import Iterator, Set
from re import Pattern

from opmodel import discover
from opmodel.engine import Context, Problem, rule
from opmodel.expressions.tree import Literal, walk
from opmodel.finding import Severity
from opmodel.graph.meaning import meet_in_scope, plain_word
from opmodel.model import Where
from opmodel.model.entity import State
from opmodel.model.sections.criteria import Criterion
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.parts import Requirement
from opmodel.wording import listed, phrases


@rule(Severity.WARNING, needs=("definitions.test", "definitions.criteria"))
def check(context: Context, *, more_words: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Yield definitions of words alone, and those whose test or description leaves the decision to the reader."""
    vague = phrases((*discover.words(__name__), *more_words))
    for one in context.each(Definition):
        words = _found(vague, one.description)
        if not _decides(one, context):
            if not (context.graph.meaning.is_hidden(one) or _is_disputed(one) or _has_a_rival(one, context)):
                yield _of_words(one, words)
        elif compared := _compared(one, vague, context):
            yield _problem(one, one.where("test"), "test", compared)
        elif words:
            yield _problem(one, one.where("description"), "description", words, Severity.NOTE)


def _decides(one: Definition, context: Context) -> bool:
    """Tell whether anything says which records are meant: a condition, another term, or somebody who looks."""
    if one.test or one.excludes or one.population or one.refines:
        return True
    return any(_is_checked(requirement, context) for requirement in one.criteria)


def _is_checked(requirement: Requirement, context: Context) -> bool:
    named = context.model.get(Criterion, requirement.uses) if requirement.uses else requirement
    if named is None:  # a definition, or one that is not there: that is another finding
        return True
    return bool(named.test or named.verified_by or named.evidence)


def _is_disputed(one: Definition) -> bool:
    """Tell whether people give tests that are not adopted yet; whether they agree is another question."""
    return any(said.field == "test" and (said.test or said.says) for said in one.statements)


def _has_a_rival(one: Definition, context: Context) -> bool:
    """Tell whether another definition of the word is there for the same records: that they are two comes first."""
    meaning = context.graph.meaning
    others = (other for word in (one.term, *one.aliases) for other in meaning.words.get(plain_word(word), ()))
    rivals = (other for other in others if other.ref != one.ref and other.state is not State.DEPRECATED)
    return any(meet_in_scope(one, other) and not meaning.are_told_apart(one, other) for other in rivals)


def _compared(one: Definition, vague: Pattern[str], context: Context) -> list[str]:
    texts = sorted(_literals(one) - context.graph.records.offered)
    return [found for text in texts for found in _found(vague, text)]


def _literals(one: Definition) -> Set[str]:
    tests = [condition for condition in (one.test, one.excludes) if condition]
    parts = (part for condition in tests if condition.tree for part in walk(condition.tree))
    return {part.value for part in parts if isinstance(part, Literal) and isinstance(part.value, str)}


def _found(vague: Pattern[str], text: str | None) -> list[str]:
    return list(dict.fromkeys(" ".join(hit.split()) for hit in vague.findall(text or "")))


def _of_words(one: Definition, words: list[str]) -> Problem:
    seen = f", and '{words[0]}' leaves it to the reader" if words else ""
    return Problem(
        one.where("term"),
        f"definition '{one.id}' has no test, so which records are meant is up to whoever counts{seen}",
        "write the condition a record meets: `test: ...` over columns of its object; where a person decides, a "
        "criterion with `verified_by`",
    )


def _problem(one: Definition, where: Where, key: str, words: list[str], severity: Severity | None = None) -> Problem:
    quoted = listed(f"'{word}'" for word in words)
    return Problem(
        where,
        f"definition '{one.id}': its {key} says {quoted}, which everybody reads in their own way",
        "put the number, the list or the person who decides in its place",
        severity=severity,
        discriminator=key,
        data={"words": tuple(words)},
    )
