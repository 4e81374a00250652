"""Settings read from YAML."""

from opmodel.policy.settings import read_settings

__all__ = ["read_settings"]
