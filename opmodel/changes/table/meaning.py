"""Definitions and criteria: what words mean."""

from collections.abc import Iterator

from opmodel.changes import direction
from opmodel.changes.change import Action, Weight
from opmodel.changes.edits.edit import Edit
from opmodel.changes.sides import Asked, Sides, named_for
from opmodel.changes.table.row import Row, owner, several
from opmodel.graph import Graph
from opmodel.model import Entity
from opmodel.model.sections.criteria import Criterion
from opmodel.model.sections.definitions import Definition
from opmodel.wording import listed

_TESTS = ("test", "criteria", "excludes", "population", "refines", "object")
_SOURCES = ("test", "evidence", "object")
_TEXTS = ("description", "term", "name", "aliases", "stated_in", "links", "version", "supersedes", "same_word_as")


def _is_meaning(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    if edit.at("definition", *_TESTS) or edit.at("criterion", *_SOURCES):
        return True
    return edit.is_removed and edit.kind in ("definition", "criterion")


def _everybody(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask who answers for the term and the heads of all functions that feed it or are measured on it."""
    yield from sides.owners(edit)
    feeding, measured = (sides.functions(sides.gather(edit, ask)) for ask in (_feeding, _measured))
    yield from sides.heads((one for one in feeding if one not in measured), "which works by it")
    yield from sides.heads(measured, "which is measured on it")
    if _is_counted(edit, sides):
        yield from named_for("finance")


def _terms(graph: Graph, entity: Entity) -> Iterator[Definition | Criterion]:
    """Yield a term and every definition that rests on it."""
    seen: dict[str, Definition | Criterion] = {}
    waiting = [entity] if isinstance(entity, Definition | Criterion) else []
    while waiting:
        one = waiting.pop()
        if one.ref not in seen and isinstance(one, Definition | Criterion):
            seen[one.ref] = one
            named = (graph.model.entities.get(where.entity) for where in graph.terms.places(one))
            waiting += [other for other in named if isinstance(other, Definition)]
    return iter(seen.values())


def _feeding(graph: Graph, entity: Entity) -> Iterator[str]:
    return (beside.owner for term in _terms(graph, entity) for beside in graph.meaning.neighbours(term))


def _measured(graph: Graph, entity: Entity) -> Iterator[str]:
    """Yield who answers for a KPI that counts the records of a term, or is paid on it."""
    for ref in graph.reach.hanging_on(entity.ref).kpis:
        kpi = graph.model.entities[ref]
        yield from kpi.answering
        yield from (name for plan in graph.numbers.plans(kpi.id) for name in plan.payee)


def _is_counted(edit: Edit, sides: Sides) -> bool:
    """Tell whether the forecast hangs on a term."""
    return any(
        isinstance(term, Definition) and graph.meaning.on_forecast(term)
        for graph, one in sides.each(edit)
        for term in _terms(graph, one)
    )


def _turned(edit: Edit, sides: Sides) -> str:
    if edit.is_whole or edit.path in ("population", "refines", "object", "evidence"):
        return ""
    turned = (direction.requirements if edit.path == "criteria" else direction.condition)(edit, sides)
    return "; ".join(part for part in (direction.told(turned, edit), _stale(edit)) if part)


def _stale(edit: Edit) -> str:
    """Say that what people agreed to is the old test, where neither the version nor an agreement is another one."""
    was, now = edit.before, edit.after
    if not (isinstance(was, Definition) and isinstance(now, Definition)) or now.version is None:
        return ""
    agreements = [[(one.role, one.date) for one in side.approvers] for side in (was, now)]
    if was.version != now.version or agreements[0] != agreements[1]:
        return ""
    agreed = f", and those who agreed to it ({listed(one.role for one in now.approvers)}) agreed to the old one"
    return f"it still calls itself version {now.version}{agreed if now.approvers else ''}"


def _is_text(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    return edit.at("definition", *_TEXTS)


def _is_only_text(edit: Edit, sides: Sides) -> bool:
    """Tell whether what a definition says stands in its text alone, so that other text may mean something else."""
    is_telling = edit.path in ("description", "term", "stated_in", "links")
    return _is_text(edit, sides) and is_telling and any(not _has_test(one) for _, one in sides.each(edit))


def _has_test(entity: Entity) -> bool:
    return isinstance(entity, Definition) and bool(entity.test or entity.criteria)


def _is_unlocked(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    return edit.at("definition", "approvers") and edit.action is Action.REMOVED


ROWS = (
    Row(
        "definition-changed",
        Weight.BREAKING,
        "the test, criteria or source of a definition or criterion changes",
        "its owner, heads of all functions that work by it or are measured on it, finance if it enters the forecast",
        _is_meaning,
        _everybody,
        _turned,
    ),
    Row(
        "definition-text-without-test",
        Weight.RISKY,
        "the text of a definition changes, and there is no test beside it",
        "its owner",
        _is_only_text,
        owner,
    ),
    Row("definition-text", Weight.EDITORIAL, "only the text of a definition changes", "its owner", _is_text, owner),
    Row(
        "approval-withdrawn",
        Weight.RISKY,
        "somebody is no longer among those who agreed to a definition",
        "its owner, whoever had agreed",
        _is_unlocked,
        several(
            owner, lambda edit, _: [Asked("agreed to it before", (str(edit.trail[1]),))] if len(edit.trail) > 1 else []
        ),
    ),
)
"""What changes about definitions and criteria."""
