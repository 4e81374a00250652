"""A model with a few values written differently: found by their names, changed in the text, read again."""

from opmodel.model.change.address import Change, change
from opmodel.model.change.again import changed

__all__ = ["Change", "change", "changed"]
