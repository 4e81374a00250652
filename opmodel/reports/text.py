"""Findings for people at a terminal: grouped by whom to ask, the weightiest first."""

from collections.abc import Iterator, Mapping

from opmodel.engine import Result
from opmodel.finding import ACCEPTED_UNTIL, Finding, Note, Status
from opmodel.reports import Options
from opmodel.reports._choice import audible
from opmodel.reports.terminal.excerpt import Excerpt, Sources
from opmodel.reports.terminal.summary import count_words, one_line, summary
from opmodel.reports.terminal.words import WIDTH, Paint, columns, shown, wrapped
from opmodel.wording import counted, listed

FOLD = 3
"""Findings of one rule on one section that are shown in full; of more, one is and the others are a line each."""


def finding_text(finding: Finding, texts: Mapping[str, str] | Sources, color: bool = False) -> str:  # noqa: FBT001, FBT002
    """Write one finding as the text report does, with the owner to ask; it ends without a line break.

    Args:
        finding: what to write.
        texts: the files it points into, by name; a file that is missing shows no excerpt.
        color: whether to write for a terminal that shows colours.
    """
    sources = texts if isinstance(texts, Sources) else Sources(texts)
    return "\n".join(_paragraph(finding, sources, Paint(color), WIDTH, shown(finding.owner)))


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write the open findings of each model by owner, those accepted on purpose, then what all of it comes to."""
    paint = Paint(options.color)
    chosen = audible(results, options.limit)
    lines: list[str] = []
    for result in results:
        findings = tuple(finding for owner, finding in chosen if owner is result)
        if findings and len(results) > 1:
            lines += [paint.strong(f"=== {shown(result.model)} ({shown(result.folder)}) ==="), ""]
        lines += _model(result, findings, paint, options)
    if not options.brief:
        lines += summary(results, len(chosen), paint, options.width)
    return "".join(f"{line}\n" for line in lines)


def _model(result: Result, findings: tuple[Finding, ...], paint: Paint, options: Options) -> Iterator[str]:
    sources, width = Sources(result.texts), options.width
    accepted = tuple(finding for finding in findings if finding.status is Status.ACCEPTED)
    others = tuple(finding for finding in findings if finding.status is not Status.ACCEPTED)
    for owner in dict.fromkeys(finding.owner for finding in others):
        own = tuple(finding for finding in others if finding.owner == owner)
        yield from _heading(f"{_called(owner, result)}: {count_words(own)}", paint, width)
        for first, *more in _alike(own):
            yield from _paragraph(first, sources, paint, width)
            yield from _folded(more, paint, width)
            yield ""
    if accepted:
        yield from _heading(f"Accepted on purpose: {counted(len(accepted), 'finding')}", paint, width)
        for finding in accepted:
            in_full = _paragraph(finding, sources, paint, width, shown(finding.owner))
            yield from in_full if options.full else _in_short(finding, sources, paint, width)
            yield ""
        if not options.full:
            rules = " ".join(f"--rule {name}" for name in sorted({one.rule for one in accepted}))
            yield from map(paint.quiet, wrapped(f"In full: `opmodel check {rules}`, or --format json.", width))
            yield ""


def _in_short(finding: Finding, sources: Sources, paint: Paint, width: int) -> Iterator[str]:
    """Yield who has which conflict by which tension, and until when: nobody has to act on it today."""
    until = [note for note in finding.notes if ACCEPTED_UNTIL in note.message]
    tensions = listed(dict.fromkeys(f"'{sources.word(note.span)}'" for note in until))
    about = [listed(finding.roles)] if finding.roles else []
    about += [f"tension{'s' if ' and ' in tensions else ''} {tensions}"] if until else []
    head = shown(", ".join((finding.rule, *about)))
    lead = f"{finding.severity.value} ({finding.status.value}): "
    first, *more = wrapped(head, width - len(lead))
    yield paint.level(finding.severity.value, lead.rstrip()) + f" {first}"
    yield from (f"  {line}" for line in more)
    for note in until or [Note(finding.span, finding.message)]:
        yield one_line("  ", note, paint, width)


def _heading(text: str, paint: Paint, width: int) -> Iterator[str]:
    yield paint.strong(text)
    yield paint.quiet("-" * min(columns(text), width))
    yield ""


def _alike(findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """Put findings that say the same of many entities of a section, with the same help, where the weightiest stands."""
    found: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        kind = (finding.rule, finding.severity.value, finding.status.value, finding.entity.partition("/")[0])
        found.setdefault((*kind, finding.help), []).append(finding)
    return [part for kind in found.values() for part in ([kind] if len(kind) > FOLD else [[one] for one in kind])]


def _paragraph(finding: Finding, sources: Sources, paint: Paint, width: int, owner: str = "") -> Iterator[str]:
    """Yield what is wrong, where, and what helps; the owner is named only where no heading above names it."""
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
        yield "only for", shown(finding.only_for)
    if finding.help:
        yield "help", shown(finding.help)
    if owner:
        yield "ask", owner
    verb = "policy explain" if finding.family == "policies" else "explain"
    yield "more", f"opmodel {verb} {finding.rule}"


def _folded(others: list[Finding], paint: Paint, width: int) -> Iterator[str]:
    """Yield one line for each finding that repeats the one above."""
    if others:
        yield paint.strong(f"   and {len(others)} more like it:")
    for finding in others:
        yield one_line("     ", finding, paint, width)


def _called(owner: str, result: Result) -> str:
    """Return what people call the owner of findings, with the id that `--owner` takes."""
    if not owner:
        return "For whoever edits the files"
    label = result.owners.get(owner, owner)
    return f"For {shown(label)} ({shown(owner)})" if label != owner else f"For {shown(owner)}"
