"""Plans as YAML text, and what they pay for."""

from collections.abc import Mapping

from opmodel.graph import Graph
from opmodel.incentives import Payment
from opmodel.incentives.payments import payments
from opmodel.model import Model, read
from opmodel.model.sections.incentives import Incentive
from opmodel.source import parse

ASSUMED = 30.0


def model_of(text: str) -> Model:
    """Read one file as a whole model."""
    model = read([parse(f"opmodel: 1\n{text}".encode(), "opmodel.yaml")], "opmodel.yaml")
    assert model.faults == ()
    return model


def paid(text: str) -> Mapping[str, tuple[Payment, ...]]:
    """Return what the plans of a model pay for, by KPI."""
    model = model_of(text)
    return payments(Graph(model), model.of(Incentive), assumed_variable_percent=ASSUMED)
