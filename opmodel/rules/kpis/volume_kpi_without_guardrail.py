"""A number of things that people are to bring has another that shows what they are worth."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.entity import State
from opmodel.model.sections.influences import Influence
from opmodel.model.sections.kpis import Good, Kpi, KpiKind
from opmodel.wording import bare

_WORTH = (KpiKind.QUALITY, KpiKind.OUTCOME, KpiKind.VALUE, KpiKind.MARGIN)


@rule(Severity.WARNING, needs=("kpis.kind", "kpis.good", "kpis.target", "kpis.accepted_by", "kpis.quality_of"))
def check(context: Context) -> Iterator[Problem]:
    """Yield volumes with a target that nothing else looks at; where somebody is paid on them another rule speaks."""
    kpis = context.look(Kpi)
    showing = tuple(one for one in kpis if _shows_worth(one))
    if not showing or any(context.is_unsure(one) for one in context.model.of(Kpi)):
        return
    paired = _paired(kpis, showing, context)
    for kpi in kpis:
        is_chased = kpi.kind is KpiKind.VOLUME and kpi.target and kpi.good in (Good.UP, None)
        context.judge([kpi] if is_chased else ())
        is_judged = kpi.accepted_by or kpi.guardrail or kpi.external or kpi.state is State.DEPRECATED
        if is_chased and not is_judged and kpi.id not in paired and not context.graph.numbers.plans(kpi.id):
            yield Problem(
                kpi.where(),
                f"kpi '{kpi.id}' counts how many and has a target, and no other KPI shows what they are worth",
                f"add a KPI with `quality_of: {kpi.id}`, such as the share the next team accepts, or name who accepts "
                "them in `accepted_by`",
            )


def _shows_worth(kpi: Kpi) -> bool:
    return bool(kpi.quality_of) or kpi.guardrail or kpi.kind is KpiKind.QUALITY


def _paired(kpis: tuple[Kpi, ...], showing: tuple[Kpi, ...], context: Context) -> set[str]:
    """Return the volumes that another KPI is about: its quality, a ratio over it, the same records, a near effect."""
    found = {bare(one.quality_of) for one in kpis if one.quality_of}
    found |= {bare(one.denominator.kpi) for one in kpis if one.denominator and one.denominator.kpi}
    watched = {bare(name) for one in showing for name in (one.population, one.definition) if name}
    found |= {one.id for one in kpis if one.definition and bare(one.definition) in watched and one not in showing}
    about = {name for one in showing if not (one.population or one.definition) for name in _objects(one, context)}
    found |= {one.id for one in kpis if one not in showing and not about.isdisjoint(_objects(one, context))}
    worth = {one.id for one in kpis if _shows_worth(one) or (one.kind in _WORTH and one.important)}
    for influence in context.model.of(Influence):
        if any(bare(effect.to) in worth for effect in influence.effects):
            found.add(influence.id)
    return found


def _objects(kpi: Kpi, context: Context) -> tuple[str, ...]:
    return kpi.objects((), context.model)
