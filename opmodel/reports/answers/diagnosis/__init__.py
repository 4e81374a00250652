"""The diagnosis of a model: what leaders ask first, then what holds, is broken or cannot be checked."""

from collections.abc import Callable, Iterator

from opmodel.diagnosis import Cause, Diagnosis, JudgedRow, State, leads
from opmodel.finding import Finding
from opmodel.reports import Options, Paint, shown, wrapped
from opmodel.reports.answers.diagnosis import html, markdown
from opmodel.reports.answers.diagnosis.words import COUNTED, WORDS, because, heads, silent
from opmodel.reports.json import Value, written


def render(format: str, diagnosis: Diagnosis, options: Options) -> str:  # noqa: A002
    """Write a diagnosis in one of its formats: text, json, markdown or html."""
    writers: dict[str, Callable[[Diagnosis, Options], str]] = {
        "text": text,
        "json": json,
        "markdown": markdown.render,
        "html": html.render,
    }
    return writers[format](diagnosis, options)


def text(diagnosis: Diagnosis, options: Options) -> str:
    """Write a diagnosis for people at a terminal."""
    return "".join(f"{line}\n" for line in _lines(diagnosis, options))


def json(diagnosis: Diagnosis, _: Options) -> str:
    """Write every row for programs."""
    value: dict[str, Value] = {
        "model": diagnosis.model,
        "lacks": list(diagnosis.lacks),
        "leads": [{"title": title, "rows": list(rows)} for title, rows in leads().items()],
        "causes": [
            {"cause": cause.value, "title": cause.heading}
            | {state.value: diagnosis.count(state, cause) for state in State}
            for cause in Cause
        ],
        "rows": [_row_value(one) for one in diagnosis.rows],
    }
    return written(value)


def _lines(diagnosis: Diagnosis, options: Options) -> Iterator[str]:
    paint = Paint(options.color)
    for sentence in diagnosis.lacks:
        yield from wrapped(shown(f"Not in it: {sentence}."), options.width)
        yield ""
    for title, judged in heads(diagnosis):
        yield paint.strong(title)
        for one in judged:
            yield from _row(one, diagnosis, options)
        yield ""
    if options.full:
        for cause in Cause:
            yield paint.strong(shown(cause.heading))
            for one in diagnosis.rows:
                if one.row.cause is cause:
                    yield from _row(one, diagnosis, options)
            yield ""
    yield paint.strong("By root cause")
    for cause in Cause:
        counts = ", ".join(f"{diagnosis.count(state, cause)} {COUNTED[state]}" for state in State)
        yield f"  {cause.heading}: {counts}"
    yield from _foot(diagnosis, options, paint)


def _foot(diagnosis: Diagnosis, options: Options, paint: Paint) -> Iterator[str]:
    for sentence in silent(diagnosis):
        yield ""
        yield from wrapped(sentence, options.width)
    if not options.full:
        yield ""
        yield paint.quiet("--all shows every row; `opmodel explain M35` says what a row rests on.")


def _row(one: JudgedRow, diagnosis: Diagnosis, options: Options) -> Iterator[str]:
    paint = Paint(options.color)
    head, *rest = wrapped(shown(one.row.statement), options.width - 20)
    mark = f"{WORDS[one.state]:<17}"
    yield f"  {paint.strong(mark) if one.state is State.BROKEN else mark} {head}"
    room = " " * 20
    yield from (f"{room}{line}" for line in rest)
    for why in because(one, diagnosis):
        line = f"- {why.text} ({why.where})" if why.where else why.text
        yield from (f"{room}{part}" for part in wrapped(shown(line), options.width - 20))


def _row_value(one: JudgedRow) -> Value:
    return {
        "id": one.row.id,
        "cause": one.row.cause.value,
        "statement": one.row.statement,
        "state": one.state.value,
        "says": one.says or None,
        "findings": [_finding_value(finding) for finding in one.findings],
        "unchecked": list(one.missing),
        "partly_unchecked": list(one.unsure),
        "accepted": one.accepted,
        "rules": list(one.rules),
        "measures": list(one.measures),
        "computed": one.row.computed or None,
    }


def _finding_value(one: Finding) -> Value:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "entity": one.entity,
        "message": one.message,
        "file": one.span.file,
        "line": one.span.line,
        "owner": one.owner,
        "fingerprint": one.fingerprint,
    }
