"""The organisation: who stands below whom, what is vacant, what is no person."""

from tests.views import pictures

_CIRCLE = (
    "roles: {a: {reports_to: b}, b: {reports_to: c}, c: {reports_to: a}, d: {reports_to: a}, e: {reports_to: e}}\n"
)


def test_everybody_stands_below_whom_they_report_to() -> None:
    """Northwind's reporting lines, as written."""
    drawing = pictures.drawn("northwind", "org")
    above = {shape.id.removeprefix("role/"): shape.parent.removeprefix("role/") for shape in drawing.shapes}
    assert (above["ceo"], above["cro"], above["vp_sales"], above["ae"]) == ("", "ceo", "cro", "vp_sales")
    assert above["head_revops"] == "cfo"


def test_kinds_of_a_role_stand_below_it() -> None:
    """Inbound and outbound reps report to the manager and are drawn below the general role they are kinds of."""
    drawing = pictures.drawn("northwind", "org")
    for name in ("sdr_inbound", "sdr_outbound"):
        shape = pictures.shape(drawing, f"role/{name}")
        assert (shape.kind, shape.parent) == ("variant", "role/sdr")
    assert pictures.shape(drawing, "role/sdr").second == "Sales · 9 people"


def test_a_kind_with_a_boss_of_its_own_keeps_the_line() -> None:
    """Where one kind of a role reports elsewhere, the chart says so with a line across."""
    text = "roles: {one: {}, other: {}, rep: {reports_to: one}, inbound: {is_a: rep, reports_to: other}}\n"
    drawing = pictures.of(text, "org")
    assert pictures.shape(drawing, "role/inbound").parent == "role/rep"
    assert [(edge.source, edge.target, edge.kind) for edge in drawing.edges] == [
        ("role/inbound", "role/other", "reports")
    ]


def test_vacancies_and_numbers_are_told() -> None:
    """A vacant role says so; one holder is not counted; the sentence above sums up."""
    drawing = pictures.drawn("northwind", "org")
    vacant = pictures.shape(drawing, "role/partner_manager")
    assert (vacant.kind, vacant.second) == ("vacant", "Sales · vacant")
    assert pictures.shape(drawing, "role/cfo").second == "Finance"
    assert pictures.shape(drawing, "role/ae").second == "Sales · 12 people"
    assert drawing.description == "25 roles, held by 68 people, 1 vacant."


def test_queues_and_programs_stand_apart() -> None:
    """What is no person hangs below a heading of its own, a queue with those who work it."""
    drawing = pictures.drawn("northwind", "org")
    heading = pictures.shape(drawing, "role/")
    assert (heading.label, heading.kind) == ("Queues and programs", "heading")
    below = {shape.id: shape.second for shape in drawing.shapes if shape.parent == heading.id}
    assert below == {"role/mail_program": "Marketing", "role/support_desk": "held by Support engineer"}


def test_a_lead_stands_for_the_function() -> None:
    """Findings about a function are marked on the role that leads it."""
    assert pictures.shape(pictures.drawn("northwind", "org"), "role/cro").entities == ("function/revenue",)


def test_a_circle_is_opened_at_the_first_role_and_marked() -> None:
    """Three roles in a circle and one that reports to itself: two cuts, everybody below is kept."""
    drawing = pictures.of(_CIRCLE, "org")
    above = {shape.id: shape.parent for shape in drawing.shapes}
    assert above == {"role/a": "", "role/b": "role/c", "role/c": "role/a", "role/d": "role/a", "role/e": ""}
    assert [shape.id for shape in drawing.shapes if shape.alarm] == ["role/a", "role/e"]
    assert pictures.shape(drawing, "role/a").second == "in a circle"


def test_somebody_elses_function_is_a_dotted_line() -> None:
    """A role and its team work in finance and report to sales: one dotted line, from the topmost of them."""
    text = """
functions: {sales: {lead: head}, finance: {lead: cfo}}
roles:
  cfo: {function: finance}
  head: {function: sales}
  partner: {function: finance, reports_to: head}
  junior: {function: finance, reports_to: partner}
  seller: {function: sales, reports_to: head}
"""
    edges = pictures.of(text, "org").edges
    assert [(edge.source, edge.target, edge.kind) for edge in edges] == [("role/partner", "role/cfo", "dotted")]


def test_a_function_may_stand_for_its_lead() -> None:
    """Who reports to a function reports to its lead; who reports to nobody known says to whom."""
    text = "functions: {sales: {lead: head}}\nroles: {head: {}, ae: {reports_to: sales}, lost: {reports_to: ghost}}\n"
    drawing = pictures.of(text, "org")
    assert pictures.shape(drawing, "role/ae").parent == "role/head"
    lost = pictures.shape(drawing, "role/lost")
    assert (lost.parent, lost.alarm, lost.second) == ("", True, "reports to ghost?")


def test_who_stands_alone_is_counted() -> None:
    """Roles with nobody above and nobody below come last, and the picture says how many."""
    drawing = pictures.of("roles: {a: {}, b: {}, c: {reports_to: b}}\n", "org")
    assert [shape.id for shape in drawing.shapes] == ["role/b", "role/c", "role/a"]
    assert drawing.description == "3 roles. 1 role with no reporting line up or down."
