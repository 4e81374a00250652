"""A policy with one thing changed: what its tests should notice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from opmodel.engine.policies.policy import Policy, Query, Requirement
from opmodel.expressions import Expression, all_of, any_of, negated
from opmodel.expressions.holds import NEGATED
from opmodel.expressions.tree import (
    And,
    AtLeast,
    Between,
    Comparison,
    IsNull,
    Like,
    Literal,
    Membership,
    Not,
    Or,
    Reference,
)
from opmodel.policy.statements import changed


@dataclass(frozen=True, slots=True)
class Mutant:
    """A policy that asks something else, and what was changed in it, as half a sentence."""

    change: str
    policy: Policy


def mutants(policy: Policy) -> Iterator[Mutant]:
    """Yield a policy with each comparison turned round, and with each part of a condition left out."""
    asks = policy.asks
    if isinstance(asks, Query):
        for change, sql in changed(asks.sql):
            yield Mutant(change, replace(policy, asks=Query(sql)))
        return
    for change, other in _of(asks):
        yield Mutant(change, replace(policy, asks=other))


def _of(asks: Requirement) -> Iterator[tuple[str, Requirement]]:
    if asks.where:
        yield "where is left out", replace(asks, where=None)
        for change, node in _changed(asks.where, asks.where_text):
            yield f"in where, {change}", replace(asks, where=node)
    yield "nothing is required", replace(asks, require=Literal(0, 0, value=True))
    for change, node in _changed(asks.require, asks.require_text):
        yield f"in require, {change}", replace(asks, require=node)


def _changed(node: Expression, text: str) -> Iterator[tuple[str, Expression]]:
    """Yield a condition with one part changed, whatever its depth."""
    said = f"`{text[node.start : node.end]}`"
    match node:
        case Comparison():
            yield f"{said} is turned round", replace(node, operator=NEGATED[node.operator])
        case Membership() | Between() | Like() | IsNull():
            yield f"{said} is turned round", replace(node, negated=not node.negated)
        case Reference():
            yield f"{said} is turned round", negated(node)
        case Not():
            yield f"{said} is turned round", node.operand
            yield from ((change, replace(node, operand=other)) for change, other in _changed(node.operand, text))
        case And() | Or() | AtLeast():
            for at, term in enumerate(node.terms):
                before, after = node.terms[:at], node.terms[at + 1 :]
                if not isinstance(node, AtLeast):
                    joined = all_of if isinstance(node, And) else any_of
                    yield f"`{text[term.start : term.end]}` is left out", joined((*before, *after))
                for change, other in _changed(term, text):
                    yield change, replace(node, terms=(*before, other, *after))
        case _:
            return
