"""No bytes crash the program, hang it or raise."""

import json
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from opmodel.source import parse
from opmodel.source.document import Mapping, Node, Scalar, Sequence

NESTED = {
    "brackets": ("'[' * 100_000", "file-too-deep"),
    "two hundred kilobytes of brackets": ("'[' * 200_000", "file-too-deep"),
    "maps in brackets": ("'{a: ' * 100_000", "file-too-deep"),
    "dashes": ("'- ' * 100_000", "file-too-deep"),
    "indentation": ("''.join(' ' * depth + 'a:\\n' for depth in range(1000))", "file-too-deep"),
    "two megabytes": ("'[' * 2_000_000", "file-too-large"),
    "keys of several parts": ("'? ' * 100_000", "yaml-syntax"),
    "a list that holds itself": ("'a: &a [*a]'", "anchor-or-alias"),
    "aliases of aliases": (
        "'a: &a [x, x]\\n' + ''.join(f'{b}: &{b} [*{a}, *{a}]\\n' for a, b in zip('abcdefgh', 'bcdefghi'))",
        "anchor-or-alias",
    ),
    "merge keys of merge keys": (
        "'a: &a {x: 1}\\n' + ''.join(f'{b}: &{b} {{<<: [*{a}, *{a}]}}\\n' for a, b in zip('abcdefgh', 'bcdefghi'))",
        "anchor-or-alias",
    ),
}
PROGRAM = """
import json
from opmodel.source import parse
document = parse(({text}).encode(), "org.yaml")
first = document.problems[0]
print(json.dumps([first.rule, first.span.line, first.span.column, document.broken, document.nodes]))
"""


@pytest.mark.parametrize(("text", "rule"), NESTED.values(), ids=NESTED)
def test_nesting_and_bombs_are_refused_without_a_crash(text, rule):
    """In a process of its own: the parser's own tree builder dies of the first of these."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(text=text)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    found, line, column, broken, nodes = json.loads(done.stdout)
    assert (found, broken) == (rule, True)
    assert (line >= 1, column >= 1) == (True, True)
    assert nodes < 300


def test_a_million_keys_are_too_many():
    """The limit of a file comes first, that of the model next."""
    assert [problem.rule for problem in parse(b"a:\n" * 1_000_000, "org.yaml").problems] == ["file-too-large"]
    keys = "{" + ",".join(f"{number:x}" for number in range(180_000)) + "}"
    assert parse(keys.encode(), "org.yaml", node_budget=500_000).nodes == 360_001
    assert [problem.rule for problem in parse(keys.encode(), "org.yaml", node_budget=300_000).problems] == [
        "file-too-large"
    ]


def _visit(node: Node) -> int:
    """Ask every node everything it can be asked for its place and return how many there are."""
    span = node.span
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    if isinstance(node, Scalar):
        for offset in range(len(node.text) + 1):
            part = node.place(offset, offset + 1)
            assert (span.line, span.column) <= (part.line, part.column)
        return 1
    if isinstance(node, Sequence):
        return 1 + sum(_visit(item) for item in node.items)
    return 1 + sum(_visit(key) + _visit(item) for key, item in node.entries())


def _check(data: bytes) -> None:
    document = parse(data, "org.yaml")
    assert document.broken or document.root is not None
    for problem in document.problems:
        assert problem.message
        assert (problem.span.line, problem.span.column) >= (1, 1)
        assert (problem.span.line, problem.span.column) <= (problem.span.end_line, problem.span.end_column)
    assert all(comment.text.startswith("#") for comment in document.comments)
    if isinstance(document.root, Mapping):
        kept = _visit(document.root)
        assert kept == document.nodes if not document.problems else kept <= document.nodes
    assert parse(data, "org.yaml").problems == document.problems


@settings(deadline=None)
@given(st.binary(max_size=60))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b'"\\U00110000"')
def test_no_bytes_raise(data):
    """Whatever a file holds becomes a document, the same one each time."""
    _check(data)


PIECES = [
    *"ab0:-,[]{}\"'#&*!|>%@`?=\\~.<",
    " ",
    "  ",
    "\n",
    "\n  ",
    "\n    ",
    "\t",
    "\r\n",
    "\r",
    ": ",
    "- ",
    "? ",
    "<<: ",
]
PIECES += [
    "a: ",
    "|\n  ",
    ">-\n   ",
    "''",
    "\\x41",
    "\\u202e",
    " # c",
    "{a: ",
    "---\n",
    "...\n",
    "\ufeff",
    "\x1b",
    "é",
    "\u2028",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_text_of_yaml_signs_raises(pieces):
    """Texts made of what means something in YAML reach the places random bytes do not."""
    _check("".join(pieces).encode())
