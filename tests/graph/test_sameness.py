"""Whether two values of one field mean the same, as people mean them."""

from copy import copy
from pathlib import Path

import pytest

from opmodel.graph import Graph
from opmodel.model import Condition, Entity, Statement
from opmodel.model.fields import declared_by
from opmodel.model.structures import build
from opmodel.pipeline import load_folder

ROOT = Path(__file__).parent.parent.parent

MODEL = """\
opmodel: 1
functions: {{sales: {{lead: vp_sales}}, marketing: {{}}}}
roles: {{vp_sales: {{}}, ae: {{}}, sdr: {{}}}}
dimensions: {{segment: {{values: {{small: {{}}, large: {{}}}}}}}}
objects:
  deal: {{fields: {{amount: {{type: money, required: true}}, discount: {{type: money, required: true}}}}}}
definitions: {{big: {{term: Big deal, object: deal, statements: [{definition}]}}}}
kpis: {{bookings: {{aggregation: sum, object: deal, statements: [{kpi}]}}}}
stages: {{demo: {{type: open, statements: [{stage}]}}}}
"""


def disputes(folder: Path, field: str, one: str, other: str, of: str = "stage") -> int:
    """Return in how many fields two statements disagree."""
    said = ", ".join(f"{{field: {field}, says: {value}, by: {by}}}" for value, by in ((one, "ae"), (other, "sdr")))
    places = {"definition": "", "kpi": "", "stage": "", of: said}
    (folder / "opmodel.yaml").write_text(MODEL.format(**places), encoding="utf-8")
    model = load_folder(folder, folder)
    assert [fault.message for fault in model.faults] == []
    entity = next(entity for entity in model.entities.values() if entity.statements)
    return len(list(Graph(model).voices.disputes(entity)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1w", "7d"),
        ("24h", "1d"),
        ("60min", "1h"),
        ("1mo", "30d"),
        ("90d", "3mo"),
        ("1q", "3mo"),
        ("365d", "1y"),
        ("~3mo", "3mo"),
        ("{by: segment, small: 14d, large: 30d}", "{by: segment, large: 1mo, small: 2w}"),
        ("{by: segment, small: 14d, large: 14d}", "14d"),
    ],
)
def test_times_of_one_length_are_the_same(tmp_path: Path, one: str, other: str) -> None:
    """A week is 7 days, and people call 30 days a month."""
    assert disputes(tmp_path, "stall.after", one, other) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5d", "5bd"),
        ("2h", "2bh"),
        ("28d", "1mo"),
        ("30d", "60d"),
        ("1d..2d", "1d"),
        ("8bh", "1bd"),
        ("{by: segment, small: 14d, large: 30d}", "14d"),
    ],
)
def test_times_of_another_length_or_kind_differ(tmp_path: Path, one: str, other: str) -> None:
    """A business day is not a day, and a February is not a month."""
    assert disputes(tmp_path, "stall.after", one, other) == 1


@pytest.mark.parametrize(
    ("field", "one", "other", "number"),
    [
        ("owner", "ae", "role/ae", 0),
        ("owner", "sales", "vp_sales", 0),
        ("owner", "[ae, sdr]", "[sdr, ae]", 0),
        ("owner", "ae", "sdr", 1),
        ("owner", "[ae, sdr]", "ae", 1),
        ("customer_outcome", "Knows the price.", "knows  the price", 0),
        ("customer_outcome", "knows the price", "knows the plan", 1),
        ("side", "acquisition", "post_sale", 1),
        ("probability", "20", "20.0", 0),
        ("checklist", "[{item: call}, {item: mail}]", "[{item: mail}, {item: call}]", 0),
        ("checklist", "[{item: call}]", "[{item: call, optional: true}]", 1),
        ("checklist", "[{item: call}]", "[{item: call, optional: false}]", 0),
    ],
)
def test_ids_texts_and_lists(tmp_path: Path, field: str, one: str, other: str, number: int) -> None:
    """The order of a list, a full stop and the section of an id carry no meaning; a function stands for its lead."""
    assert disputes(tmp_path, field, one, other) == number


@pytest.mark.parametrize(
    ("field", "one", "other", "number"),
    [
        ("value", "amount - discount", "amount - 5 - discount + 5", 0),
        ("value", "amount", "amount - discount", 1),
        ("filter", "amount > 5 and discount = 0", "not (discount > 0 or amount <= 5)", 0),
        ("filter", "amount > 5", "amount >= 5", 1),
        ("dated_by", "amount", "discount", 1),
    ],
)
def test_formulas_are_compared_by_what_they_come_to(
    tmp_path: Path, field: str, one: str, other: str, number: int
) -> None:
    """Two formulas are the same if they give the same for every record."""
    assert disputes(tmp_path, field, one, other, of="kpi") == number


def test_witness_lies_between_two_conditions(tmp_path: Path) -> None:
    """The record that two conditions treat differently meets one of them only."""
    assert disputes(tmp_path, "test", "amount >= 40", "amount >= 70", of="definition") == 1
    model = load_folder(tmp_path, tmp_path)
    (dispute,) = Graph(model).voices.disputes(model.entities["definition/big"])
    assert dispute.witness is not None
    amount = dispute.witness["amount"]
    assert isinstance(amount, int | float)
    assert 40 <= amount < 70


@pytest.mark.parametrize("folder", ["models/northwind", "tests/models/lumen"])
def test_every_value_of_a_model_is_the_same_as_itself(folder: str) -> None:
    """Whatever the section and the form of a field, saying what it holds is no dispute."""
    model = load_folder(ROOT / folder, ROOT)
    voices = Graph(model).voices
    apart = []
    for entity in model.entities.values():
        for name in declared_by(type(entity)).fields.keys:
            if name != "statements" and entity.node.get(name) is not None:
                apart += [f"{entity.ref}.{name}" for _ in voices.disputes(_repeating(entity, name))]
    assert apart == []


def _repeating(entity: Entity, name: str) -> Entity:
    """Return the entity with a statement that says what one of its fields holds."""
    value = getattr(entity, declared_by(type(entity)).fields.keys[name].attribute)
    kind = {"test": value} if isinstance(value, Condition) else {"says": value}
    made = copy(entity)
    object.__setattr__(made, "statements", (build(Statement, {"field": name, **kind}),))
    return made


@pytest.mark.parametrize(
    ("field", "one", "other", "count"),
    [
        ("checklist", "[{item: a}, {item: b}]", "[{item: b}, {item: a}]", 0),
        ("tags", "[a, b]", "[b, a]", 0),
        ("stages", "[demo, won]", "[won, demo]", 1),
        ("stages", "[demo, won]", "[demo, won]", 0),
        ("stages", "[demo, won]", "[demo]", 1),
        ("forecast_categories", "[pipeline, commit]", "[commit, pipeline]", 1),
    ],
)
def test_the_order_of_a_list_counts_where_it_says_something(
    tmp_path: Path, field: str, one: str, other: str, count: int
) -> None:
    """The stages of a lifecycle in another order are another lifecycle; other lists are sets."""
    said = f"{{field: {field}, says: {one}, by: ae}}, {{field: {field}, says: {other}, by: sdr}}"
    stated = f"statements: [{said}]"
    own, path = (stated, "tags: [x]") if field == "checklist" else ("tags: [x]", stated)
    text = (
        "opmodel: 1\nroles: {ae: {}, sdr: {}}\nobjects: {deal: {}}\n"
        f"stages: {{demo: {{type: open, {own}}}, won: {{type: won}}}}\n"
        f"lifecycles: {{sales: {{object: deal, stages: [demo, won], {path}}}}}\n"
    )
    (tmp_path / "opmodel.yaml").write_text(text, encoding="utf-8")
    model = load_folder(tmp_path, tmp_path)
    assert [fault.message for fault in model.faults] == []
    entity = next(entity for entity in model.entities.values() if entity.statements)
    assert len(list(Graph(model).voices.disputes(entity))) == count
