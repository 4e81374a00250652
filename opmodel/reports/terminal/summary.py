"""The end of a report: what could not be checked, how much was found, what to mend first."""

from collections import Counter
from collections.abc import Iterator, Sequence

from opmodel.engine import Result
from opmodel.finding import Finding, Note, Severity
from opmodel.model import singulars
from opmodel.reports._choice import audible, counts, not_checked, root_causes
from opmodel.reports.terminal.words import Paint, columns, shown, wrapped
from opmodel.wording import counted, listed

FIRST = 3
"""How many findings a report says to mend first."""
_FIELDS = 5
_QUIET = {
    "accepted": "accepted",
    "suppressed": "suppressed",
    "known": "known before",
    "proposed": "only proposed to pass",
}


def summary(results: tuple[Result, ...], above: int, paint: Paint, width: int) -> Iterator[str]:
    """Yield what all results come to, for the end of a report.

    Args:
        results: all of them.
        above: how many findings stand above.
        paint: colours.
        width: columns of the terminal.
    """
    most = len(audible(results))
    if above < most:
        yield f"{counted(most - above, 'finding')} left out by --limit"
    yield from (paint.quiet(line) for line in wrapped(shown(unknown(results)), width) if line)
    for result in results:
        whose = f"{result.model}: " if len(results) > 1 else ""
        yield from (paint.quiet(line) for cut in result.cut for line in wrapped(shown(f"{whose}{cut}"), width))
    yield from wrapped(total(results), width)
    if unsaid := _unsaid(results):
        yield from (paint.quiet(line) for line in wrapped(unsaid, width))
    causes = root_causes(results, FIRST)
    if len(causes) == FIRST and most > FIRST:
        yield ""
        yield paint.strong("Fix these three first:")
        for number, (result, finding, more) in enumerate(causes, start=1):
            whose = f"{result.model}: " if len(results) > 1 else ""
            yield from _first(f"  {number}. ", whose, finding, more, paint, width)


def count_words(findings: Sequence[Finding]) -> str:
    """Say how many findings there are of which kind: `2 errors and 1 note`."""
    found = Counter(one.severity for one in findings if one.status.counts)
    parts = [counted(found[severity], severity.value) for severity in Severity if found[severity]]
    others = Counter(one.status for one in findings if not one.status.counts)
    return listed([*parts, *(f"{count} {status.value}" for status, count in others.items())])


def total(results: tuple[Result, ...]) -> str:
    """Say what all results come to, in one line."""
    found = counts(results)
    parts = [counted(found[name], name) for name in ("error", "warning", "note") if found[name]]
    quiet = [f"{found[name]} {words}" for name, words in _QUIET.items() if found[name]]
    entities = sum(result.entities for result in results)
    size = f"{entities} {'entity' if entities == 1 else 'entities'}"
    where = f"{size} of {counted(len(results), 'model')}"
    unread = sum(len(result.unread) for result in results)
    head = f"{listed(parts) or 'nothing to mend'}{f' ({listed(quiet)})' if quiet else ''} in {where}"
    misread = sum(result.misread for result in results)
    head += f"; {counted(misread, 'more entity', 'more entities')} could not be understood" if misread else ""
    elsewhere = sum(result.elsewhere for result in results)
    head += f"; {counted(elsewhere, 'finding')} for other owners left out" if elsewhere else ""
    return head + (f"; {counted(unread, 'file')} could not be read in full" if unread else "")


def _unsaid(results: tuple[Result, ...]) -> str:
    """Say how many findings are no more than a silence of the model; nothing without one."""
    found = [finding for _, finding in audible(results) if finding.status.counts]
    unsaid = sum(one.unsaid for one in found)
    if not unsaid:
        return ""
    which = f"{unsaid} of them say" if unsaid > 1 else "one of them says"
    which = "all say" if unsaid == len(found) > 1 else "it says" if len(found) == 1 else which
    return f"{which} only that something is not written: the model is silent, and the company may have it"


def unknown(results: tuple[Result, ...]) -> str:
    """Say what could not be checked, for want of which fields; nothing where everything was."""
    found = not_checked(results)
    if not found:
        return ""
    names = singulars()
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    fields = [
        f"{names[singular].name if singular in names else singular}.{field} ({count})"
        for (singular, field), count in ordered[:_FIELDS]
    ]
    rest = len(ordered) - _FIELDS
    more = f" and {counted(rest, 'more field')}; --format json lists them all" if rest > 0 else ""
    return f"not everything could be checked; unknown, withheld or misread are {', '.join(fields)}{more}"


def _first(lead: str, whose: str, finding: Finding, more: int, paint: Paint, width: int) -> Iterator[str]:
    """Yield a finding as a whole sentence, and below it its place and how many more of its rule there are."""
    margin = " " * columns(lead)
    first, *rest = wrapped(shown(f"{whose}{finding.told}"), width - columns(lead))
    yield lead + first
    yield from (margin + line for line in rest)
    alike = f", and {more} more like it" if more else ""
    yield margin + paint.quiet(f"at {shown(finding.span.file)}:{finding.span.line}{alike}")


def one_line(lead: str, finding: Finding | Note, paint: Paint, width: int) -> str:
    """Write a finding or a note of one on one line: its message, cut where it must be, and its place."""
    message = shown(finding.told if isinstance(finding, Finding) else finding.message)
    place = f"{shown(finding.span.file)}:{finding.span.line}"
    if columns(lead + message + place) + 2 > width:
        place = place.rpartition("/")[2]
    room = width - columns(lead) - columns(place) - 2
    if columns(message) > room:
        message = f"{next(wrapped(message, max(20, room - 2)))} …"
    return f"{lead}{message}  {paint.quiet(place)}"
