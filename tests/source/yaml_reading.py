"""How the tests of this folder read YAML and look at what came of it."""

from opmodel.source import Document, Mapping, Node, Problem, Scalar, Sequence, parse


def read(text: str) -> Document:
    """Read a text as a file would be read."""
    return parse(text.encode(), "org.yaml")


def only(text: str) -> Problem:
    """Read a text that has exactly one problem and return that."""
    (problem,) = read(text).problems
    return problem


def place(problem: Problem) -> tuple[str, str]:
    """Return the rule of a problem and its place as `line:column`."""
    return problem.rule, f"{problem.span.line}:{problem.span.column}"


def spot(node: Node) -> tuple[int, int, int, int]:
    """Return where a node starts and ends."""
    span = node.span
    return span.line, span.column, span.end_line, span.end_column


def value(text: str, key: str = "a") -> Scalar:
    """Return the scalar below a key of a text without problems."""
    document = read(text)
    assert document.problems == (), document.problems
    assert document.root is not None
    node = document.root.get(key)
    assert isinstance(node, Scalar)
    return node


def tree(node: Node) -> object:
    """Return all a node knows about itself and its children, for comparison."""
    if isinstance(node, Mapping):
        return node.flow, spot(node), [(tree(key), tree(item)) for key, item in node.entries()]
    if isinstance(node, Sequence):
        return node.flow, spot(node), [tree(item) for item in node.items]
    return node.text, node.style, spot(node)
