"""The program as a library: what `import opmodel` offers."""

from datetime import date
from pathlib import Path

import pytest

import opmodel
from opmodel.errors import NoModelError, UsageError
from tests.cli.process import WRONG, write

DAY = date(2026, 11, 21)


def test_everything_public_is_there() -> None:
    """Each public name can be had, and a wrong one is an attribute error like everywhere."""
    assert all(getattr(opmodel, name) for name in opmodel.__all__)
    assert set(opmodel.__all__) <= set(dir(opmodel))
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        opmodel.chek  # noqa: B018


def test_check_by_path_and_by_model(tmp_path: Path) -> None:
    """A path and the model read from it come to the same findings."""
    folder = write(tmp_path, pay=WRONG)
    model = opmodel.load(folder)
    assert isinstance(model, opmodel.Model)
    by_path = opmodel.check(str(folder), on=DAY)
    assert by_path.findings == opmodel.check(model, on=DAY).findings
    assert "weights-do-not-add-up" in {finding.rule for finding in by_path.findings}
    assert all(isinstance(finding, opmodel.Finding) for finding in by_path.findings)


def test_several_models(tmp_path: Path) -> None:
    """Where several models lie below a path, they are named instead of one being picked."""
    write(tmp_path / "a")
    write(tmp_path / "b")
    with pytest.raises(UsageError, match=r"there are 2 models at .*a', .*b'"):
        opmodel.load(tmp_path)


def test_no_model(tmp_path: Path) -> None:
    """A folder without a model raises, a scope nobody knows too."""
    with pytest.raises(NoModelError):
        opmodel.load(tmp_path)
    with pytest.raises(UsageError, match="there is no dimension 'segment'"):
        opmodel.check(write(tmp_path / "a"), on=DAY, scope={"segment": "ent"})
