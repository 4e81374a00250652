"""What people are paid for, how much of their pay hangs on it, and where it pulls against others."""

from opmodel.incentives.payments import Opposition, Payment, conflicts, opposed, payments
from opmodel.incentives.stake import Assumption, Stake, severity, smaller, stakes

__all__ = [
    "Assumption",
    "Opposition",
    "Payment",
    "Stake",
    "conflicts",
    "opposed",
    "payments",
    "severity",
    "smaller",
    "stakes",
]
