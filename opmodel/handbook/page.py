"""The page of one entity: what it says, what it names, what names it, and what is wrong with it."""

from collections.abc import Iterable, Iterator

from opmodel.finding import Finding, Status, by_weight
from opmodel.graph import Graph
from opmodel.handbook.around import Around
from opmodel.handbook.links import Links
from opmodel.handbook.own import Own
from opmodel.handbook.values import Chapter, Line, Page
from opmodel.model import Entity, section_of
from opmodel.model.sections.roles import Role

FINDINGS = "findings"
"""The title of the chapter about what is wrong; there is none where nothing is."""


def page_of(entity: Entity, graph: Graph, findings: Iterable[Finding]) -> Page:
    """Return everything that a model says about an entity, with what a check finds about it."""
    links, span = Links(graph), entity.head.span
    around = Around(links, entity)
    chapters = (
        Chapter("as written", tuple(Own(links, entity).lines())),
        Chapter("what it names", tuple(around.named())),
        *around.chapters(),
        Chapter(FINDINGS, tuple(_found(entity, findings))),
    )
    sentence = section_of(type(entity)).doc.partition("\n\n")[0].replace("\n", " ")
    said = tuple(chapter for chapter in chapters if chapter.lines)
    return Page(entity.label, entity.ref, sentence, span.file, span.line, said)


def _found(entity: Entity, findings: Iterable[Finding]) -> Iterator[Line]:
    """Yield what is wrong with the entity itself, then what it plays a part in."""
    about = [one for one in findings if _is_about(one, entity)]
    for one in sorted(about, key=lambda one: (one.entity != entity.ref, *by_weight(one))):
        status = "" if one.status is Status.OPEN else f" ({one.status.value})"
        yield Line(f"{one.severity.value}{status}", f"{one.rule}: {one.message}", one.span.file, one.span.line)


def _is_about(finding: Finding, entity: Entity) -> bool:
    is_role = isinstance(entity, Role) and entity.id in finding.roles
    return is_role or finding.entity == entity.ref or entity.ref in finding.evidence
