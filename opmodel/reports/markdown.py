"""Findings as one comment on a change, or as the summary of a step: a table for each owner, in Markdown."""

from collections.abc import Iterator

from opmodel.engine import Result
from opmodel.finding import Finding, Status
from opmodel.reports import Options
from opmodel.reports._choice import audible, whom
from opmodel.reports._markdown import code, inert, prose
from opmodel.reports.terminal.summary import count_words, total, unknown
from opmodel.reports.terminal.words import shown
from opmodel.wording import counted

MARKER = "<!-- opmodel check -->"
"""The first line, by which the comment of an earlier run is found and replaced; no text of a model can write it."""
MOST = 60_000
"""Letters of all; GitHub takes 65,536 in a comment, and 1 MiB in the summary of a step."""

_TAIL = 4_000
_MESSAGE = 1_200
_PLACE = 200
_TABLE = "| | what is wrong | where |\n|---|---|---|\n"
_FOLDED = "<details>"


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write open findings by owner and accepted ones folded below; what has no room is counted at the end."""
    found = audible(results, options.limit)
    parts = [f"{MARKER}\n## Operating model: {_verdict(tuple(finding for _, finding in found))}\n"]
    room = MOST - _TAIL - len(parts[0])
    above, rows = "", 0
    for heading, row in _rows(results, found):
        block = row if heading == above else f"\n{heading}\n\n{_TABLE}{row}"
        if len(block) > room:
            break
        parts.append(block)
        room -= len(block)
        above, rows = heading, rows + 1
    if above.startswith(_FOLDED):
        parts.append("\n</details>\n")
    parts += (f"\n{line}\n" for line in _end(results, len(found) - rows))
    return "".join(parts)


def _verdict(found: tuple[Finding, ...]) -> str:
    return count_words(tuple(one for one in found if one.status is not Status.ACCEPTED)) or "nothing to mend"


def _rows(results: tuple[Result, ...], found: tuple[tuple[Result, Finding], ...]) -> Iterator[tuple[str, str]]:
    """Yield each finding as a row with the heading it stands below: model by model, owner by owner."""
    order = {id(result): number for number, result in enumerate(results)}
    groups: dict[tuple[int, str], list[tuple[Result, Finding]]] = {}
    for result, finding in sorted(found, key=lambda pair: order[id(pair[0])]):
        if finding.status is not Status.ACCEPTED:
            groups.setdefault((id(result), finding.owner), []).append((result, finding))
    for group in groups.values():
        result, first = group[0]
        whose = f"{result.model}: for" if len(results) > 1 else "For"
        called = _cut(f"{whose} {whom(result, first) or 'whoever edits the files'}", _PLACE)
        heading = f"### {inert(called)}: {count_words(tuple(finding for _, finding in group))}"
        yield from ((heading, _row(finding)) for _, finding in group)
    accepted = [finding for _, finding in found if finding.status is Status.ACCEPTED]
    folded = f"{_FOLDED}<summary>Accepted on purpose: {counted(len(accepted), 'finding')}</summary>"
    yield from ((folded, _row(finding)) for finding in accepted)


def _row(finding: Finding) -> str:
    what = prose(_cut(finding.told, _MESSAGE))
    help_ = f"<br>*Help:* {prose(_cut(finding.help, _MESSAGE))}" if finding.help else ""
    place = _cut(f"{finding.span.file}:{finding.span.line}", _PLACE)
    where = inert(place) if "|" in place else code(place)
    return f"| {finding.severity.value} | {what}{help_} | {where}<br>{code(finding.rule)} |\n"


def _end(results: tuple[Result, ...], left_out: int) -> Iterator[str]:
    """Yield what is not in the tables: what had no room, what could not be checked, and what all comes to."""
    if left_out:
        yield f"**{counted(left_out, 'more finding')} had no room here;** `opmodel check` shows all of them."
    if missing := unknown(results):
        yield inert(_cut(_capital(missing), _MESSAGE)) + "."
    cuts = [f"{result.model}: {cut}" for result in results for cut in result.cut]
    yield from (inert(_cut(cut, _PLACE)) for cut in cuts[:3])
    yield f"{_capital(total(results))}. `opmodel explain RULE` says why a rule matters and what helps."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str, most: int) -> str:
    seen = shown(text)
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"
