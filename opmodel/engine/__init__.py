"""What a rule is and how rules run."""

from opmodel.engine.context import Context
from opmodel.engine.gathering import told_once
from opmodel.engine.outcome import NotChecked, Outcome, Result
from opmodel.engine.page import About, Page, without_marks
from opmodel.engine.problem import Problem, Share, about_pay
from opmodel.engine.rule import Rule, rule, rules
from opmodel.engine.run import is_active, run
from opmodel.engine.scene import Scene
from opmodel.engine.settings import FailOn, Level, Profile, RuleSettings, Settings

__all__ = [
    "About",
    "Context",
    "FailOn",
    "Level",
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
    "Share",
    "about_pay",
    "is_active",
    "rule",
    "rules",
    "run",
    "told_once",
    "without_marks",
]
