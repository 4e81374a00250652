"""Files of policies -> policies: the shipped packs, and a company's own below the folder of its settings."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath

from opmodel import discover
from opmodel.engine import Rule
from opmodel.engine.policies.judging import FAMILY
from opmodel.engine.policies.policy import Asked, Example, Policy, Query, Requirement, blanks
from opmodel.errors import UsageError
from opmodel.expressions import Suggestions, check
from opmodel.finding import Severity, Span
from opmodel.model import Condition, sections
from opmodel.model.declaration import ID, group, key
from opmodel.model.manifest import SectionName
from opmodel.model.reading import Reading
from opmodel.model.shapes import BAD, Anything, Choice, Date, Sql, Text
from opmodel.model.structures import Group, Many
from opmodel.policy.refusing import at, refuse
from opmodel.source import Document, Mapping, Node, Scalar, Sequence, parse
from opmodel.wording import did_you_mean

PACKS = ("starter", "standard", "strict")
"""The shipped packs, from the least to the most: each has the policies of those before it."""
Fetch = Callable[[str], Document]
"""Reads a file below the folder of the settings by its path."""

_MODEL = "a map of sections, or a folder beside the file of the policy"


@group()
class Try:
    """A small model, and what breaks the policy in it."""

    model: Node = key(Anything(), _MODEL, required=True)
    expect: tuple[str, ...] = key(
        Many(Text()), "the entries that break it, as transition/t_route; [] for none", required=True
    )
    on: date | None = key(Date(), "the day to judge by")


@group()
class Written:
    """A policy as it is written."""

    severity: Severity = key(Choice(Severity), "what a violation counts as", required=True)
    why: str = key(Text(), "why the company asks for it", required=True)
    owner: str | None = key(Text(), "the role to talk to; by default whoever answers for the entry")
    each: str | None = key(SectionName(), "the section whose entries it is about")
    where: Condition | None = key(Sql(), "which of them: a condition over the columns of the section's table")
    require: Condition | None = key(Sql(), "what must be true of each")
    query: str | None = key(Text(), "a SELECT with the columns kind and id: each row is a violation")
    message: str | None = key(Text(), "what to say of a violation; {id} is what stands in that column")
    tests: tuple[Try, ...] = key(Many(Group(Try)), "models that keep the policy and models that break it")


def no_files(path: str) -> Document:
    """Read nothing: a model that was not given by its path has no folder where policies could stand.

    Raises:
        UsageError: always.
    """
    raise UsageError(f"the policies '{path}' stand beside a model on the disk; name the model by its path")


def read_policies(node: Node | None, fetch: Fetch, rules: Iterable[Rule]) -> tuple[Policy, ...]:
    """Read the value of `check.policies`: names of packs, and paths of files.

    Raises:
        UsageError: with file and line, for anything it does not understand.
    """
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return ()
    items = node.items if isinstance(node, Sequence) else [node]
    taken = {name: "a family of rules" for one in rules for name in (one.family, FAMILY)}
    found: dict[str, Policy] = {}
    for item in items:
        if not isinstance(item, Scalar):
            raise at(item.span, "check.policies is a list of packs and files")
        for one in _named(item, fetch):
            if one.id in found and not (one.pack and found[one.id].pack):
                raise at(one.span, f"policy '{one.id}' is declared twice, first in {found[one.id].span.file}")
            if one.id in taken:
                raise at(one.span, f"'{one.id}' is {taken[one.id]} and cannot be the id of a policy")
            found[one.id] = one
    return tuple(found[name] for name in sorted(found))


def pack(name: str) -> tuple[Policy, ...]:
    """Return the policies of a shipped pack, with those of the packs before it."""
    wanted = PACKS[: PACKS.index(name) + 1]
    return tuple(policy for one in wanted for policy in policies_in(_shipped(one), one))


def policies_in(document: Document, pack: str = "") -> tuple[Policy, ...]:
    """Read the policies of one file.

    Raises:
        UsageError: with file and line, for anything it does not understand.
    """
    for problem in document.problems:
        raise at(problem.span, problem.message)
    root = document.root or Mapping(0, flow=False, source=document.text)
    node = root.get("policies")
    if not isinstance(node, Mapping):
        raise UsageError(f"{document.file}:1:1: a file of policies holds a map `policies:` from an id to a policy")
    for head, _ in root.entries():
        if head.text != "policies":
            raise at(head.span, f"a file of policies holds `policies:` alone, not '{head.text[:60]}'")
    return tuple(_policy(head, body, document, pack) for head, body in node.entries())


def _named(item: Scalar, fetch: Fetch) -> tuple[Policy, ...]:
    name = item.text
    if name in PACKS:
        return pack(name)
    path = PurePosixPath(name)
    if path.suffix not in (".yaml", ".yml"):
        hint = did_you_mean(name, PACKS) or f"the packs are {', '.join(PACKS)}, and a path ends in .yaml"
        raise at(item.span, f"there is no pack of policies '{name[:60]}'; {hint}")
    if path.is_absolute() or name.startswith("~") or ".." in path.parts or "\\" in name:
        raise at(item.span, f"'{name[:80]}' leads out of the folder of the settings; policies stand below it")
    try:
        return policies_in(fetch(name))
    except OSError as error:
        reason = (error.strerror or str(error) or "it cannot be opened").lower()
        raise at(item.span, f"the policies '{name[:80]}' cannot be read: {reason}") from error


def _shipped(name: str) -> Document:
    return parse(discover.pack(name), f"policies/{name}.yaml")


def _policy(head: Scalar, body: Node, document: Document, pack: str) -> Policy:
    reading = Reading(entity=f"policy/{head.text}", head=head)
    if not ID.fullmatch(head.text):
        raise at(head.span, f"'{head.text[:60]}' cannot be the id of a policy: write small letters, digits and _")
    written = Group(Written).read(body, reading)
    refuse(reading)
    assert written is not BAD
    asks, node = _asks(head, written, body)
    message = written.message or ""
    if isinstance(asks, Requirement):
        _check_blanks(message, asks.section, body)
    return Policy(
        head.text,
        written.severity,
        " ".join(written.why.split()),
        written.owner or "",
        asks,
        " ".join(message.split()),
        tuple(_examples(written, body)),
        pack,
        head.span,
        node.span,
        document.text.string,
    )


def _asks(head: Scalar, written: Written, body: Node) -> tuple[Asked, Node]:
    """Return what a policy asks and where that stands."""
    assert isinstance(body, Mapping)
    if written.query is not None:
        for name in ("each", "where", "require"):
            if name in body.values:
                place = body.key(name).span
                raise at(place, f"policy '{head.text}' has a query, which says by itself what '{name}' would")
        return Query(written.query), body.values["query"]
    if written.each is None or written.require is None:
        raise at(head.span, f"policy '{head.text}' asks nothing: it needs each and require, or a query")
    if written.each not in sections():
        raise at(body.values["each"].span, f"the section '{written.each}' is not yet understood")
    for condition in (written.where, written.require):
        _check_columns(condition, written.each)
    where, require = written.where, written.require
    assert require.tree
    asks = Requirement(
        written.each, where.tree if where else None, require.tree, where.text if where else "", require.text
    )
    return asks, require.node


def _check_columns(condition: Condition | None, section: str) -> None:
    if condition is None or condition.tree is None:
        return
    from opmodel.engine.policies.columns import columns_of_section  # settings without policies do without SQL

    for mistake in check(condition.tree, columns_of_section(section), Suggestions()):
        raise at(condition.node.place(mistake.start, mistake.end), mistake.message, mistake.help)


def _check_blanks(message: str, section: str, body: Node) -> None:
    from opmodel.engine.policies.columns import columns_of_section

    names = columns_of_section(section).names()
    assert isinstance(body, Mapping)
    for blank in blanks(message):
        if blank[1] not in names:
            place = body.values["message"].span
            hint = did_you_mean(blank[1], names) or f"`opmodel explain {section}` lists them"
            raise at(place, f"{section} has no column '{blank[1]}' for the blank in the message", hint)


def _examples(written: Written, body: Node) -> Iterator[Example]:
    assert isinstance(body, Mapping)
    nodes = body.get("tests")
    places: list[Span] = [one.span for one in nodes.items] if isinstance(nodes, Sequence) else []
    for one, place in zip(written.tests, places, strict=True):
        if isinstance(one.model, Sequence):
            raise at(
                one.model.span, "the model of a test is a map of sections, or a folder beside the file of the policy"
            )
        yield Example(one.model if isinstance(one.model, Mapping) else one.model.text, one.expect, one.on, place)
