"""The page of a policy: why it is there and what it asks, in the form of the pages of rules."""

from collections.abc import Iterator
from textwrap import dedent

from opmodel.engine.policies.policy import Example, Policy, Query
from opmodel.source import Mapping
from opmodel.wording import listed


def page_of(policy: Policy) -> str:
    """Return the page of a policy; it belongs to every profile, because the company itself asked for it."""
    parts = ("---\nprofile: core\n---\n", f"# {policy.id}", policy.why, "## What it asks", *_asks(policy))
    owner = policy.owner or "whoever answers for the entry"
    facts = f"A violation is of severity {policy.severity.value}; the one to talk to is {owner}."
    return "\n\n".join((*parts, facts, "## Examples", *_examples(policy))) + "\n"


def _asks(policy: Policy) -> Iterator[str]:
    asks = policy.asks
    if isinstance(asks, Query):
        yield "Each row of this query is a violation:"
        yield f"```sql\n{asks.sql.strip()}\n```"
        return
    picked = f", where `{asks.where_text}`" if asks.where else ""
    yield f"Every entry of {asks.section}{picked}:"
    yield f"```sql\n{asks.require_text}\n```"


def _examples(policy: Policy) -> Iterator[str]:
    if not policy.examples:
        yield "It has no tests: `opmodel policy test` cannot tell whether it works."
        return
    for one in policy.examples:
        broken = (
            f"{listed(one.expect)} {'break' if len(one.expect) > 1 else 'breaks'} it" if one.expect else "all keep it"
        )
        on = f", judged on {one.day}" if one.day else ""
        yield f"Of this model{on}, {broken}:"
        yield f"```yaml\n{_text(one)}\n```"


def _text(example: Example) -> str:
    if not isinstance(example.model, Mapping):
        return example.model
    string, (start, end) = example.model.source.string, example.model.offsets
    return dedent(string[string.rfind("\n", 0, start) + 1 : end])
