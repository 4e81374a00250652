"""The pay of one role, or of two: what it pushes, whom it helps and whom it works against."""

from opmodel.incentives.profile.alignment import Alignment, Value
from opmodel.incentives.profile.between import Against, Side, sides
from opmodel.incentives.profile.role import Drawn, Moved, PaidOn, Profile, profile
from opmodel.incentives.profile.spared import Spared, Why

__all__ = [
    "Against",
    "Alignment",
    "Drawn",
    "Moved",
    "PaidOn",
    "Profile",
    "Side",
    "Spared",
    "Value",
    "Why",
    "profile",
    "sides",
]
