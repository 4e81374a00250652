"""Settings read from YAML, and what somebody lets pass."""

from opmodel.policy.baseline import BASELINE, Entry, baseline_text, read_baseline
from opmodel.policy.settings import read_settings
from opmodel.policy.suppressions import suppressions

__all__ = ["BASELINE", "Entry", "baseline_text", "read_baseline", "read_settings", "suppressions"]
