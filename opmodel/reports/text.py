"""Findings for people at a terminal: grouped by whom to ask, the weightiest first."""

from collections.abc import Iterator, Mapping

from opmodel.engine import Result
from opmodel.finding import Finding
from opmodel.reports import Options
from opmodel.reports._choice import audible
from opmodel.reports._excerpt import Sources
from opmodel.reports._paragraph import paragraph
from opmodel.reports._summary import count_words, one_line, summary
from opmodel.reports._terminal import WIDTH, Paint, columns, shown

FOLD = 3
"""Findings of one rule on one section that are shown in full; of more, one is and the others are a line each."""


def finding_text(finding: Finding, texts: Mapping[str, str], color: bool = False) -> str:  # noqa: FBT001, FBT002
    """Write one finding as the text report does, with the owner to ask; it ends without a line break.

    Args:
        finding: what to write.
        texts: the files it points into, by name; a file that is missing shows no excerpt.
        color: whether to write for a terminal that shows colours.
    """
    return "\n".join(paragraph(finding, Sources(texts), Paint(color), WIDTH, shown(finding.owner)))


def render(results: tuple[Result, ...], options: Options) -> str:
    """Write the findings of each model by owner, then what all of it comes to."""
    paint = Paint(options.color)
    chosen = audible(results, options.limit)
    lines: list[str] = []
    for result in results:
        findings = tuple(finding for owner, finding in chosen if owner is result)
        if findings and len(results) > 1:
            lines += [paint.strong(f"=== {shown(result.model)} ({shown(result.folder)}) ==="), ""]
        lines += _model(result, findings, paint, options.width)
    if not options.brief:
        lines += summary(results, len(chosen), paint, options.width)
    return "".join(f"{line}\n" for line in lines)


def _model(result: Result, findings: tuple[Finding, ...], paint: Paint, width: int) -> Iterator[str]:
    sources = Sources(result.texts)
    for owner in dict.fromkeys(finding.owner for finding in findings):
        own = tuple(finding for finding in findings if finding.owner == owner)
        heading = f"{_called(owner, result)}: {count_words(own)}"
        yield paint.strong(heading)
        yield paint.quiet("-" * min(columns(heading), width))
        yield ""
        for first, *others in _alike(own):
            yield from paragraph(first, sources, paint, width)
            yield from _folded(others, paint, width)
            yield ""


def _alike(findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """Put findings that say the same of many entities of a section, with the same help, where the weightiest stands."""
    found: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        kind = (finding.rule, finding.severity.value, finding.status.value, finding.entity.partition("/")[0])
        found.setdefault((*kind, finding.help), []).append(finding)
    return [part for kind in found.values() for part in ([kind] if len(kind) > FOLD else [[one] for one in kind])]


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
