"""The diagnosis as one page of HTML that loads nothing and runs nothing."""

from collections.abc import Iterable, Iterator
from html import escape

from opmodel.diagnosis import Cause, Diagnosis, JudgedRow, State
from opmodel.reports import Options, shown
from opmodel.reports.answers.diagnosis.words import COUNTED, WORDS, because, heads, silent

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1f2937; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .6rem; border-bottom: 1px solid #e5e7eb; }
table.rows { table-layout: fixed; } .row { width: 3rem; } .state { width: 9.5rem; font-weight: 600; }
.says { font-weight: 600; }
.holds { color: #166534; } .broken { color: #991b1b; } .unchecked { color: #6b7280; }
p { margin: 0 0 .3rem; } .where { color: #6b7280; font-size: .85rem; } td.count { text-align: right; }
@media print { body { margin: 0; } tr { break-inside: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(diagnosis: Diagnosis, options: Options) -> str:
    """Write a diagnosis as a whole page; every text of the model is escaped."""
    title = f"Diagnosis of {_safe(diagnosis.model)}"
    body = "\n".join(_body(diagnosis, options))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def _body(diagnosis: Diagnosis, options: Options) -> Iterator[str]:
    for sentence in diagnosis.lacks:
        yield f"<p>Not in it: {_safe(sentence)}.</p>"
    for title, judged in heads(diagnosis):
        yield f"<h2>{title}</h2>"
        yield from _table(judged, diagnosis)
    yield "<h2>By root cause</h2>"
    yield f"<table><tr><th>root cause</th>{''.join(f'<th>{COUNTED[state]}</th>' for state in State)}</tr>"
    for cause in Cause:
        counts = "".join(f'<td class="count">{diagnosis.count(state, cause)}</td>' for state in State)
        yield f"<tr><td>{cause.heading}</td>{counts}</tr>"
    yield "</table>"
    yield from (f"<p>{escape(sentence)}</p>" for sentence in silent(diagnosis))
    if options.full:
        for cause in Cause:
            yield f"<h2>Every row: {cause.heading}</h2>"
            yield from _table((one for one in diagnosis.rows if one.row.cause is cause), diagnosis)


def _table(judged: Iterable[JudgedRow], diagnosis: Diagnosis) -> Iterator[str]:
    yield '<table class="rows">'
    for one in judged:
        why = "".join(f"<p>{line}</p>" for line in _why(one, diagnosis))
        state = f'<td class="state {one.state.value}">{WORDS[one.state]}</td>'
        said = f'<td><p class="says">{_safe(one.row.statement)}</p>{why}</td>'
        yield f'<tr><td class="row">{one.row.id}</td>{state}{said}</tr>'
    yield "</table>"


def _why(one: JudgedRow, diagnosis: Diagnosis) -> Iterator[str]:
    for why in because(one, diagnosis):
        yield f'{_safe(why.text)}<br><span class="where">{_safe(why.where)}</span>' if why.where else _safe(why.text)


def _safe(text: str) -> str:
    return escape(shown(text))
