"""What a file holds after reading: maps, lists and scalars that know where they stand."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from opmodel.finding import Note, Span
from opmodel.source.comments import Comment, comments_outside
from opmodel.source.place import pieces
from opmodel.source.text import Text

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
"""Plain texts that stand for nothing."""

_BLOCKS = ("|", ">")
_QUOTES = ("'", '"')
_LONG = 9  # digits: more than any list has items
_LEFT_OUT = "anchor-or-alias"  # the one refusal after which reading goes on


class Scalar:
    """A single value as it was written.

    `text` is the value without quotes, escapes and folding; nothing is ever converted. `style` is empty for plain
    text, else the quote, `|` or `>`. Built by the million: it keeps offsets into the text and works out places when
    somebody asks. For the same reason it has no constructor: the one loop that makes scalars sets all attributes at
    once.
    """

    __slots__ = ("end", "source", "start", "style", "text")

    text: str
    start: int
    end: int
    """Not there for plain text, whose end is told from the text: most are never asked for it."""
    style: str
    source: Text

    def __repr__(self) -> str:
        return f"Scalar({self.text!r})"

    @property
    def plain(self) -> bool:
        """Whether it stands without quotes and outside a block of text."""
        return not self.style

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written."""
        return not self.text and not self.style

    @property
    def is_null(self) -> bool:
        """Whether it is plain and one of the words for nothing, or empty."""
        return not self.style and self.text in NULLS

    def inside(self, step: str | int) -> None:
        """Return what stands at a key or number in it: nothing."""

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.source.file

    @property
    def offsets(self) -> tuple[int, int]:
        """Where it starts and ends in the text of the file, quotes included, the break after a block left out."""
        start, end = self.start, self._until
        if self.style in _BLOCKS:
            end = start + len(self.source.string[start:end].rstrip())
        return start, end

    @property
    def _until(self) -> int:
        if self.style:
            return self.end
        start, string = self.start, self.source.string
        if string.startswith(self.text, start):
            return start + len(self.text)
        folded = re.compile(r"\s+".join(map(re.escape, self.text.split()))).match(string, start)
        return folded.end() if folded else start

    @property
    def span(self) -> Span:
        """The stretch of the file it covers, quotes included."""
        return self.source.span(*self.offsets)

    def place(self, start: int, end: int) -> Span:
        """Return where a part of `text` stands in the file; offsets beyond the text mean its end."""
        return self.source.span(*self.stretch(start, end))

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the file of a part of `text`: the whole scalar where they cannot be told apart."""
        begin, until, last = self.start, self._until, len(self.text)
        start = max(0, min(start, last))
        end = max(start, min(end, last))
        quote = 1 if self.style in _QUOTES else 0
        if until - begin == last + 2 * quote:  # decoding only ever shortens: equal length means nothing was decoded
            return begin + quote + start, begin + quote + end
        found = pieces(self.source.string[begin:until], self.style, self.text)
        if not found:
            return self.offsets
        first = found[start][1] if start < last else found[-1][2]
        return begin + first, begin + (found[end - 1][2] if end > start else first)


class Sequence:
    """A list: `items` in the order of the text; `flow` tells that it was written as `[ ]` (then `end` is set)."""

    __slots__ = ("end", "flow", "items", "source", "start")
    is_null = False

    def __init__(self, start: int, flow: bool, source: Text) -> None:  # noqa: FBT001
        self.items: list[Node] = []
        self.start = start
        self.end = -1
        self.flow = flow
        self.source = source

    def __repr__(self) -> str:
        return f"Sequence({self.items!r})"

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.source.file

    def inside(self, step: str | int) -> "Node | None":
        """Return the item of a number, which may be written as text."""
        at = step if isinstance(step, int) else int(step) if step.isdecimal() and len(step) < _LONG else -1
        return self.items[at] if 0 <= at < len(self.items) and str(at) == str(step) else None

    @property
    def span(self) -> Span:
        """The stretch of the file it covers, brackets included."""
        return self.source.span(self.start, _end(self))


class Mapping:
    """A map: `values` from the text of a key to its value, in the order of the text.

    Of duplicate keys only the first is kept. `flow` tells that it was written as `{ }` (then `end` is set). `marks`
    says in the same order where each key starts, or holds the key itself where it was written with quotes or as a
    block: hardly any key is asked for its place, so keys become scalars when somebody does.
    """

    __slots__ = ("_places", "end", "flow", "marks", "source", "start", "values")
    is_null = False

    def __init__(self, start: int, flow: bool, source: Text) -> None:  # noqa: FBT001
        self.values: dict[str, Node] = {}
        self.marks: list[int | Scalar] = []
        self._places: dict[str, int | Scalar] | None = None
        self.start = start
        self.end = -1
        self.flow = flow
        self.source = source

    def __repr__(self) -> str:
        return f"Mapping({list(self.values.items())!r})"

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.source.file

    @property
    def span(self) -> Span:
        """The stretch of the file it covers, from its first key (or bracket) to the end of its last value."""
        return self.source.span(*self.offsets)

    @property
    def offsets(self) -> tuple[int, int]:
        """Where it starts and ends in the text of the file."""
        return self.start, _end(self)

    def get(self, key: str) -> "Node | None":
        """Return the value of a key."""
        return self.values.get(key)

    def inside(self, step: str | int) -> "Node | None":
        """Return the value of a key; a number is none."""
        return self.values.get(step) if isinstance(step, str) else None

    def key(self, name: str) -> Scalar:
        """Return a key itself, for its place.

        Raises:
            KeyError: there is no such key.
        """
        if self._places is None or len(self._places) != len(self.values):
            self._places = dict(zip(self.values, self.marks, strict=True))
        return key_of(self, name, self._places[name])

    def entries(self) -> "Iterator[tuple[Scalar, Node]]":
        """Yield every key and its value."""
        places = zip(self.values.items(), self.marks, strict=True)
        return ((key_of(self, name, mark), value) for (name, value), mark in places)

    def only(self, names: Container[str]) -> "Mapping":
        """Return the map with some of its keys."""
        kept = Mapping(self.start, self.flow, self.source)
        kept.end = self.end
        kept.marks = [mark for name, mark in zip(self.values, self.marks, strict=True) if name in names]
        kept.values = {name: value for name, value in self.values.items() if name in names}
        return kept

    def drop(self, names: Container[str]) -> None:
        """Take keys out of the map."""
        self.marks = [mark for name, mark in zip(self.values, self.marks, strict=True) if name not in names]
        self.values = {name: value for name, value in self.values.items() if name not in names}
        self._places = None


Node: TypeAlias = Scalar | Sequence | Mapping


def key_of(within: Mapping, text: str, mark: int | Scalar) -> Scalar:
    """Return a key of a map from where it starts; one that is not plain is at hand."""
    if not isinstance(mark, int):
        return mark
    made = Scalar()
    made.text, made.start = text, mark
    made.style, made.source = "", within.source
    return made


@dataclass(frozen=True, slots=True)
class Problem:
    """Why some text is not what it seems or could not be read; `rule` names the rule that reports it."""

    rule: str
    message: str
    span: Span
    help: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)  # no slots: the comments are found when somebody asks
class Document:
    """One file after reading: never missing, whatever the bytes were.

    `root` is None where the text could not be read as a whole or is not a map; an empty file has an empty map.
    `nodes` counts keys, values, maps and lists. `opaque` are the scalars in which a `#` starts no comment.
    Of one rule a file reports twenty problems at most: mending them shows the next.
    """

    file: str
    root: Mapping | None
    problems: tuple[Problem, ...]
    nodes: int
    text: Text = field(repr=False)
    opaque: tuple[Scalar, ...] = field(default=(), repr=False)

    @property
    def broken(self) -> bool:
        """Whether some text of the file never became nodes: all of it, or what an anchor or alias stands for."""
        return self.root is None or any(problem.rule == _LEFT_OUT for problem in self.problems)

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """All comments in the order of the text; none where the file could not be read."""
        if self.root is None:
            return ()
        return tuple(comments_outside(self.text, self._opaque_stretches()))

    def _opaque_stretches(self) -> Iterator[tuple[int, int]]:
        for scalar in self.opaque:
            start, end = scalar.offsets
            if scalar.style in _BLOCKS:  # the header line of a block may end in a comment
                start += len(self.text.string[start:end].splitlines()[0])
            yield start, end


def _end(node: Node) -> int:
    """Find where a node ends by its last child: the parser's end marks of block collections overshoot."""
    while not isinstance(node, Scalar):
        if node.end >= 0:
            return node.end
        children = node.items if isinstance(node, Sequence) else list(node.values.values())
        if not children:
            return node.start
        node = children[-1]
    return node.offsets[1]
