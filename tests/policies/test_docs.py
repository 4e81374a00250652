"""The page about policies: what it shows can be copied and works."""

import re

from opmodel.policy.trial import tried
from tests.models.folders import DAY, ROOT, model_of
from tests.policies.judged import policies

PAGE = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
SHOWN = [text for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL) if "policies:\n" in text]


def test_the_examples_work() -> None:
    """Their tests pass and notice every change."""
    found = [tried(one, lambda example: model_of({}), DAY) for text in SHOWN for one in policies(text)]
    assert [one.policy.id for one in found] == ["handoff_within_a_day", "decision_about_price_asks_finance"]
    assert [(one.passed, one.unnoticed) for one in found] == [(True, ())] * 2
