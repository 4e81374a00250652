"""The KPI that two roles could both be paid on, and how much of what moves it each has in hand."""

import pytest

from opmodel.graph import Graph
from opmodel.incentives import Incentives, Thresholds
from opmodel.incentives.between.outcome import Outcomes, Shareable
from tests.incentives_room.plans import model_of

COMPANY = """
roles: {{a: {{levers: [x]}}, b: {{levers: [y]}}, c: {{levers: [{levers}]}}}}
levers: {{x: {{}}, y: {{}}, {declared}}}
kpis: {{k: {{aggregation: sum, kind: outcome, good: up}}}}
influences: {{x: {{k: +medium}}, y: {{k: +medium}}, {moves}}}
"""


@pytest.mark.parametrize("levers", [("z",), ("z1", "z2", "z3")])
def test_how_finely_others_describe_their_work_changes_no_share(levers: tuple[str, ...]) -> None:
    """Two of 40% and the strongest of a third with 40%: a third each, however many levers the third one lists."""
    text = COMPANY.format(
        levers=", ".join(levers),
        declared=", ".join(f"{one}: {{}}" for one in levers),
        moves=", ".join(f"{one}: {{k: +medium}}" for one in levers),
    )
    incentives = Incentives(Graph(model_of(text)), Thresholds())
    best = Outcomes(incentives).best(incentives.positions["a"], incentives.positions["b"])
    assert best == Shareable("k", (pytest.approx(100 / 3), pytest.approx(100 / 3)))
