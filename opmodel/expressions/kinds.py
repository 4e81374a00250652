"""The kind of value an expression yields."""

from opmodel.expressions.columns import Columns, Kind, day
from opmodel.expressions.tree import Expression, Literal, Reference, Sum, Today


def kind_of(node: Expression, columns: Columns) -> Kind | None:
    """Return the kind of an expression, None where a column is unknown or the kinds of a sum do not fit."""
    if isinstance(node, Reference):
        column = columns.find(node.path)
        return column.kind if column else None
    if isinstance(node, Literal):
        return _literal_kind(node)
    if isinstance(node, Today):
        return Kind.DATE
    if isinstance(node, Sum):
        return sum_kind(tuple((sign, part_kind(part, columns)) for sign, part in node.parts))
    return Kind.BOOLEAN


def part_kind(part: Expression, columns: Columns) -> Kind | None:
    """Return the kind of a part of a sum, where a quoted date counts as a date."""
    if isinstance(part, Literal) and isinstance(part.value, str) and day(part.value) is not None:
        return Kind.DATE
    return kind_of(part, columns)


def sum_kind(parts: tuple[tuple[int, Kind | None], ...]) -> Kind | None:
    """Return the kind of a sum: dates minus dates are days, a date plus days is a date; None for anything else."""
    dates = sum(sign for sign, kind in parts if kind is Kind.DATE)
    others = [kind for _, kind in parts if kind is not Kind.DATE]
    if not all(kind is not None and kind.counts for kind in others) or dates not in (0, 1):
        return None
    whole = all(kind is Kind.INTEGER for kind in others)
    if len(others) < len(parts):
        return None if not whole else Kind.DATE if dates else Kind.INTEGER
    return Kind.INTEGER if whole else Kind.NUMBER


def _literal_kind(node: Literal) -> Kind:
    if isinstance(node.value, bool):
        return Kind.BOOLEAN
    if isinstance(node.value, str):
        return Kind.TEXT
    return Kind.INTEGER if isinstance(node.value, int) else Kind.NUMBER
