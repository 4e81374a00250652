"""opmodel: the revenue operating model as code."""

__version__ = "0.1.0"
