"""Events to nodes: a loop with its own stack, so that no text can exhaust the program's."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from sys import intern
from typing import TypeAlias

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from opmodel.source import refusals
from opmodel.source.commas import slip
from opmodel.source.document import Mapping, Node, Problem, Scalar, Sequence, key_of
from opmodel.source.events import Event, NextEvent
from opmodel.source.text import Text

DEPTH_LIMIT = 64
"""Maps and lists inside each other: the language itself needs about ten."""
REPORTED = 20
"""Problems of one rule that a file reports; mending them shows the next."""

_Mark: TypeAlias = int | Scalar
"""Where a key starts, or the key itself where it is not plain."""
_Turn: TypeAlias = Callable[[Event, str | None, _Mark], None]
"""What an event other than a scalar does to the stack; the text is that of the key that waits for its value."""


class StopError(Exception):
    """Reading cannot go on in a useful way; holds the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Builder:
    """Builds the nodes of one document and keeps what it had to refuse.

    After `run`, also after one that raised: `roots` (one node or none), `problems`, `opaque` (scalars with quotes
    or in blocks, in the order of the text) and `nodes` (keys, values, maps and lists).
    """

    def __init__(self, text: Text, node_budget: int) -> None:
        self.problems: list[Problem] = []
        self.opaque: list[Scalar] = []
        self.nodes = 1
        self._text = text
        self._budget = node_budget
        self._stack: list[tuple[Mapping | Sequence, str | None]] = [(Sequence(0, flow=False, source=text), None)]
        self._reported: Counter[str] = Counter()
        self._may_have_odd_keys = not text.string.isascii() or "\\" in text.string or "<<" in text.string

    @property
    def roots(self) -> list[Node]:
        """The document's node, once it has begun."""
        bottom = self._stack[0][0]
        assert isinstance(bottom, Sequence)
        return bottom.items

    @property
    def inside(self) -> int | None:
        """Where the innermost map or list starts that is not closed yet."""
        return self._stack[-1][0].start if len(self._stack) > 1 else None

    def run(self, next_event: NextEvent) -> None:
        """Build until the last event; what the parser raises goes through.

        Raises:
            StopError: a limit is reached, or a key is no text.
        """
        text, turns, stack, opaque = self._text, self._turns(), self._stack, self.opaque
        may_refuse = "&" in text.string or "!" in text.string
        scalar_event: type[Event] = ScalarEvent  # a local name, as all in this loop: it runs once per word
        is_map, items = False, self.roots  # of the innermost map or list
        values, marks = _nothing()
        key: str | None = None  # of a map, while its value is still to come
        mark: _Mark = 0
        while (event := next_event()) is not None:
            if type(event) is not scalar_event:
                turns[type(event)](event, key, mark)
                key, inner = None, stack[-1][0]
                if isinstance(inner, Mapping):
                    is_map, values, marks = True, inner.values, inner.marks
                else:
                    is_map, items = False, inner.items
                continue
            if may_refuse and (event.anchor is not None or event.tag is not None):
                self._refuse(event)
            style = event.style
            if is_map and key is None and not style:
                key, mark = intern(event.value), event.start_mark.index
                continue
            node = Scalar()
            node.text, node.start = event.value, event.start_mark.index  # two by two: four would make a tuple first
            node.style, node.source = style, text
            if style:
                node.end = event.end_mark.index
                opaque.append(node)
            if not is_map:
                items.append(node)
            elif key is None:
                key, mark = node.text, node
            else:
                if key not in values:
                    values[key] = node
                    marks.append(mark)
                else:
                    self._duplicate(key, mark, node)
                key = None

    def _turns(self) -> dict[type[Event], _Turn]:
        turns: dict[type[Event], _Turn] = {
            MappingStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceStartEvent: self._open,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._start,
        }
        return defaultdict(lambda: _stay, turns)

    def _alias(self, event: Event, key: str | None, mark: _Mark) -> None:
        inner = self._stack[-1][0]
        if key == "<<" and isinstance(mark, int) and isinstance(inner, Mapping):
            self._report(refusals.merge_key(key_of(inner, key, mark)))
            return
        problem = refusals.alias(self._text, event.start_mark.index)
        if key is None and isinstance(inner, Mapping):
            raise StopError(problem)
        self._report(problem)

    def _start(self, event: Event, _key: str | None, _mark: _Mark) -> None:
        if self.roots:
            raise StopError(refusals.second_document(self._text, event.start_mark.index, self.roots[0]))
        if event.version or event.tags:
            self._report(refusals.directive(self._text, event.start_mark.index))

    def _open(self, event: Event, key: str | None, mark: _Mark) -> None:
        stack, text, start = self._stack, self._text, event.start_mark.index
        if len(stack) > DEPTH_LIMIT:
            raise StopError(refusals.too_deep(text, start, DEPTH_LIMIT))
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        kind = Mapping if type(event) is MappingStartEvent else Sequence
        node: Mapping | Sequence = kind(start, event.flow_style, text)
        outer = stack[-1][0]
        if not isinstance(outer, Mapping):
            outer.items.append(node)
        elif key is None:
            raise StopError(refusals.complex_key(text, start))
        elif key not in outer.values:
            outer.values[key] = node
            outer.marks.append(mark)
        else:
            self._duplicate(key, mark, node)
        stack.append((node, key))

    def _close(self, event: Event, _key: str | None, _mark: _Mark) -> None:
        node = self._stack[-1][0]
        if isinstance(node, Mapping):
            self.nodes += 2 * len(node.values)
            if self._may_have_odd_keys:
                self._refuse_merge(node)
                self._drop_twins(node)
        else:
            self.nodes += len(node.items)
        self._stack.pop()
        if node.flow:
            node.end = event.end_mark.index
        if self.nodes > self._budget:
            raise StopError(refusals.too_many_nodes(self._text, node.start, self._budget))

    def _refuse(self, event: Event) -> None:
        start, string = event.start_mark.index, self._text.string
        if event.anchor is not None:
            self._report(refusals.anchor(self._text, string.find("&", start)))
        if event.tag is not None:
            self._report(refusals.tag(self._text, string.find("!", start)))

    def _refuse_merge(self, node: Mapping) -> None:
        if "<<" in node.values and node.key("<<").plain:
            self._report(refusals.merge_key(node.key("<<")))
            node.drop(("<<",))

    def _duplicate(self, key: str, mark: _Mark, value: Node) -> None:
        if self._reported["duplicate-key"] >= REPORTED:
            return
        node = self._stack[-1][0]
        assert isinstance(node, Mapping)
        help_ = slip(node, key) if isinstance(value, Scalar) and value.empty else ""
        self._report(refusals.duplicate(node.key(key), key_of(node, key, mark), self._path(), help_))

    def _drop_twins(self, node: Mapping) -> None:
        seen: dict[str, str] = {}
        twins: set[str] = set()
        for text in node.values:
            first = seen.setdefault(text if text.isascii() else unicodedata.normalize("NFC", text), text)
            if first != text:
                self._report(refusals.duplicate(node.key(first), node.key(text), self._path(), ""))
                twins.add(text)
        if twins:
            node.drop(twins)

    def _path(self) -> str:
        return ".".join(key for _, key in self._stack if key is not None)

    def _report(self, problem: Problem) -> None:
        self._reported[problem.rule] += 1
        if self._reported[problem.rule] <= REPORTED:
            self.problems.append(problem)


def _nothing() -> tuple[dict[str, Node], list[_Mark]]:
    return {}, []


def _stay(_event: Event, _key: str | None, _mark: _Mark) -> None:
    pass
