"""How bad a finding about pay is and how it reads, where a page's first example does not show it."""

from pathlib import Path

from opmodel.finding import Finding, Severity
from tests.rules import examples as pages


def _only_finding(folder: Path, rule: str, heading: str) -> Finding:
    """Return the one finding of a rule about the example below a heading of its page."""
    (example,) = (one for one in pages.examples() if one.rule.name == rule and one.heading == heading)
    (finding,) = pages.strict(example.load(folder), example.rule, example.history).findings
    return finding


def test_what_all_share_is_a_note(tmp_path: Path) -> None:
    """Reaching a result of the company hardly must not be worse than reaching it not at all."""
    finding = _only_finding(tmp_path, "weak-control", "Bad: a result that all share is a note")
    assert finding.severity is Severity.NOTE


def test_one_lever_is_named_once(tmp_path: Path) -> None:
    """What shifts a result and harms others by it is one lever, and the sentence names it once."""
    finding = _only_finding(tmp_path, "gaming-kink", "Bad: one lever both shifts the result and costs others")
    assert finding.message.count("stocking_offer") == 1
    assert "in which period a result lands and reaches it the same way at the expense of others" in finding.message


def test_a_guard_that_is_too_light_is_named(tmp_path: Path) -> None:
    """Where no path disagrees and the plan pays for both, the sentence says for what."""
    finding = _only_finding(tmp_path, "opposed-incentives", "Bad: its own guard weighs too little")
    assert "resolved: its pay for kpi 'retention' pulls the other way, but this side wins" in finding.message
    assert "paths disagree" not in finding.message
