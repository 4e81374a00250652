"""What rules of pay say about a model of one text."""

from collections.abc import Mapping
from datetime import date

from opmodel.engine import Profile, Settings
from opmodel.finding import Finding
from opmodel.pipeline import check_model
from tests.incentives_room.plans import model_of

DAY = date(2026, 11, 21)


def said(text: str, rule: str, scope: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """Return the findings of one rule, in the order of their places."""
    result = check_model(model_of(text), Settings(profile=Profile.STRICT), DAY, scope, only=(rule,))
    return tuple(sorted(result.findings, key=lambda one: one.span.line))
