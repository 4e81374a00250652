"""Conditions: the safe SQL subset, its types, and what it can tell about records."""
