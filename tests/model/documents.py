"""Documents of the language drawn from its declarations: valid ones, and ones with a few things wrong.

A document is a tree of maps, lists and the source text of scalars, so that what stands in the file is known exactly.
"""

import json
from collections.abc import Callable
from typing import TypeAlias

from hypothesis import strategies as st

from opmodel.model.entity import Scope, StatementShape
from opmodel.model.fields import Fields
from opmodel.model.manifest import SectionName
from opmodel.model.sections.variants import Patches
from opmodel.model.shapes import (
    Amount,
    Anything,
    Choice,
    Date,
    DueDate,
    Effect,
    Flag,
    Integer,
    Length,
    Number,
    OrWord,
    Ref,
    Shape,
    Sql,
    Text,
    Word,
)
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import ByForm, Group, Keyed, Many


class Fixed(str):
    """A scalar that mutations leave alone: conditions and statements are the reader's own business."""

    __slots__ = ()


Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

_SCALARS: list[Tree] = [
    *("null", "true", "yes", "-1", "5", "5.0", "1.5", "101", "text", '"5"', '""', '"true"'),
    *("10d", "10m", '"10d"', "~3mo", "1..2", "1d..2d", "~", "..", "2026-01-31", "2026-13-45", "none", "open"),
]
_LISTS: list[Tree] = [[], ["text"], ["null"], [[]]]
_MAPS: list[Tree] = [
    {},
    {"text": "5"},
    {"by": "segment"},
    {"by": "segment", "small": "10d"},
    {"by": "segment", "unknown": ["small"]},
]
MUTANTS = (*_SCALARS, *_LISTS, *_MAPS)
IDS = st.sampled_from(["alpha", "beta", "gamma"])
_PATCHES: st.SearchStrategy[Tree] = st.sampled_from([{"remove": "true"}, {"name": "5"}, {}])
LENGTHS = st.sampled_from(["30min", "4h", "2bh", "10d", "1bd", "6w", "3mo", "3q", "1y", "1.5h", '"2d"'])
TEXTS = st.sampled_from(["some words", "5", "true", '"no"', "1.10", "NO", "12:30", '""'])


def entity(fields: Fields, depth: int = 3) -> st.SearchStrategy[Tree]:
    """Draw a map of declared keys: the required ones, some others, and an absence now and then."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Tree:
        found: dict[str, Tree] = {}
        names = [name for name, key in fields.keys.items() if not key.required]
        some = draw(st.lists(st.sampled_from(names), max_size=4, unique=True)) if names and depth else []
        for name in (*fields.required, *some):
            found[name] = draw(value(fields.keys[name].shape, depth - 1))
        rest = [name for name in names if name not in found]
        if rest and draw(st.integers(0, 3)) == 0:
            absent = draw(st.sampled_from(rest))
            found |= draw(
                st.sampled_from([{"unknown": [absent]}, {"withheld": [absent]}, {"none": {absent: "a reason"}}])
            )
        return found

    return drawn()


def value(shape: Shape[object], depth: int = 3) -> st.SearchStrategy[Tree]:
    """Draw what fits a shape."""
    for kind, strategy in _STRATEGIES.items():
        if isinstance(shape, kind):
            return strategy(shape, depth)
    raise AssertionError(f"no documents are drawn for {type(shape).__name__}")


def _number(shape: Number, depth: int) -> st.SearchStrategy[Tree]:
    low, high = shape._low if shape._low is not None else -1000, shape._high or (1 if shape._high == 0 else 1000)
    whole = st.integers(int(low), int(high)).map(str)
    return whole | st.floats(low, high).map(lambda number: f"{number:.3f}")


def _varying(shape: Varying[object], depth: int) -> st.SearchStrategy[Tree]:
    bare = _amount(shape._amount)
    forms = bare | bare.map(lambda text: f"{text}..{text}") | bare.map(lambda text: f"~{text}")
    absences: st.SearchStrategy[dict[str, Tree]] = st.sampled_from([{}, {"unknown": ["delta"]}])

    def by(cases: dict[str, str], absence: dict[str, Tree]) -> Tree:
        return {"by": "segment", **cases, **absence}

    return st.one_of(forms, st.builds(by, st.dictionaries(IDS, forms, min_size=1), absences))


def _amount(shape: object) -> st.SearchStrategy[str]:
    lengths = st.sampled_from(["4h", "10d", "3mo"])
    if isinstance(shape, Length):
        return lengths
    numbers = st.sampled_from(["0", "1", "0.5"])
    return numbers | lengths if isinstance(shape, Amount) else numbers


def _many(shape: Many[object], depth: int) -> st.SearchStrategy[Tree]:
    item = value(shape.item, depth)
    several: st.SearchStrategy[Tree] = st.lists(item, min_size=shape.exactly, max_size=shape.exactly or 2)
    return several | item if shape.lone else several


def _group(shape: Group[object], depth: int) -> st.SearchStrategy[Tree]:
    whole = entity(shape.fields, depth)
    return whole | value(shape.short.shape, depth) if shape.short else whole


def _keyed(shape: Keyed[object], depth: int) -> st.SearchStrategy[Tree]:
    entries = st.dictionaries(IDS, value(shape.group, depth), max_size=2)
    absences = st.sampled_from([{"unknown": ["delta"]}, {"withheld": ["delta"]}, {"none": {"delta": "a reason"}}])
    return st.one_of(entries, absences)


def _word(shape: Word, depth: int) -> st.SearchStrategy[Tree]:
    return st.from_regex(shape._pattern, fullmatch=True).filter(str.isascii).map(json.dumps)


_STRATEGIES: dict[type, Callable[..., st.SearchStrategy[Tree]]] = {
    Text: lambda shape, depth: TEXTS,
    Word: _word,
    Flag: lambda shape, depth: st.sampled_from(list(shape._choices)),
    Number: _number,
    Integer: lambda shape, depth: st.integers(shape._low, 1000).map(str),
    Date: lambda shape, depth: st.dates().map(str),
    Effect: lambda shape, depth: st.sampled_from(["+strong", "-weak", "+", '"-"', "+0.6", "-1", '"+.25"']),
    Length: lambda shape, depth: LENGTHS,
    Amount: lambda shape, depth: _amount(shape),
    Choice: lambda shape, depth: st.sampled_from(list(shape._choices)),
    Ref: lambda shape, depth: IDS,
    OrWord: lambda shape, depth: value(shape._shape, depth) | st.just(shape._word),
    Anything: lambda shape, depth: st.sampled_from(MUTANTS),
    Sql: lambda shape, depth: st.just(Fixed("amount")),
    DueDate: lambda shape, depth: st.sampled_from([Fixed("renewal_date"), Fixed("renewal_date - 90d")]),
    SectionName: lambda shape, depth: st.sampled_from(["stages", "kpis", "variants"]),
    Scope: lambda shape, depth: st.dictionaries(IDS, IDS | st.lists(IDS, max_size=2), max_size=2),
    Patches: lambda shape, depth: st.dictionaries(
        st.sampled_from(["stages", "roles"]), st.dictionaries(IDS, _PATCHES, max_size=2), max_size=2
    ),
    StatementShape: lambda shape, depth: st.just({"field": Fixed("name"), "text": "their words", "by": "alpha"}),
    Varying: _varying,
    Many: _many,
    Group: _group,
    Keyed: _keyed,
    ByForm: lambda shape, depth: st.one_of([value(form, depth) for form in shape.forms]),
}


@st.composite
def mutated(draw: st.DrawFn, trees: st.SearchStrategy[Tree]) -> Tree:
    """Draw a document and change up to three things in it: values, keys, whole maps."""
    tree = draw(trees)
    for _ in range(draw(st.integers(0, 3))):
        tree = _changed(draw, tree)
    return tree


def _changed(draw: st.DrawFn, tree: Tree) -> Tree:
    """Change one place of a tree."""
    if isinstance(tree, Fixed):
        return tree
    if isinstance(tree, str) or not tree or draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(MUTANTS))
    if isinstance(tree, list):
        at = draw(st.integers(0, len(tree) - 1))
        return [*tree[:at], _changed(draw, tree[at]), *tree[at + 1 :]]
    name = draw(st.sampled_from(sorted(tree)))
    act = draw(st.sampled_from(["change", "change", "change", "drop", "add", "rename"]))
    if act == "change":
        return {**tree, name: _changed(draw, tree[name])}
    rest = {key: below for key, below in tree.items() if key != name}
    added = {"add": {**tree, "nonsense": "5"}, "rename": {**rest, "Renamed Key": tree[name]}}
    return added.get(act, rest)


def source(tree: Tree) -> str:
    """Write a tree as YAML, in braces and brackets."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return f"[{', '.join(source(item) for item in tree)}]"
    return f"{{{', '.join(f'{json.dumps(key)}: {source(below)}' for key, below in tree.items())}}}"
