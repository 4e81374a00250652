"""The diagnosis as Markdown, for a wiki or a pull request."""

from collections.abc import Iterable, Iterator

from opmodel.diagnosis import Cause, Diagnosis, JudgedRow, State
from opmodel.reports import Options
from opmodel.reports._markdown import inert
from opmodel.reports.answers.diagnosis.words import COUNTED, WORDS, because, heads, silent


def render(diagnosis: Diagnosis, options: Options) -> str:
    """Write a diagnosis; text of the model can neither format nor mention."""
    return "".join(f"{line}\n" for line in _lines(diagnosis, options))


def _lines(diagnosis: Diagnosis, options: Options) -> Iterator[str]:
    yield f"# Diagnosis of {inert(diagnosis.model)}"
    for sentence in diagnosis.lacks:
        yield ""
        yield inert(f"Not in it: {sentence}.")
    for title, judged in heads(diagnosis):
        yield from _table(f"## {title}", judged, diagnosis)
    yield ""
    yield "## By root cause"
    yield ""
    yield f"| root cause | {' | '.join(COUNTED[state] for state in State)} |"
    yield f"|---|{'---:|' * len(State)}"
    for cause in Cause:
        yield f"| {cause.heading} | {' | '.join(str(diagnosis.count(state, cause)) for state in State)} |"
    for sentence in silent(diagnosis):
        yield ""
        yield sentence
    if options.full:
        for cause in Cause:
            judged = tuple(one for one in diagnosis.rows if one.row.cause is cause)
            yield from _table(f"## Every row: {cause.heading}", judged, diagnosis)


def _table(title: str, judged: Iterable[JudgedRow], diagnosis: Diagnosis) -> Iterator[str]:
    yield ""
    yield title
    yield ""
    yield "| row | | what should hold | why |"
    yield "|---|---|---|---|"
    for one in judged:
        mark = f"**{WORDS[one.state]}**" if one.state is State.BROKEN else WORDS[one.state]
        yield f"| {one.row.id} | {mark} | {inert(one.row.statement)} | {'<br>'.join(_why(one, diagnosis))} |"


def _why(one: JudgedRow, diagnosis: Diagnosis) -> Iterator[str]:
    for why in because(one, diagnosis):
        yield f"{inert(why.text)} ({inert(why.where)})" if why.where else inert(why.text)
