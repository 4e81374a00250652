"""What a check leaves out because it would be too much is said in its report."""

from pathlib import Path

from opmodel import check, load
from opmodel.reports import Options, render
from tests.bench.incentives import DENSE, SMALL, write_company
from tests.engine.test_acceptance import DAY


def test_a_dense_model_says_what_was_cut(tmp_path: Path) -> None:
    """Of two hundred KPIs that all move each other the strongest paths alone are followed."""
    write_company(tmp_path, DENSE)
    result = check(load(tmp_path), on=DAY)
    (cut,) = result.cut
    assert "too many paths of influence to follow all: only the strongest were" in cut
    assert cut in " ".join(render("text", (result,), Options()).split())


def test_nothing_is_cut_from_a_company_of_usual_size(tmp_path: Path) -> None:
    """Three hundred KPIs in business lines are searched in full."""
    write_company(tmp_path, SMALL)
    assert check(load(tmp_path), on=DAY).cut == ()
