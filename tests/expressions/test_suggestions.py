"""A model in which everything is misspelled gets some suggestions, and all of its findings."""

from opmodel.expressions.suggestions import MOST_COMPARED
from opmodel.model.columns import ObjectColumns
from tests.model.models import model

SIZE = 1_000


def test_suggestions_of_a_whole_model_end_where_its_budget_does() -> None:
    """A thousand columns and a thousand definitions may be meant; as many wrong names are all reported."""
    fields = ", ".join(f"column_{number}: {{type: number}}" for number in range(SIZE))
    lines = [f"objects: {{deal: {{fields: {{{fields}}}}}}}", "definitions:"]
    lines += [f"  d{one}: {{term: D{one}, object: deal, test: colum_{one} > 5}}" for one in range(SIZE)]
    misspelled = model("\n".join(lines))
    helps = [fault.help for fault in misspelled.faults if fault.rule == "unknown-column"]
    assert len(helps) == SIZE
    suggested = [f"did you mean 'column_{number}'?" for number in range(MOST_COMPARED // (2 * SIZE))]
    assert helps[: len(suggested)] == suggested
    assert {text.partition(" column_")[0] for text in helps[len(suggested) :]} == {"its columns are"}


def test_the_names_of_an_object_are_gathered_once() -> None:
    """Asking again returns the very same names."""
    columns = ObjectColumns(model("objects: {deal: {fields: {amount: {type: money}}}}"), "deal")
    assert columns.names() == ("amount",)
    assert columns.names() is columns.names()


def test_the_name_of_the_object_itself_is_no_join() -> None:
    """Whoever writes the object before its own column is told what to leave out."""
    text = "objects: {deal: {fields: {amount: {type: money}}}}\n"
    found = model(text + "definitions: {large: {term: Large, object: deal, test: deal.amount > 5}}")
    assert [fault.help for fault in found.faults] == ["the condition is about deal already: write amount"]
