"""A review for people at a terminal: the verdict, what changes for whom, then the findings."""

from collections.abc import Iterator

from opmodel.changes import Review
from opmodel.finding import Finding
from opmodel.reports import Options, Paint, shown, wrapped
from opmodel.reports.answers import changes
from opmodel.reports.answers.review import _words as words
from opmodel.reports.terminal.summary import one_line


def text(review: Review, options: Options) -> str:
    """Write a review for a terminal."""
    parts = (_verdict(review, options), _findings(review, options))
    head, found = ("".join(f"{line}\n" for line in lines) for lines in parts)
    return f"{head}\n{changes.text(review.changes, options)}{found}"


def _verdict(review: Review, options: Options) -> Iterator[str]:
    verdict = words.verdict(review)
    for line in (f"{verdict[:1].upper()}{verdict[1:]}.", words.judged(review)):
        yield from wrapped(shown(line), options.width)


def _findings(review: Review, options: Options) -> Iterator[str]:
    paint = Paint(options.color)
    for heading, found in (("Findings it brings", review.introduced), ("Findings it settles", review.resolved)):
        if found:
            yield ""
            yield paint.strong(heading)
            yield from (_line(one, paint, options) for one in found)
    if note := words.let_pass(review):
        yield ""
        yield from wrapped(shown(note), options.width)


def _line(finding: Finding, paint: Paint, options: Options) -> str:
    return one_line(f"  {finding.severity.value}: ", finding, paint, options.width)
