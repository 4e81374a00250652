"""Variants hold together in so few ways that the model can be checked for each of them."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.variants import Variant
from opmodel.model.variants.cases import MOST, occurring
from opmodel.wording import counted


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield one problem for all variants where the model was not checked for every set of them."""
    variants = tuple(context.each(Variant))
    if variants and occurring(context.model, context.day).more:
        dimensions = dict.fromkeys(name for one in variants for name in one.scope)
        many = f"{counted(len(variants), 'variant')} over {counted(len(dimensions), 'dimension')}"
        yield Problem(
            variants[0].where(),
            f"{many} hold together in more than {MOST} ways, and the model is checked for only {MOST} of them",
            "let fewer dimensions differ in structure: where only a number differs, write it in place with `by:`",
        )
