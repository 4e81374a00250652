"""Bytes to a document: never raises, and every refusal has its place."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from yaml.error import YAMLError

from opmodel.source.build import REPORTED, Builder, StopError
from opmodel.source.cut import cut_texts
from opmodel.source.decode import decode
from opmodel.source.document import Document, Mapping, Node, Problem, Scalar
from opmodel.source.events import events
from opmodel.source.refusals import wrong_root
from opmodel.source.syntax import explain
from opmodel.source.text import Text
from opmodel.source.unsafe import cleaned, is_harmless, unsafe_in_escapes, unsafe_in_text

NODE_BUDGET = 500_000
"""Keys, values, maps and lists a model may have."""

_UNREAD = frozenset(("yaml-syntax", "file-too-deep", "file-too-large"))  # of such a file nothing is used


def parse(data: bytes, file: str, *, node_budget: int = NODE_BUDGET) -> Document:
    """Read the bytes of one file.

    Args:
        data: what the file holds, whatever that is.
        file: its name as findings show it.
        node_budget: how many nodes of the model are left for this file.
    """
    decoded = decode(data, file)
    if isinstance(decoded, Problem):
        return Document(file, None, (decoded,), 0, Text(file, ""))
    text, problems = decoded, []
    if not is_harmless(decoded):
        text, problems = cleaned(decoded), [*islice(unsafe_in_text(decoded), REPORTED)]
    builder = Builder(text, node_budget)
    problems += _build(builder, text)
    if "\\" in text.string:
        problems += islice(unsafe_in_escapes(builder.opaque), REPORTED)
    root = _root(builder.roots, text)
    if not isinstance(root, Mapping) and not _is_unread(problems):
        problems.append(wrong_root(root))
    if not isinstance(root, Mapping) or _is_unread(problems):
        return Document(file, None, _sorted(problems), builder.nodes, text)
    document = Document(file, root, _sorted(problems), builder.nodes, text, tuple(builder.opaque))
    cuts = tuple(islice(cut_texts(document), REPORTED))
    return replace(document, problems=_sorted([*problems, *cuts])) if cuts else document


def _build(builder: Builder, text: Text) -> list[Problem]:
    try:
        builder.run(events(text.string))
    except StopError as stop:
        return [*builder.problems, stop.problem]
    except YAMLError as error:
        return [*builder.problems, explain(error, text, builder.opaque, builder.inside)]
    return builder.problems


def _is_unread(problems: list[Problem]) -> bool:
    return any(problem.rule in _UNREAD for problem in problems)


def _root(roots: list[Node], text: Text) -> Node:
    """Return the document's node; a file without any holds an empty map."""
    if not roots or (isinstance(roots[0], Scalar) and roots[0].is_null):
        return Mapping(0, flow=False, source=text)
    return roots[0]


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.span.line, problem.span.column, problem.rule)))
