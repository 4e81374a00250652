"""Findings that somebody lets pass until a day: who, why, and which findings that are."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from opmodel.finding import Finding, Span

Key: TypeAlias = tuple[str, ...] | tuple[str, int]
"""What a suppression and a finding have in common: an entity, a line of a file, or a fingerprint."""


class Kind(enum.StrEnum):
    """Where a suppression is written: a comment beside the model's text, its section `waivers`, or the baseline."""

    COMMENT = "comment"
    WAIVER = "waiver"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Suppression:
    """What somebody lets pass, and where that is written.

    `keys` are the findings it is about, of the `rules` (or families) it names; without rules, of all. `anchor` is what
    it is about in words that stay when lines move. `wrong` says why it lets nothing pass, with its way out.
    """

    kind: Kind
    span: Span
    keys: tuple[Key, ...]
    anchor: str
    rules: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
    until: date | None = None
    wrong: str = ""
    help: str = ""
    entity: str = ""

    @property
    def same(self) -> tuple[object, ...]:
        """What makes it the same one in two versions of a model."""
        return (self.kind, self.anchor, self.rules, self.reason, self.by, self.until)

    @property
    def told(self) -> str:
        """What it is called in a sentence."""
        return f"waiver '{self.entity.partition('/')[2]}'" if self.kind is Kind.WAIVER else f"the {self.kind}"

    def has_ended(self, day: date) -> bool:
        """Tell whether its last day is over."""
        return self.until is not None and self.until < day

    def names(self, finding: Finding) -> bool:
        """Tell whether a finding that has one of its keys is of a rule it names."""
        return not self.rules or finding.rule in self.rules or finding.family in self.rules


def keys_of(finding: Finding) -> Iterator[Key]:
    """Yield what a finding can be told by: its fingerprint, its line and its entity."""
    yield ("fingerprint", finding.fingerprint)
    yield (finding.span.file, finding.span.line)
    if finding.entity:
        yield ("entity", finding.entity)
