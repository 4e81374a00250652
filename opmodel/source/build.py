"""Events to nodes: a loop with its own stack, so that no text can exhaust the program's."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
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
from opmodel.source.document import Mapping, Node, Problem, Scalar, Sequence
from opmodel.source.events import Event, NextEvent
from opmodel.source.text import Text

DEPTH_LIMIT = 64
"""Maps and lists inside each other: the language itself needs about ten."""
REPORTED = 20
"""Problems of one rule that a file reports; mending them shows the next."""

_Entries: TypeAlias = dict[str, tuple[Scalar, Node]]
_State: TypeAlias = tuple[_Entries | None, list[Node], bool]
"""Entries of the open map or None, items of the open list, whether it is written with brackets."""


_Turn: TypeAlias = Callable[[Event, Scalar | None, _State], _State]
"""What an event other than a scalar makes of the state; the scalar is the key that waits for its value."""


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
        self.roots: list[Node] = []
        self.problems: list[Problem] = []
        self.opaque: list[Scalar] = []
        self.nodes = 1
        self._text = text
        self._budget = node_budget
        self._stack: list[tuple[Mapping | Sequence, Scalar | None, _State]] = []  # with its key and the state outside
        self._reported: Counter[str] = Counter()
        self._may_have_twins = not text.string.isascii() or "\\" in text.string

    @property
    def inside(self) -> int | None:
        """Where the innermost map or list starts that is not closed yet."""
        return self._stack[-1][0].start if self._stack else None

    def run(self, next_event: NextEvent) -> None:
        """Build until the last event; what the parser raises goes through.

        Raises:
            StopError: a limit is reached, or a key is no text.
        """
        text, opaque, turns = self._text, self.opaque, self._turns()
        scalar_event: type[Event] = ScalarEvent  # a local name, as all in this loop: it runs once per word
        may_refuse = "&" in text.string or "!" in text.string
        entries: _Entries | None = None  # of the open map
        items, flow = self.roots, False  # of the open list; whether brackets are open
        key: Scalar | None = None  # of a map, while its value is still to come
        while (event := next_event()) is not None:
            if type(event) is not scalar_event:
                entries, items, flow = turns[type(event)](event, key, (entries, items, flow))
                key = None
                continue
            node = Scalar()
            node.text, node.start, node.end = event.value, event.start_mark.index, -1
            node.style, node.flow, node.source = event.style, flow, text
            if node.style:
                node.end = event.end_mark.index
                opaque.append(node)
            if may_refuse and (event.anchor is not None or event.tag is not None):
                self._refuse(event)
            if entries is None:
                items.append(node)
            elif key is None:
                key = node
            else:
                if (name := key.text) not in entries:
                    entries[name] = (key, node)
                else:
                    self._duplicate(entries[name][0], key, node)
                key = None

    def _turns(self) -> dict[type[Event], _Turn]:
        turns: dict[type[Event], _Turn] = {
            MappingStartEvent: self._open_map,
            MappingEndEvent: self._close_map,
            SequenceStartEvent: self._open_list,
            SequenceEndEvent: self._close_list,
            AliasEvent: self._alias,
            DocumentStartEvent: self._start,
        }
        return defaultdict(lambda: _stay, turns)

    def _alias(self, event: Event, key: Scalar | None, state: _State) -> _State:
        is_merge = key is not None and key.plain and key.text == "<<"
        problem = refusals.merge_key(key) if key and is_merge else refusals.alias(self._text, event.start_mark.index)
        if key is None and state[0] is not None:
            raise StopError(problem)
        self._report(problem)
        return state

    def _start(self, event: Event, _key: Scalar | None, state: _State) -> _State:
        if self.roots:
            raise StopError(refusals.second_document(self._text, event.start_mark.index, self.roots[0]))
        if event.version or event.tags:
            self._report(refusals.directive(self._text, event.start_mark.index))
        return state

    def _open_map(self, event: Event, key: Scalar | None, state: _State) -> _State:
        node = Mapping(event.start_mark.index, event.flow_style, self._text)
        self._open(event, node, key, state)
        return node.entries, state[1], node.flow

    def _open_list(self, event: Event, key: Scalar | None, state: _State) -> _State:
        node = Sequence(event.start_mark.index, event.flow_style, self._text)
        self._open(event, node, key, state)
        return None, node.items, node.flow

    def _open(self, event: Event, node: Mapping | Sequence, key: Scalar | None, state: _State) -> None:
        stack = self._stack
        if len(stack) == DEPTH_LIMIT:
            raise StopError(refusals.too_deep(self._text, node.start, DEPTH_LIMIT))
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        entries = state[0]
        if entries is None:
            state[1].append(node)
        elif key is None:
            raise StopError(refusals.complex_key(self._text, node.start))
        elif key.text not in entries:
            entries[key.text] = (key, node)
        else:
            self._duplicate(entries[key.text][0], key, node)
        stack.append((node, key, state))

    def _close_map(self, event: Event, _key: Scalar | None, state: _State) -> _State:
        entries = state[0]
        assert entries is not None
        self.nodes += 2 * len(entries)
        if "<<" in entries or self._may_have_twins:
            self._refuse_merge(entries)
            self._drop_twins(entries)
        return self._close(event)

    def _close_list(self, event: Event, _key: Scalar | None, state: _State) -> _State:
        self.nodes += len(state[1])
        return self._close(event)

    def _close(self, event: Event) -> _State:
        node, _, outside = self._stack.pop()
        if node.flow:
            node.end = event.end_mark.index
        if self.nodes > self._budget:
            raise StopError(refusals.too_many_nodes(self._text, node.start, self._budget))
        return outside

    def _refuse(self, event: Event) -> None:
        start, string = event.start_mark.index, self._text.string
        if event.anchor is not None:
            self._report(refusals.anchor(self._text, string.find("&", start)))
        if event.tag is not None:
            self._report(refusals.tag(self._text, string.find("!", start)))

    def _refuse_merge(self, entries: _Entries) -> None:
        if "<<" in entries and entries["<<"][0].plain:
            self._report(refusals.merge_key(entries.pop("<<")[0]))

    def _duplicate(self, first: Scalar, second: Scalar, value: Node) -> None:
        if self._reported["duplicate-key"] >= REPORTED:
            return
        node = self._stack[-1][0]
        is_tail = isinstance(value, Scalar) and value.empty
        help_ = slip(node, first.text) if is_tail and isinstance(node, Mapping) else ""
        self._report(refusals.duplicate(first, second, self._path(), help_))

    def _drop_twins(self, entries: _Entries) -> None:
        seen: dict[str, Scalar] = {}
        for text, (key, _) in list(entries.items()):
            first = seen.setdefault(text if text.isascii() else unicodedata.normalize("NFC", text), key)
            if first is not key:
                del entries[text]
                self._report(refusals.duplicate(first, key, self._path(), ""))

    def _path(self) -> str:
        return ".".join(key.text for _, key, _ in self._stack if key)

    def _report(self, problem: Problem) -> None:
        self._reported[problem.rule] += 1
        if self._reported[problem.rule] <= REPORTED:
            self.problems.append(problem)


def _stay(_event: Event, _key: Scalar | None, state: _State) -> _State:
    return state
