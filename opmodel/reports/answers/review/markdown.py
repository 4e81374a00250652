"""A review as a comment or summary of a pull request; nothing of a model is markup there."""

from collections.abc import Iterator

from opmodel.changes import Review
from opmodel.finding import Finding
from opmodel.reports import Options
from opmodel.reports._markdown import code, inert
from opmodel.reports.answers import changes
from opmodel.reports.answers.review import _words as words
from opmodel.reports.markdown import MOST

MARK = "<!-- opmodel review -->"
"""The line by which a bot finds its own comment again, to update it in place."""
_LISTED = 30
_DRAWN = 20_000
"""Characters of one picture: larger ones are not drawn by those who show the page."""
_PICTURE = "```"


def markdown(review: Review, options: Options) -> str:
    """Write a review; what is too much for a comment is cut, and that is said."""
    head = "".join(f"{line}\n" for line in _head(review))
    drawn = "".join(f"{line}\n" for line in _journeys(review))
    body = changes.markdown(review.changes, options)
    room = MOST - len(head) - 200
    drawn = drawn if len(drawn) + len(body) <= room else ""
    if len(body) > room:
        body = body[:room].rsplit("\n", 1)[0] + "\n\nThere is more than a comment holds; `opmodel review` prints all.\n"
    return head + body + drawn


def _head(review: Review) -> Iterator[str]:
    yield MARK
    verdict = words.verdict(review)
    yield f"**{inert(verdict[:1].upper() + verdict[1:])}.** {inert(words.judged(review))}"
    yield ""
    for heading, found in (("Findings it brings", review.introduced), ("Findings it settles", review.resolved)):
        if found:
            yield from (f"### {heading}", "")
            yield from map(_finding, found[:_LISTED])
            if len(found) > _LISTED:
                yield f"- and {len(found) - _LISTED} more"
            yield ""
    if note := words.let_pass(review):
        yield from (f"{inert(note[:1].upper() + note[1:])}.", "")


def _finding(finding: Finding) -> str:
    place = f"{finding.span.file}:{finding.span.line}"
    way_out = f" *{inert(finding.help[:300])}*" if finding.help else ""
    return f"- **{finding.severity.value}** {inert(finding.told[:600])} ({code(finding.rule)}, {code(place)}){way_out}"


def _journeys(review: Review) -> Iterator[str]:
    if review.journeys is None or max(map(len, review.journeys)) > _DRAWN:
        return
    for heading, picture in zip(("before", "after"), review.journeys, strict=True):
        if picture and _PICTURE not in picture:
            yield from ("", f"<details><summary>The journey {heading}</summary>", "")
            yield from (f"{_PICTURE}mermaid", picture.rstrip("\n"), _PICTURE, "", "</details>")
