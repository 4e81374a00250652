"""Settings read from YAML, and what somebody lets pass."""

from opmodel.policy.baseline import BASELINE, About, grown, pruned, read_baseline
from opmodel.policy.settings import read_settings
from opmodel.policy.suppressions import checked, suppressions

__all__ = [
    "BASELINE",
    "About",
    "checked",
    "grown",
    "pruned",
    "read_baseline",
    "read_settings",
    "suppressions",
]
