"""A SELECT with one thing changed, on its text: comparisons turned round, parts of conditions left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""
    (?P<blank> \s+ | --[^\n]* | /\*.*?\*/ )
  | (?P<quoted> '(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | \[[^\]]*\] )
  | (?P<word> [^\W\d][\w$]* )
  | (?P<sign> <= | >= | <> | != | == | \|\| | [=<>] )
  | (?P<rest> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ROUND = {"=": "<>", "==": "<>", "<>": "=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TESTS = ("in", "like", "between", "exists")
_BEGIN = ("where", "on", "having", "when")
_END = ("select", "from", "group", "order", "limit", "union", "except", "intersect", "join", "left", "inner", "cross")
_ENDS = frozenset((*_END, *_BEGIN, "outer", "right", "full", "natural", "then", "else", "end"))
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Clause:
    """A condition at one depth of brackets: where its parts begin and end, and what joins them."""

    open: bool = False
    start: int = -1
    parts: list[tuple[int, int]] = field(default_factory=list)
    joints: list[str] = field(default_factory=list)
    between: bool = False

    def close(self, end: int) -> None:
        """End the part that stands open."""
        if self.open and self.start >= 0:
            self.parts.append((self.start, end))
        self.start = -1


def changed(sql: str) -> Iterator[tuple[str, str]]:
    """Yield what was changed in a statement, as half a sentence, and the statement."""
    tokens = [_Token(match.lastgroup or "", match[0], match.start(), match.end()) for match in _TOKEN.finditer(sql)]
    words = [one for one in tokens if one.kind != "blank"]
    yield from _turned(sql, words)
    for start, end, truth in _parts(words):
        yield f"{_said(sql[start:end])} is left out", f"{sql[:start]}{truth}{sql[end:]}"


def _turned(sql: str, tokens: list[_Token]) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(tokens):
        word, before = one.text.lower(), tokens[at - 1].text.lower() if at else ""
        if one.kind == "sign" and word in _ROUND:
            yield _turning(sql, one, _ROUND[word])
        elif one.kind == "word" and word == "is":
            negation = tokens[at + 1] if at + 1 < len(tokens) else one
            if negation.text.lower() == "not":
                yield _turning(sql, negation, "")
            else:
                yield _turning(sql, one, "is not")
        elif one.kind == "word" and word == "not" and before != "is":
            yield _turning(sql, one, "")
        elif one.kind == "word" and word in _TESTS and before != "not":
            yield _turning(sql, one, f"not {word}")


def _turning(sql: str, one: _Token, other: str) -> tuple[str, str]:
    around = sql[max(one.start - _SHOWN // 2, 0) : one.end + _SHOWN // 2]
    return f"`{one.text}` in {_said(around)} is turned round", f"{sql[: one.start]}{other}{sql[one.end :]}"


def _parts(tokens: list[_Token]) -> Iterator[tuple[int, int, str]]:
    """Yield where each part of a condition begins and ends, and what stands for it: what changes nothing."""
    stack = [_Clause()]
    for one in tokens:
        clause, word = stack[-1], one.text.lower()
        if one.text == "(":
            _begin(clause, one.start)
            stack.append(_Clause(open=True))
        elif one.text == ")" and len(stack) > 1:
            clause.close(one.start)
            yield from _several(stack.pop())
        elif one.kind == "word" and word in _ENDS:
            clause.close(one.start)
            yield from _several(clause)
            stack[-1] = _Clause(open=word in _BEGIN)
        elif word == "and" and clause.between:
            clause.between = False
        elif one.kind == "word" and word in ("and", "or"):
            clause.close(one.start)
            clause.joints.append(word)
        else:
            clause.between = clause.between or (one.kind == "word" and word == "between")
            _begin(clause, one.start)
    stack[-1].close(tokens[-1].end if tokens else 0)
    for clause in stack:
        yield from _several(clause)


def _begin(clause: _Clause, start: int) -> None:
    if clause.start < 0:
        clause.start = start


def _several(clause: _Clause) -> Iterator[tuple[int, int, str]]:
    if not clause.open or len(clause.parts) < 2 or len(clause.joints) != len(clause.parts) - 1:
        return
    for at, (start, end) in enumerate(clause.parts):
        beside = clause.joints[max(at - 1, 0) : at + 1]
        yield start, end, "true " if "and" in beside else "false "


def _said(text: str) -> str:
    words = " ".join(text.split())
    return f"`{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}`"
