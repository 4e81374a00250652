"""What a term means can be read by everybody who works by it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.definitions import Definition


@rule(Severity.WARNING, needs=("definitions.test", "definitions.description", "definitions.criteria"))
def check(context: Context) -> Iterator[Problem]:
    """Yield definitions that say nothing here and point to a page that not everybody may see."""
    for one in context.each(Definition):
        if context.graph.meaning.is_hidden(one):
            yield Problem(
                one.where("links" if one.links else "stated_in"),
                f"definition '{one.id}' says nothing but where it is written, and that page is private",
                "write its test here, or at least one sentence as `description`, so that everybody counts the same",
            )
