"""A customer meets few owners on the way."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.measures.owners_a_customer_meets import measure
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, listed


@rule(Severity.NOTE, needs=("stages.owner", "lifecycles.owner"))
def check(context: Context, *, most_owners: int = 6) -> Iterator[Problem]:
    """Yield one note where one customer is handed to more owners than that, with those of each lifecycle."""
    context.look(Stage)
    number = measure(context.scene)
    context.judge(part.ref for part in number.parts)
    paths = {part: context.model.get(Lifecycle, part.ref) for part in number.parts}
    if not number.value or number.value <= most_owners:
        return
    way = [(path, part.refs) for part, path in paths.items() if path and part.refs]
    first = max((path for path, _ in way), key=lambda path: len(path.stages))
    names = list(dict.fromkeys(bare(ref) for _, refs in way for ref in refs))
    yield Problem(
        first.where("stages"),
        f"one customer meets {number.value:g} owners from the first contact to the last stage: "
        f"{listed(f'{name!r}' for name in names)}",
        "let one role own stages that follow each other, or say in the handoffs what travels with the customer; "
        "`opmodel measure owners_a_customer_meets` shows the way",
        notes=tuple((path.where(), f"here: {listed(f'{bare(ref)!r}' for ref in refs)}") for path, refs in way),
        data={"owners": int(number.value)},
        discriminator="owners",
    )
