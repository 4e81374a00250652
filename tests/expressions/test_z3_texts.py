"""Answers about patterns and the order of texts against a solver of strings."""

import z3  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.expressions import Expression, Found, Undecided, both, differ, holds, none_of
from opmodel.expressions.tree import (
    And,
    AtLeast,
    Comparison,
    IsNull,
    Like,
    Literal,
    Membership,
    Not,
    Or,
    Reference,
    any_of,
)
from tests.expressions.strategies import COLUMNS, conditions, literal
from tests.expressions.test_z3 import Truth, counted, opposite

NAMES = st.sampled_from([Reference(0, 0, (name,)) for name in ("place", "town")])
PATTERNS = st.sampled_from(("a%", "%b", "_", "%", "ab", "%a%", "%ab%", "a_%", "_b", "b%a", "", "__"))
TEXTS = st.sampled_from(("a", "ab", "ba", "b", "", "aab")).map(literal)


def text_atoms() -> st.SearchStrategy[Expression]:
    """Everything a condition asks of texts, and of two texts whether they are the same."""
    signs = st.sampled_from(("=", "<>", "<", "<=", ">", ">="))
    several = st.lists(TEXTS, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Like, st.just(0), st.just(0), NAMES, PATTERNS, st.booleans()),
        st.builds(Like, st.just(0), st.just(0), NAMES, PATTERNS, st.booleans()),
        st.builds(Comparison, st.just(0), st.just(0), signs, NAMES, TEXTS),
        st.builds(Comparison, st.just(0), st.just(0), st.sampled_from(("=", "<>")), NAMES, NAMES),
        st.builds(Membership, st.just(0), st.just(0), NAMES, several, st.booleans()),
        st.builds(IsNull, st.just(0), st.just(0), NAMES, st.booleans()),
    )


CONDITIONS = conditions(text_atoms())
ONE_TEXT = conditions(text_atoms().filter(lambda atom: "town" not in str(atom)))


def truth(node: Expression) -> Truth:
    """Encode a condition about texts."""
    match node:
        case Not():
            return opposite(truth(node.operand))
        case And() | Or() | AtLeast():
            count = node.count if isinstance(node, AtLeast) else len(node.terms) if isinstance(node, And) else 1
            return counted(count, [truth(term) for term in node.terms])
        case IsNull():
            empty = emptiness(node.operand)
            return Truth(z3.Not(empty), empty) if node.negated else Truth(empty, z3.Not(empty))
        case Like():
            met = z3.InRe(value(node.operand), z3.Concat(z3.Re(""), z3.Re(""), *map(sign, node.pattern)))
            found = known(met, node.operand)
            return opposite(found) if node.negated else found
        case Membership():
            found = counted(1, [compared(node.operand, "=", one) for one in node.values])
            return opposite(found) if node.negated else found
    assert isinstance(node, Comparison)
    return compared(node.left, node.operator, node.right)


def compared(left: Expression, operator: str, right: Expression) -> Truth:
    """Encode a comparison of texts."""
    x, y = value(left), value(right)
    met = {"=": x == y, "<>": x != y, "<": x < y, "<=": x <= y, ">": y < x, ">=": y <= x}[operator]
    return known(met, left, right)


def known(met: z3.BoolRef, *sides: Expression) -> Truth:
    """Encode what is unknown as soon as a side is empty."""
    filled = z3.And([z3.Not(emptiness(side)) for side in sides])
    return Truth(z3.And(filled, met), z3.And(filled, z3.Not(met)))


def value(node: Expression) -> z3.SeqRef:
    """Encode a text."""
    return z3.StringVal(node.value) if isinstance(node, Literal) else z3.String(str(getattr(node, "name", "")))


def emptiness(node: Expression) -> z3.BoolRef:
    """Encode whether a text is empty; a literal never is."""
    return z3.Bool(f"{node.name} empty") if isinstance(node, Reference) else z3.BoolVal(val=False)


def sign(letter: str) -> z3.ReRef:
    """Encode one sign of a pattern."""
    any_letter = z3.AllChar(z3.ReSort(z3.StringSort()))
    return {"%": z3.Star(any_letter), "_": any_letter}.get(letter, z3.Re(letter))


def solvable(wanted: z3.BoolRef) -> bool | None:
    """Ask the solver whether a record exists; None where it gives up."""
    solver = z3.Solver()
    solver.set("rlimit", 400_000)
    solver.add(wanted)
    answer = solver.check()
    return None if answer == z3.unknown else bool(answer == z3.sat)


@settings(deadline=None)
@given(ONE_TEXT, ONE_TEXT)
def test_overlaps_of_patterns_of_one_text(a: Expression, b: Expression) -> None:
    """Of one text everything is decided, and as a solver decides it."""
    answer = both(a, b, COLUMNS)
    assert not isinstance(answer, Undecided)
    if isinstance(answer, Found):
        assert holds(a, answer.witness, COLUMNS) is holds(b, answer.witness, COLUMNS) is True
    assert solvable(z3.And(truth(a).true, truth(b).true)) in (isinstance(answer, Found), None)


@settings(deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_differences_of_patterns(a: Expression, b: Expression) -> None:
    """Two conditions differ exactly if a solver finds a record that meets one of them."""
    answer = differ(a, b, COLUMNS)
    if not isinstance(answer, Undecided):
        assert solvable(z3.Xor(truth(a).true, truth(b).true)) in (isinstance(answer, Found), None)


@settings(deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_holes_of_patterns(a: Expression, b: Expression) -> None:
    """A hole exists exactly if a solver finds a record for which neither condition is true."""
    answer = none_of([a, b], COLUMNS)
    if isinstance(answer, Found):
        assert holds(any_of((a, b)), answer.witness, COLUMNS) is not True
    if not isinstance(answer, Undecided):
        assert solvable(z3.Not(z3.Or(truth(a).true, truth(b).true))) in (isinstance(answer, Found), None)
