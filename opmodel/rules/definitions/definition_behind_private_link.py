"""What a term or a stage means can be read by everybody who works by it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, Why, is_draft
from opmodel.model.entity import Visibility
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.sources import Source
from opmodel.model.sections.stages import Stage
from opmodel.wording import counted, listed

_OPEN_WITH = frozenset(("definition", "entry", "exit", "checklist"))
"""Keys of a stage that say what must be true of a record there."""
_MOST_NAMED = 5


@rule(Severity.WARNING, needs=("definitions.description", "definitions.criteria"))
def check(context: Context) -> Iterator[Problem]:
    """Yield definitions, and lifecycles with stages, whose wording stands on pages alone that not everybody may see."""
    for one in context.each(Definition):
        if context.graph.meaning.is_hidden(one):
            text = f"definition '{one.id}' says nothing but where it is written, and that page is private"
            yield Problem(one.where("links" if one.links else "stated_in"), text, _WAY_OUT)
        elif _is_withheld(one, "test") and not _says(one) and (pages := _private(one, context)):
            text = f"definition '{one.id}' has its test on {_pages(pages)}{_own_words(one)}"
            yield Problem(one.where("stated_in"), text, _WAY_OUT)
    for path in context.each(Lifecycle):
        hidden = [(stage, pages) for stage in context.graph.journey.stages(path) if (pages := _hiding(stage, context))]
        if hidden:
            yield _path(path, hidden)


_WAY_OUT = "write its test here, or at least one sentence as `description`, so that everybody counts the same"


def _is_withheld(entity: Entity, *fields: str) -> bool:
    return any(field in entity.absences and entity.absences[field].why is Why.WITHHELD for field in fields)


def _says(one: Definition) -> bool:
    return bool(one.test or one.description or one.criteria or one.excludes or one.population or one.refines)


def _private(entity: Entity, context: Context) -> list[str]:
    """Return the private pages that an entity cites."""
    pages = (context.model.get(Source, one.source.partition("#")[0]) for one in entity.stated_in)
    return list(dict.fromkeys(page.id for page in pages if page and page.visibility is Visibility.PRIVATE))


def _hiding(stage: Stage, context: Context) -> list[str]:
    """Return the private pages that hold what must be true in an open stage; none where the stage says a part of it."""
    says = any(getattr(stage, key) for key in _OPEN_WITH)
    is_kept = stage.is_open and not is_draft(stage) and _is_withheld(stage, *_OPEN_WITH)
    return _private(stage, context) if is_kept and not says else []


def _pages(pages: list[str]) -> str:
    names = listed(f"'{page}'" for page in pages)
    return f"page {names}, which is private" if len(pages) == 1 else f"pages {names}, which are private"


def _own_words(one: Definition) -> str:
    """Say how many pages put the term in words of their own, or leave it empty."""
    told = {
        cited.source for said in one.statements if said.field == "test" and not said.test for cited in said.stated_in
    }
    return f", and {counted(len(told), 'page')} put it in words of their own" if len(told) > 1 else ""


def _path(path: Lifecycle, hidden: list[tuple[Stage, list[str]]]) -> Problem:
    pages = list(dict.fromkeys(page for _, cited in hidden for page in cited))
    stages = [f"'{stage.id}'" for stage, _ in hidden]
    more = (f"{len(stages) - _MOST_NAMED} more",) if len(stages) > _MOST_NAMED else ()
    return Problem(
        path.where("stages"),
        f"lifecycle '{path.id}': what must be true of a record in {counted(len(stages), 'stage')} "
        f"({listed((*stages[:_MOST_NAMED], *more))}) stands on {_pages(pages)}",
        "write what lets a record go on, `exit:` with criteria, or at least a `checklist:`",
        tuple((stage.where("stated_in"), f"stage '{stage.id}' is written there") for stage, _ in hidden),
        discriminator="stages",
        data={"entities": tuple(stage.ref for stage, _ in hidden)},
    )
