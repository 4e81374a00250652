"""What decides beside the entities which findings count: suppressions, the baseline, policies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodel.changes.change import Action
from opmodel.changes.edits.edit import Edit
from opmodel.engine import Kind, Suppression
from opmodel.engine.policies.policy import Policy
from opmodel.finding import Span
from opmodel.model.reading import Trail
from opmodel.wording import listed


@dataclass(frozen=True, slots=True)
class Kept:
    """What decides outside a model which findings count: a `suppression`, an entry of the `baseline`, a `policy`.

    `key` stays while it is the same one, `text` is what it says, in words; `span` is where it stands.
    """

    kind: str
    key: str
    text: str
    span: Span | None = None


_KINDS = {Kind.COMMENT: "suppression", Kind.BASELINE: "baseline"}


def kept_of(suppressions: Iterable[Suppression], policies: Iterable[Policy] = ()) -> tuple[Kept, ...]:
    """Return suppressions and policies as things that come and go; waivers are entities of the model already."""
    kept = (_kept(one) for one in suppressions if one.kind in _KINDS)
    return (*kept, *(Kept("policy", one.id, f"{one.severity.value}: {one.asks.told}", one.span) for one in policies))


def _kept(one: Suppression) -> Kept:
    rules = listed(one.rules) or "every rule"
    about = one.entity or one.anchor
    until = f" until {one.until}" if one.until else ""
    by = f" by {one.by}" if one.by else ""
    why = f": {one.reason}" if one.reason else ""
    return Kept(_KINDS[one.kind], f"{rules} / {one.anchor}", f"{rules} of {about}{by}{until}{why}", one.span)


def kept_edits(before: Iterable[Kept], after: Iterable[Kept]) -> Iterator[Edit]:
    """Yield what came, went or reads otherwise among what decides which findings count."""
    olds, news = ({f"{one.kind}/{one.key}": one for one in side} for side in (before, after))
    for ref in sorted(olds.keys() | news.keys()):
        old, new = olds.get(ref), news.get(ref)
        if old and new and old.text == new.text:
            continue
        trail: Trail = ("text",) if old and new else ()
        action = Action.CHANGED if old and new else Action.ADDED if new else Action.REMOVED
        texts = old.text if old else "", new.text if new else ""
        yield Edit(
            ref,
            action,
            trail,
            old_text=texts[0],
            new_text=texts[1],
            key=" -> ".join(texts),
            before_span=old.span if old else None,
            after_span=new.span if new else None,
        )
