"""A policy as a rule: what it picks, what breaks it, and what to say where it cannot be judged."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from opmodel.engine.context import Context
from opmodel.engine.policies.page import page_of
from opmodel.engine.policies.policy import Policy, Query, Requirement, blanks
from opmodel.engine.problem import Problem, Read
from opmodel.engine.rule import Rule
from opmodel.errors import UsageError
from opmodel.model import Entity, Where, Why, is_draft, sections, singulars
from opmodel.wording import did_you_mean, listed, plain

FAMILY = "policies"
MOST_STEPS = 500_000
"""Parts of its conditions that one policy may look at: fifty for each of the entities of a large model."""
_SHOWN = 100
"""Characters of a condition that a message shows."""
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def as_rule(policy: Policy) -> Rule:
    """Return a policy as the engine runs it: after the rules, so that a query may ask what they found."""
    return Rule(policy.id, FAMILY, policy.severity, (), partial(_problems, policy), last=True, text=page_of(policy))


def _problems(policy: Policy, context: Context) -> Iterator[Problem]:
    """Yield each violation; a policy that cannot be judged fails as a whole and passes nothing."""
    asks = policy.asks
    try:
        if isinstance(asks, Query):
            yield from tuple(_of_query(policy, asks, context))
        else:
            yield from tuple(_of_requirement(policy, asks, context))
    except UsageError as error:
        yield Problem(
            Where(""),
            f"policy '{policy.id}' cannot be judged: {error}",
            "it fails until it can be",
            discriminator="failed",
            owner=_owner(policy, context),
            read=Read(policy.asked_at, f"policies.{policy.id}", ()),
            failed=True,
        )


def _of_requirement(policy: Policy, asks: Requirement, context: Context) -> Iterator[Problem]:
    from opmodel.engine.policies.entries import Entries  # tables cost nothing where nobody asks them

    entries = Entries(asks, context.graph, context.day, _budget())
    kind: type[Entity] = sections()[asks.section].kind
    for entity in context.model.of(kind):
        if is_draft(entity):
            continue
        picked = entries.picks(entity)
        if picked is None and (missing := _unknown(entity, entries.asked)):
            context.leave(entity, *missing)
        if not picked:
            continue
        context.judge([entity])
        if not entries.passes(entity):
            filled = {name: entries.told(name, entity) for name in _blank_names(policy.message)}
            yield _violation(policy, entity, (), _message(policy, entity, filled), context)


def _budget() -> Callable[[], None]:
    left = iter(range(MOST_STEPS))

    def step() -> None:
        if next(left, None) is None:
            raise UsageError(f"its conditions take more than {MOST_STEPS:,} steps; make them shorter")

    return step


def _unknown(entity: Entity, columns: frozenset[str]) -> tuple[str, ...]:
    """Return the fields that an entity says are not known, of those that columns come from."""
    unknown = (one for one in entity.absences.values() if one.why is not Why.NONE)
    return tuple(
        sorted({one.path for one in unknown if any(name.startswith(one.field.replace(".", "_")) for name in columns)})
    )


def _of_query(policy: Policy, asks: Query, context: Context) -> Iterator[Problem]:
    answer = context.tables.ask(asks.sql)
    names = tuple(name.lower() for name in answer.columns)
    if lacking := [f"'{name}'" for name in ("kind", "id") if name not in names]:
        way_out = "write: select 'stage' as kind, id ..."
        raise UsageError(f"its query has no column {listed(lacking)}, and each row names what breaks it; {way_out}")
    for name in _blank_names(policy.message):
        if name not in names:
            hint = did_you_mean(name, names)
            raise UsageError(f"its message has a blank {{{name}}}, and its query no such column; {hint}".rstrip("; "))
    for cells in dict.fromkeys(answer.rows):
        row = dict(zip(names, cells, strict=True))
        entity = _entity(row, context)
        if is_draft(entity):
            continue
        context.judge([entity])
        filled = {name: _told(row[name]) for name in _blank_names(policy.message)}
        message = _told(row["message"]) if row.get("message") else _message(policy, entity, filled)
        yield _violation(policy, entity, _trail(row.get("field")), message, context)


def _entity(row: Mapping[str, object], context: Context) -> Entity:
    """Return what a row names.

    Raises:
        UsageError: there is no such entity.
    """
    kind, name = str(row["kind"]), str(row["id"])
    if kind not in singulars():
        hint = sections()[kind].singular if kind in sections() else ""
        way_out = f"write '{hint}'" if hint else did_you_mean(kind, singulars()) or "write it like 'stage'"
        raise UsageError(f"a row of its query has the kind '{kind[:60]}', which is none; {way_out}")
    entity = context.model.entities.get(f"{kind}/{name}")
    if entity is None:
        raise UsageError(f"a row of its query names {kind}/{name[:60]}, which the model does not have")
    return entity


def _trail(field: object) -> tuple[str | int, ...]:
    """Return the way to a value from how people write it: `stall.after`, `steps[0].role`."""
    found = _STEP.findall(str(field)) if field else ()
    return tuple(int(number) if number else name for number, name in found)


def _violation(policy: Policy, entity: Entity, trail: tuple[str | int, ...], message: str, context: Context) -> Problem:
    return Problem(
        entity.where(*trail),
        message,
        policy.why,
        discriminator=".".join(map(str, trail)),
        owner=_owner(policy, context),
    )


def _owner(policy: Policy, context: Context) -> str:
    """Return the role that a policy names, where the model has it: a policy may be for several models."""
    return policy.owner if context.graph.people.role(policy.owner) else ""


def _blank_names(message: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(blank[1] for blank in blanks(message)))


def _message(policy: Policy, entity: Entity, filled: Mapping[str, str]) -> str:
    if not policy.message:
        singular, _, name = entity.ref.partition("/")
        asks = policy.asks
        what = f": {_short(asks.require_text)}" if isinstance(asks, Requirement) else ""
        return plain(f"{singular} '{name}' does not keep to the policy '{policy.id}'{what}")
    text, at = "", 0
    for blank in blanks(policy.message):
        text += policy.message[at : blank.start()] + filled[blank[1]]
        at = blank.end()
    return plain(text + policy.message[at:])


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _told(cell: object) -> str:
    return "none" if cell is None else f"{cell:g}" if isinstance(cell, float) else plain(str(cell))
