"""The diagnosis as Markdown, for a wiki or a pull request."""

from collections.abc import Iterable, Iterator

from opmodel.diagnosis import Cause, Diagnosis, Judged, State
from opmodel.reports import Options
from opmodel.reports._markdown import inert
from opmodel.reports.answers.diagnosis.rows import COUNTED, MISSING, WORDS, ask, at, heads, more, telling, told
from opmodel.wording import counted

_FINDINGS = 3


def render(diagnosis: Diagnosis, options: Options) -> str:
    """Write a diagnosis; text of the model can neither format nor mention."""
    return "".join(f"{line}\n" for line in _lines(diagnosis, options))


def _lines(diagnosis: Diagnosis, options: Options) -> Iterator[str]:
    yield f"# Diagnosis of {inert(diagnosis.model)}"
    if diagnosis.unread:
        yield ""
        yield f"{counted(len(diagnosis.unread), 'file')} could not be read, so this says less than it could."
    for title, judged in heads(diagnosis):
        yield from _table(f"## {title}", judged, diagnosis)
    yield ""
    yield "## By root cause"
    yield ""
    yield f"| root cause | {' | '.join(COUNTED[state] for state in State)} |"
    yield f"|---|{'---:|' * len(State)}"
    for cause in Cause:
        yield f"| {cause.heading} | {' | '.join(str(diagnosis.count(state, cause)) for state in State)} |"
    if options.full:
        for cause in Cause:
            judged = tuple(one for one in diagnosis.rows if one.row.cause is cause)
            yield from _table(f"## Every row: {cause.heading}", judged, diagnosis)


def _table(title: str, judged: Iterable[Judged], diagnosis: Diagnosis) -> Iterator[str]:
    yield ""
    yield title
    yield ""
    yield "| row | | what should hold | why |"
    yield "|---|---|---|---|"
    for one in judged:
        mark = f"**{WORDS[one.state]}**" if one.state is State.BROKEN else WORDS[one.state]
        yield f"| {one.row.id} | {mark} | {inert(one.row.statement)} | {'<br>'.join(_why(one, diagnosis))} |"


def _why(one: Judged, diagnosis: Diagnosis) -> Iterator[str]:
    if one.says:
        yield inert(one.says)
    named, rest = telling(one.findings, _FINDINGS)
    for finding in named:
        yield f"{inert(finding.message)} ({inert(at(finding))}){inert(ask(finding, diagnosis))}"
    if rest:
        yield inert(more(rest))
    if one.state is State.UNCHECKED:
        yield inert(f"needs {told(one.missing, MISSING)}")
