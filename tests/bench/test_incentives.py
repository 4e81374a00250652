"""The companies that the analysis of incentives is timed on are what they say, and always the same."""

from pathlib import Path

import pytest

from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Role
from opmodel.pipeline import load
from tests.bench.incentives import DENSE, DENSE_TWICE, LARGE, SMALL, Company, edges, write_company


@pytest.mark.parametrize("company", [SMALL, SMALL.doubled(), LARGE, DENSE, DENSE_TWICE])
def test_influences_are_as_many_as_said(company: Company) -> None:
    """Every pair of numbers has one influence at most, and all of them together are the number asked for."""
    pairs = list(edges(company))
    assert len(set(pairs)) == len(pairs) == company.influences


def test_twice_is_twice() -> None:
    """The denser company has twice the influences of the dense one, near enough for a ratio."""
    assert DENSE_TWICE.influences / DENSE.influences == pytest.approx(2, abs=0.01)


def test_a_company_is_a_model(tmp_path: Path) -> None:
    """A company is read as a model of the size asked for, and writing it again gives the same bytes."""
    for name in ("one", "two"):
        write_company(tmp_path / name, SMALL)
    model = load(tmp_path / "one")
    measures = sum(len(plan.measures) for plan in model.of(Incentive))
    assert (len(model.of(Kpi)), len(model.of(Role)), measures) == (SMALL.kpis, SMALL.roles, SMALL.measures)
    assert [fault.message for fault in model.faults if "not yet" not in fault.message] == []
    written = [[path.read_bytes() for path in sorted((tmp_path / name).iterdir())] for name in ("one", "two")]
    assert written[0] == written[1]
