"""The models that a check is timed on are what they say."""

from datetime import date
from pathlib import Path

from opmodel.engine import Settings
from opmodel.finding import Severity
from opmodel.model import section_of, sections
from opmodel.pipeline import check_model, load
from tests.bench.generate import LINE, write

NOT_IN_A_LINE = {"tensions", "variants", "waivers"}
"""A tension accepts a finding, a waiver lets one pass, and there is none; variants have a line of the bench."""


def test_a_line_is_sound_and_uses_the_language(tmp_path: Path) -> None:
    """A business line has as many entities as said, of every section, and nothing is wrong with it."""
    assert write(tmp_path, 1) == LINE
    model = load(tmp_path)
    assert len(model.entities) == LINE
    used = {section_of(type(entity)).name for entity in model.entities.values()}
    assert sections().keys() - used == NOT_IN_A_LINE
    findings = check_model(model, Settings(), date(2026, 11, 21)).findings
    assert [one.message for one in findings if one.severity.rank <= Severity.WARNING.rank] == []
