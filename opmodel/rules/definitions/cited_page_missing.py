"""A page that the model rests on is there."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, Where, named
from opmodel.model.entity import Citation
from opmodel.model.sections.sources import Source
from opmodel.wording import bare

_MOST_NOTES = 20


@rule(Severity.WARNING)
def check(context: Context) -> Iterator[Problem]:
    """Yield one finding for each page that is gone and is cited."""
    gone = {source.id: source for source in context.each(Source) if source.gone}
    if not gone:
        return
    citing: dict[str, list[Where]] = {}
    for entity in context.model.entities.values():
        for name, where in _cited(entity):
            if name in gone and context.known(entity):
                citing.setdefault(name, []).append(where)
    for name, (first, *others) in citing.items():
        refs = tuple(dict.fromkeys(where.entity for where in (first, *others)))
        who = f"{named(refs[0])} and {len(refs) - 1} more rest" if len(refs) > 1 else f"{named(refs[0])} rests"
        yield Problem(
            first,
            f"{who} on {_page(gone[name])}, and there is no such page",
            "write here what the page should have said, or cite the page that has it",
            tuple((where, "it is cited here as well") for where in others[:_MOST_NOTES]),
            discriminator=name,
            data={"entities": refs},
        )


def _page(source: Source) -> str:
    return f"'{source.id}' ({source.title})" if source.title else f"'{source.id}'"


def _cited(entity: Entity) -> Iterator[tuple[str, Where]]:
    """Yield the sources that an entity or a statement about it cites, with the place."""
    yield from ((_name(one), entity.where("stated_in")) for one in entity.stated_in)
    for position, said in enumerate(entity.statements):
        yield from ((_name(one), entity.where("statements", position, "stated_in")) for one in said.stated_in)


def _name(citation: Citation) -> str:
    return bare(citation.source.partition("#")[0])
