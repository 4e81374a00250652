"""The matrix of handoffs: who gives, who takes, how many, and what they lack."""

from tests.views import pictures


def test_cells_count_handoffs_and_tell_their_state() -> None:
    """Rotawell's solutions engineers hand over twice; what is missing stands below the number."""
    drawing = pictures.drawn("misaligned", "handoffs")
    cells = {(edge.source, edge.target): (edge.label, edge.second, edge.alarm) for edge in drawing.edges}
    assert cells == {
        ("role/demand_manager", "role/sdr"): ("1", "nobody accepts", True),
        ("role/", "role/ae"): ("1", "2bd", False),
        ("role/ae", "role/solutions_engineer"): ("1", "3bd", False),
        ("role/solutions_engineer", "role/ae"): ("2", "nothing agreed · no clock", True),
        ("role/ae", "role/contract_manager"): ("1", "nothing agreed", True),
    }


def test_who_gives_a_record_nobody_owns() -> None:
    """The account executive takes over from a stage without an owner: that is a giver of its own."""
    shapes = pictures.drawn("misaligned", "handoffs").shapes
    assert (shapes[0].label, shapes[0].kind) == ("No owner", "vacant")
    assert (shapes[1].label, shapes[1].second) == ("Demand manager", "Marketing")


def test_a_cell_stands_for_its_transition() -> None:
    """Findings about a transition find its cell, alone or among others."""
    drawing = pictures.drawn("misaligned", "handoffs")
    assert pictures.edge(drawing, "transition/pass_to_sdr").target == "role/sdr"
    several = next(edge for edge in drawing.edges if edge.label == "2")
    assert several.entities == ("transition/finish_proof", "transition/skip_proof")


def test_many_roles_become_functions() -> None:
    """Ten roles are drawn as they are, a hundred and fifty as the functions with most at stake."""
    small, large = pictures.drawn("8", "handoffs"), pictures.drawn("300", "handoffs")
    assert {shape.kind for shape in small.shapes} == {"role"}
    assert ({shape.kind for shape in large.shapes}, len(large.shapes)) == ({"function"}, 24)
    assert large.left_out == ("26 further functions with 52 handoffs",)
    assert large.description.endswith("Roles are shown as the functions they work in.")


def test_a_company_without_handoffs_says_so() -> None:
    """An empty matrix is a sentence."""
    drawing = pictures.of("stages: {a: {type: open}}\n", "handoffs")
    assert (drawing.shapes, drawing.edges) == ((), ())
    assert drawing.description == "No handoff is declared: no move leads to a stage that somebody else answers for."
