"""Statements: what pages and teams say about a field, read by the form of that field."""

from opmodel.model import Case, Duration, Quantity
from opmodel.model.sections.stages import Stage
from tests.model.models import model, one, place

SOURCES = "sources: {wiki: {title: Wiki}}\nfunctions: {sales: {lead: ae}}\nroles: {ae: {}}\n"
OBJECT = "objects: {deal: {fields: {amount: {type: money}, goal: {type: text}}}}\n"


def _stage(statement: str, rest: str = "") -> Stage:
    text = f"{SOURCES}stages:\n  e:\n    type: open\n    statements:\n      - {statement}\n{rest}"
    found = model(text)
    assert not found.faults, [fault.message for fault in found.faults]
    stage = found.get(Stage, "e")
    assert stage
    return stage


def test_says_is_read_by_the_field() -> None:
    """A duration stays a duration, dotted paths lead into maps, functions may speak."""
    said = _stage("{field: stall.after, says: 20d, by: sales, text: Day twenty., stated_in: wiki#deals}").statements[0]
    day = Duration(20, "d")
    assert said.says == Quantity((Case(day, day),))
    assert (said.field, said.by, said.text, said.stated_in[0].source) == (
        "stall.after",
        "sales",
        "Day twenty.",
        "wiki#deals",
    )


def test_says_of_an_accountable_field_is_a_list() -> None:
    """What somebody says about an owner has the form of an owner."""
    assert _stage("{field: owner, says: ae}").statements[0].says == ("ae",)


def test_says_of_the_wrong_form_is_a_shape_error() -> None:
    """A number cannot be what somebody says about a time."""
    fault = one("stages: {e: {type: open, statements: [{field: stall.after, says: often}]}}", "wrong-type")
    assert fault.path == "stages.e.statements[0].says"


def test_statement_is_about_a_field_of_the_entity() -> None:
    """A misspelled field is found, whether a value or a condition is given."""
    for rest in ("says: 5", "test: amount > 5", "text: five"):
        fault = one(f"stages: {{e: {{type: open, statements: [{{field: probabilty, {rest}}}]}}}}", "unknown-key")
        assert fault.help == "did you mean 'probability'?"
        assert place(fault) == (1, 47)


def test_statement_is_no_edge_but_its_references_are_checked() -> None:
    """Somebody's words draw nothing in the graph; an unknown role in them is still unknown."""
    found = model(SOURCES + "stages: {e: {type: open, statements: [{field: owner, says: ae}]}}")
    assert [link for link in found.links if link.source == "stage/e"] == []
    fault = one("stages: {e: {type: open, statements: [{field: owner, says: ea}]}}", "unknown-reference")
    assert fault.path == "stages.e.statements[0].says"


def test_said_amount_by_dimension_is_not_the_models() -> None:
    """What varies in a statement is no field that must be complete, and draws no edge."""
    said = "statements: [{field: stall.after, says: {by: segment, small: 5d}}]"
    found = model(
        f"dimensions: {{segment: {{values: {{small: {{}}, large: {{}}}}}}}}\nstages: {{e: {{type: open, {said}}}}}"
    )
    assert (found.varied, found.links) == ((), ())


def test_condition_of_a_statement_is_about_the_object_of_its_field() -> None:
    """A plan's condition is judged by the columns of the measure's KPI, also in a statement."""
    text = OBJECT + (
        "roles: {ae: {}}\nkpis: {arr: {aggregation: sum, object: deal}}\n"
        "incentives: {p: {payee: ae, measures: {arr: {weight: 100}},"
        " statements: [{field: measures.arr.counts, says: amuont > 5}]}}"
    )
    fault = one(text, "unknown-column")
    assert (fault.help, place(fault)) == ("did you mean 'amount'?", (4, 109))
