"""What a rule is and how rules run."""

from opmodel.engine.context import Context
from opmodel.engine.gathering import told_once
from opmodel.engine.outcome import NotChecked, Outcome, Result
from opmodel.engine.page import About, Page, without_marks
from opmodel.engine.passing.settling import Settled, from_suppressions, settled
from opmodel.engine.passing.suppression import Kind, Suppression
from opmodel.engine.problem import Problem, Share, about_pay
from opmodel.engine.rule import Rule, rule, rules
from opmodel.engine.run import is_active, rules_for, run
from opmodel.engine.scene import Scene
from opmodel.engine.settings import FailOn, Level, Limits, Profile, RuleSettings, Settings

__all__ = [
    "About",
    "Context",
    "FailOn",
    "Kind",
    "Level",
    "Limits",
    "NotChecked",
    "Outcome",
    "Page",
    "Problem",
    "Profile",
    "Result",
    "Rule",
    "RuleSettings",
    "Scene",
    "Settings",
    "Settled",
    "Share",
    "Suppression",
    "about_pay",
    "from_suppressions",
    "is_active",
    "rule",
    "rules",
    "rules_for",
    "run",
    "settled",
    "told_once",
    "without_marks",
]
