"""One finding for people: what is wrong, where, what helps and where to read more."""

from collections.abc import Iterator

from opmodel.finding import Finding, Status
from opmodel.reports._excerpt import Excerpt, Sources
from opmodel.reports._terminal import Paint, columns, shown, wrapped


def paragraph(finding: Finding, sources: Sources, paint: Paint, width: int, owner: str = "") -> Iterator[str]:
    """Yield the lines of one finding; the owner is named only where no heading above names it."""
    excerpt = Excerpt(finding, sources, paint, width)
    yield from _headline(finding, paint, width)
    yield from excerpt.lines()
    yield excerpt.bar()
    margin = " " * excerpt.gutter
    for name, text in _footer(finding, owner):
        lead = f"{margin} = {name}: "
        first, *more = wrapped(text, width - columns(lead))
        label = paint.help(f"{name}:") if name == "help" else paint.strong(f"{name}:")
        yield f"{margin} {paint.quiet('=')} {label} {first}"
        yield from (" " * columns(lead) + line for line in more)


def _headline(finding: Finding, paint: Paint, width: int) -> Iterator[str]:
    status = "" if finding.status is Status.OPEN else f" ({finding.status.value})"
    level = f"{finding.severity.value}{status}:"
    first, *more = wrapped(shown(finding.message), width - len(level) - 1)
    yield f"{paint.level(finding.severity.value, level)} {paint.strong(first)}"
    yield from (" " * (len(level) + 1) + paint.strong(line) for line in more)


def _footer(finding: Finding, owner: str) -> Iterator[tuple[str, str]]:
    if finding.evidence:
        yield "path", shown(" -> ".join(finding.evidence))
    if finding.scopes:
        yield "for", shown(", ".join(finding.scopes))
    if finding.help:
        yield "help", shown(finding.help)
    if owner:
        yield "ask", owner
    yield "more", f"opmodel explain {finding.rule}"
