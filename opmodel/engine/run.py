"""Model and rules -> outcomes: every rule runs over the whole model, nothing stops early."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from opmodel.engine.context import Context
from opmodel.engine.joining import Part, joined
from opmodel.engine.outcome import Outcome, Result
from opmodel.engine.page import PROFILES, About
from opmodel.engine.policies.judging import as_rule
from opmodel.engine.problem import Problem
from opmodel.engine.rule import Rule, rules
from opmodel.engine.scene import Scene
from opmodel.engine.settings import Level, Profile, Settings
from opmodel.finding import Finding, Note, Severity, Span, fingerprint
from opmodel.model import Model
from opmodel.wording import counted

_NAMED = 3

if TYPE_CHECKING:
    from opmodel.engine.passing.settling import Settled


def rules_for(settings: Settings) -> tuple[Rule, ...]:
    """Return every rule of the program, and every policy as a rule."""
    return (*rules(), *map(as_rule, settings.policies))


def run(scene: Scene, chosen: Iterable[Rule]) -> Result:
    """Return what the rules say, of those given, that the settings let run."""
    model, settings = scene.model, scene.settings
    active = [one for one in chosen if is_active(one, settings) and not one.closing]
    outcomes = tuple(outcome_of(one, scene) for one in active if not one.last)
    outcomes += tuple(outcome_of(one, scene, outcomes) for one in active if one.last)
    owners = {one.owner for outcome in outcomes for one in outcome.findings if one.owner}
    spans = [span for outcome in outcomes for one in outcome.findings for span in spans_of(one)]
    known = {**{one.span.file: one.text for one in settings.policies}, **model.texts}
    texts = {span.file: known[span.file] for span in spans if span.file in known}
    steps = {step for outcome in outcomes for one in outcome.findings for step in one.evidence}
    spoke = {outcome.rule for outcome in outcomes if outcome.findings}
    labels = {name: role.label for name in sorted(owners) if (role := scene.graph.people.role(name))}
    return Result(
        model.name,
        model.folder,
        settings,
        outcomes,
        model.unread,
        labels,
        texts,
        len(model.entities),
        len(model.broken),
        cut=(*_unjudged(model), *scene.cut),
        about={one.name: About(one.family, one.severity, one.page) for one in active if one.name in spoke},
        places={name: model.span(model.entities[name].where()) for name in sorted(steps) if name in model.entities},
    )


def _unjudged(model: Model) -> Iterator[str]:
    """Say that names were not judged, where what they mean may stand in a file that could not be read."""
    if model.unjudged:
        names = counted(model.unjudged, "name that nothing declares was", "names that nothing declares were")
        more = f" and {len(model.unread) - _NAMED} more" if len(model.unread) > _NAMED else ""
        files = f"{', '.join(model.unread[:_NAMED])}{more}"
        yield f"{names} not judged, because what is meant may stand in {files}, which could not be read"


def spans_of(finding: Finding) -> tuple[Span, ...]:
    """Return the places a finding points at."""
    return (finding.span, *(note.span for note in finding.notes))


def is_active(rule: Rule, settings: Settings) -> bool:
    """Tell whether settings let a rule run: its profile is in theirs, or they name a level for it."""
    level = settings.level(rule.name, rule.family)
    if level is not None:
        return level is not Level.OFF
    if settings.is_mandatory(rule.name, rule.family):
        return True
    if settings.profile is Profile.WORKSHOP:
        return True
    return PROFILES.index(rule.page.profile) <= PROFILES.index(settings.profile.value)


def outcome_of(
    rule: Rule, scene: Scene, others: tuple[Outcome, ...] = (), settled: "tuple[Settled, ...]" = ()
) -> Outcome:
    """Return what one rule says.

    Args:
        rule: the rule.
        scene: what it sees.
        others: what the others came to, for one that judges that.
        settled: what somebody lets pass, for one that closes a check.
    """
    context = Context(scene, rule.name, rule.needs, others, settled)
    parameters = {**rule.parameters, **scene.settings.parameters(rule.name)}
    parts = []
    is_mandatory = scene.settings.is_mandatory(rule.name, rule.family)
    for problem in rule.problems(context, parameters):
        finding = _finding(rule, problem, scene)
        judged = finding if is_mandatory else scene.acceptance.judged(finding)
        parts.append(_part(problem, judged, scene.model))
    seen: dict[str, int] = {}
    findings = []
    for finding in joined(parts, scene.graph.people):
        seen[finding.fingerprint] = count = seen.get(finding.fingerprint, 0) + 1
        findings.append(finding if count == 1 else _again(finding, count))
    return context.outcome(tuple(findings))


def _part(problem: Problem, finding: Finding, model: Model) -> Part:
    if problem.share is None:
        return Part(finding)
    where, what = problem.share.note
    return Part(finding, problem.share, Note(model.span(where), what))


def _finding(rule: Rule, problem: Problem, scene: Scene) -> Finding:
    model = scene.model
    read = problem.read
    entity = problem.where.entity
    return Finding(
        rule=rule.name,
        family=rule.family,
        severity=_severity(rule, problem, scene.settings),
        message=problem.message,
        span=read.span if read else model.span(problem.where),
        entity=entity,
        path=read.path if read else model.path(problem.where),
        owner=problem.owner or ("" if read else _asked(problem, scene)),
        help=problem.help,
        notes=read.notes if read else tuple(Note(model.span(where), text) for where, text in problem.notes),
        evidence=problem.evidence,
        data=problem.data,
        stake=problem.stake,
        people=problem.people,
        unsaid=rule.page.unsaid,
        fingerprint=fingerprint(rule.name, entity, problem.discriminator),
    )


def _asked(problem: Problem, scene: Scene) -> str:
    """Return whom to ask: about what stands for others, who stands above those who answer for them."""
    asking = scene.graph.asking
    return asking.above(problem.among) if problem.among else asking.about(problem.where.entity)


def _again(finding: Finding, count: int) -> Finding:
    return replace(finding, fingerprint=fingerprint(finding.rule, finding.entity, f"{finding.fingerprint}#{count}"))


def _severity(rule: Rule, problem: Problem, settings: Settings) -> Severity:
    """Return the milder of the rule's ceiling and the problem's own, or what settings make of the ceiling."""
    if problem.failed:
        return Severity.ERROR
    ceiling = rule.severity
    own = max((ceiling, problem.severity or ceiling), key=lambda one: one.rank)
    level = settings.level(rule.name, rule.family)
    if level is None or level is Level.OFF:
        return own
    wanted = Severity(level.value)
    return wanted if own is ceiling else max((wanted, own), key=lambda one: one.rank)
