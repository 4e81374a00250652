"""Text of a model to documents: nodes that know their place, comments, and what could not be read."""

from opmodel.source.commas import slip
from opmodel.source.comments import Comment
from opmodel.source.document import NULLS, Document, Mapping, Node, Problem, Scalar, Sequence
from opmodel.source.loader import NODE_BUDGET, parse
from opmodel.source.scalars import ambiguity, flow, plain_value, scalars
from opmodel.source.text import Text, shortened

__all__ = [
    "NODE_BUDGET",
    "NULLS",
    "Comment",
    "Document",
    "Mapping",
    "Node",
    "Problem",
    "Scalar",
    "Sequence",
    "Text",
    "ambiguity",
    "flow",
    "parse",
    "plain_value",
    "scalars",
    "shortened",
    "slip",
]
