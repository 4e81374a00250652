"""`check:` of a manifest or settings file -> Settings."""

from dataclasses import fields

from opmodel.engine import FailOn, Level, Limits, Profile, Rule, RuleSettings, Settings
from opmodel.engine.policies.judging import as_rule
from opmodel.errors import UsageError
from opmodel.incentives import Thresholds
from opmodel.model.declaration import group, key
from opmodel.model.reading import Fielded, Reading
from opmodel.model.shapes import BAD, Choice, Flag, Integer, Number, Text
from opmodel.model.structures import Group, Many
from opmodel.policy.policies import Fetch, no_files, read_policies
from opmodel.policy.refusing import at, refuse
from opmodel.source import Mapping, Node, Scalar
from opmodel.wording import did_you_mean

_PERCENT = Number("percent", 0, 100)
_USUAL = Thresholds()
_LEAST = Limits()
_SHAPES: dict[type, Fielded] = {bool: Flag(), int: Integer(), float: Number(), str: Text(), tuple: Many(Text())}


@group()
class Pay:
    """From where on the rules about incentives speak."""

    stake_percent: float = key(
        _PERCENT, "the share of variable pay that makes somebody care, percent", default=_USUAL.stake_percent
    )
    error_percent: float = key(
        _PERCENT, "the share of total pay in a conflict that makes an error, percent", default=_USUAL.error_percent
    )
    warning_percent: float = key(
        _PERCENT, "the share of total pay that makes a warning, percent", default=_USUAL.warning_percent
    )
    counterweight_percent: float = key(
        _PERCENT,
        "the opposite pull in one plan that makes a trade-off of a conflict, percent",
        default=_USUAL.counterweight_percent,
    )
    assumed_variable_percent: float = key(
        _PERCENT,
        "the variable share of pay where a plan does not say, percent",
        default=_USUAL.assumed_variable_percent,
    )


@group()
class Suppressions:
    """What must be said to let a finding pass."""

    require_reason: bool = key(Flag(), "whether it must say why", default=_LEAST.require_reason)
    require_until: bool = key(Flag(), "whether it must end on a day", default=_LEAST.require_until)
    max_days: int = key(Integer(1), "how many days ahead it may reach", default=_LEAST.max_days)


@group()
class Check:
    """What `check:` may say besides its rules."""

    profile: Profile = key(Choice(Profile), "which rules run", default=Profile.RECOMMENDED)
    fail_on: FailOn = key(Choice(FailOn), "the least severity that fails a check", default=FailOn.ERROR)
    incentives: Pay | None = key(Group(Pay), "from where on the rules about incentives speak")
    mandatory: tuple[str, ...] = key(Many(Text(), lone=True), "rules and families that nothing silences")
    suppressions: Suppressions | None = key(Group(Suppressions), "what must be said to let a finding pass")


def read_settings(node: Node | None, rules: tuple[Rule, ...], fetch: Fetch = no_files) -> Settings:
    """Read the value of `check:`; nothing written means the defaults.

    Args:
        node: what stands there.
        rules: the rules that it may speak about.
        fetch: reads a file of policies by its path.

    Raises:
        UsageError: with file and line, for anything it does not understand.
    """
    if node is None or node.is_null:
        return Settings()
    if not isinstance(node, Mapping):
        raise _error(node, "check must be a map with profile, fail_on, rules and policies")
    reading = Reading(section="check")
    check = Group(Check).read(node.only(node.values.keys() - {"rules", "policies"}), reading)
    refuse(reading)
    assert check is not BAD
    policies = read_policies(node.get("policies"), fetch, rules)
    judging = (*rules, *map(as_rule, policies))
    named = _rules(node.get("rules"), judging)
    _refuse_silenced(node, check.mandatory, judging, named)
    return Settings(
        check.profile,
        check.fail_on,
        named,
        _thresholds(check.incentives),
        frozenset(check.mandatory),
        _limits(check.suppressions),
        policies=policies,
    )


def _limits(said: Suppressions | None) -> Limits:
    return Limits(**{one.name: getattr(said, one.name) for one in fields(Limits)}) if said else _LEAST


def _refuse_silenced(
    check: Mapping, mandatory: tuple[str, ...], rules: tuple[Rule, ...], named: dict[str, RuleSettings]
) -> None:
    """Refuse a mandatory rule that does not exist, or that is switched off beside it."""
    families = {one.name: one.family for one in rules}
    known = {*families, *families.values()}
    for name in mandatory:
        head = check.key("mandatory")
        if name not in known:
            hint = did_you_mean(name, known)
            raise _error(head, f"there is no rule or family '{name[:60]}'" + (f"; {hint}" if hint else ""))
        off = [one for one, said in named.items() if said.level is Level.OFF]
        silenced = next((one for one in off if name in (one, families.get(one)) or families.get(name) == one), None)
        if silenced:
            raise _error(head, f"'{name}' is mandatory, and '{silenced}' is off; nothing can silence it")


def _thresholds(pay: Pay | None) -> Thresholds:
    if pay is None:
        return _USUAL
    return Thresholds(**{one.name: getattr(pay, one.name) for one in fields(Thresholds)})


def _rules(node: Node | None, rules: tuple[Rule, ...]) -> dict[str, RuleSettings]:
    if node is None or node.is_null:
        return {}
    if not isinstance(node, Mapping):
        raise _error(node, "check.rules must be a map from a rule or family to its level")
    names = {one.name: one for one in rules}
    families = {one.family for one in rules}
    found: dict[str, RuleSettings] = {}
    for head, value in node.entries():
        name = head.text
        if name not in names and name not in families:
            hint = did_you_mean(name, (*names, *families))
            raise _error(head, f"there is no rule or family '{name[:60]}'" + (f"; {hint}" if hint else ""))
        found[name] = _rule(name, value, names.get(name))
    return found


def _rule(about: str, node: Node, rule: Rule | None) -> RuleSettings:
    if isinstance(node, Scalar):
        return RuleSettings(_level(node))
    if not isinstance(node, Mapping):
        raise _error(node, "a rule's setting is a level, or a map with level and parameters")
    level: Level | None = None
    parameters: dict[str, object] = {}
    known = rule.parameters if rule else {}
    for head, value in node.entries():
        name = head.text
        if name == "level":
            level = _level(value)
        elif name in known:
            parameters[name] = _parameter(about, name, value, known[name])
        else:
            knows = ", ".join(("level", *known))
            raise _error(head, f"'{name[:60]}' is no parameter here: it knows {knows}")
    return RuleSettings(level, parameters)


def _level(node: Node) -> Level:
    if isinstance(node, Scalar) and node.text in [str(level) for level in Level]:
        return Level(node.text)
    raise _error(node, "a level is error, warning, note or off")


def _parameter(rule: str, name: str, node: Node, default: object) -> object:
    """Return what is set for a parameter, read like a field of the model: one that means nothing is never compared."""
    reading = Reading(section="check", trail=["rules", rule, name])
    value = _shape(name, default).read(node, reading)
    refuse(reading)
    return value


def _shape(name: str, default: object) -> Fielded:
    """Return what may be written for a parameter: a percentage by its name, else what its default is."""
    if name.endswith("_percent"):
        return _PERCENT
    return _SHAPES[type(default)]


def _error(node: Node, message: str) -> UsageError:
    return at(node.span, message)
