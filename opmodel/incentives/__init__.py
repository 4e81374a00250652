"""What people are paid for, what that moves, and where it pulls against others or against the company."""

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.harm import Harm, Harms
from opmodel.incentives.hopes import Hopes
from opmodel.incentives.independence import is_independent
from opmodel.incentives.payments import Opposition, Payment
from opmodel.incentives.position import Position, Pull, Push
from opmodel.incentives.stake import Assumption, Stake, severity, smaller, stakes, together
from opmodel.incentives.thresholds import Thresholds
from opmodel.incentives.verdict import Verdict

__all__ = [
    "Assumption",
    "Harm",
    "Harms",
    "Hopes",
    "Incentives",
    "Opposition",
    "Payment",
    "Position",
    "Pull",
    "Push",
    "Stake",
    "Thresholds",
    "Verdict",
    "good_sign",
    "is_independent",
    "severity",
    "smaller",
    "stakes",
    "together",
]
