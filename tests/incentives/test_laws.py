"""Laws of the analysis of pay: what changes nothing, what agrees with brute force, what ends a finding."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opmodel.finding import apart
from tests.incentives.companies import KPIS, LEVERS, ROLES, checked, companies, said
from tests.incentives.mapping import sections
from tests.incentives.notation import Raw, read_cases

WHOLE_MODEL = frozenset(("no-joint-kpi", "unlinked-incentive", "weights-do-not-add-up"))
"""Rules that ask whether anything in the whole model takes their topic up, or that say nothing about influence."""
TURNED = {"up": "down", "down": "up", "+": "-", "-": "+"}
holdings = pytest.mark.parametrize("holding", ["role", "kinds", "both"])
drawn = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def negated(case: Raw, kpi: str) -> Raw:
    """Measure the opposite of a KPI everywhere: its good direction, its influences and what is paid for it."""

    def edge(text: str) -> str:
        source, sign, target, *rest = text.split()
        turned = TURNED[sign] if (source == kpi) != (target == kpi) else sign
        return " ".join((source, turned, target, *rest))

    metrics = [one | {"good": TURNED[one["good"]]} if one["id"] == kpi else one for one in case["metrics"]]
    paid = [one | {"dir": TURNED[one["dir"]]} if one["metric"] == kpi else one for one in case["incentives"]]
    return case | {"metrics": metrics, "edges": [edge(text) for text in case["edges"]], "incentives": paid}


def renamed(case: Raw, names: Mapping[str, str]) -> Raw:
    """Give roles, levers and KPIs other names."""

    def words(value: object) -> object:
        match value:
            case str():
                return " ".join(names.get(word, word) for word in value.split(" "))
            case list():
                return [words(one) for one in value]
            case dict():
                return {names.get(key, key): words(one) for key, one in value.items()}
        return value

    found = words(case)
    assert isinstance(found, dict)
    return found


def moved(one: tuple[Any, ...], names: Mapping[str, str]) -> tuple[Any, ...]:
    """Give the roles and KPIs of what was said their other names."""
    rule, severity, roles, kpis, sure = one
    return (rule, severity, *(frozenset(names.get(name, name) for name in group) for group in (roles, kpis)), sure)


@drawn
@given(companies(), st.sampled_from(KPIS))
def test_measuring_the_opposite_changes_nothing(case, kpi):
    """Retention instead of churn: every finding stays."""
    assert said(negated(case, kpi)) == said(case)


@drawn
@given(companies(), st.permutations((*ROLES, *LEVERS, *KPIS)))
def test_names_change_nothing(case, order):
    """Other names, in another order of the alphabet: the same findings; which of equals is shown goes by name."""
    names = {old: f"n{place:02}" for place, old in enumerate(order)}
    expected = Counter(without_kpis(moved(one, names)) for one in said(case).elements())
    assert Counter(map(without_kpis, said(renamed(case, names)).elements())) == expected


@drawn
@given(companies(), st.randoms(use_true_random=False))
def test_order_changes_nothing(case, random):
    """Roles, KPIs, influences and plans in any order."""
    shuffled = dict(case)
    for name in ("metrics", "edges", "incentives", "handoffs"):
        shuffled[name] = random.sample(case[name], len(case[name]))
    roles = random.sample(sorted(case["roles"]), len(case["roles"]))
    shuffled["roles"] = {role: case["roles"][role] for role in roles}
    assert said(shuffled) == said(case)


@drawn
@given(companies(), companies())
def test_another_company_beside_it_changes_nothing(case, other):
    """What has nothing to do with each other is judged as if it were alone."""
    names = {old: f"other_{old}" for old in (*ROLES, *LEVERS, *KPIS)}
    beside = renamed(other, names)
    both = case | {
        "roles": case["roles"] | beside["roles"],
        **{name: [*case[name], *beside[name]] for name in ("metrics", "edges", "incentives", "handoffs")},
    }
    assert said(both, WHOLE_MODEL) == said(case, WHOLE_MODEL) + said(beside, WHOLE_MODEL)


def with_kinds(case: Raw, holding: str) -> Raw:
    """Give every role two kinds; the levers are listed by the role, by its kinds if it has a plan, or by both."""
    roles, paid = {}, {one["role"] for one in case.get("incentives", ())}
    for name, role in case.get("roles", {}).items():
        own = dict(role or {})
        special = {"levers": own["levers"]} if own.get("levers") and holding != "role" else {}
        if holding == "kinds" and name in paid:
            own.pop("levers", None)
        roles |= {name: own, **{f"{name}_{kind}": special for kind in ("east", "west")}}
    parts = sections(case | {"roles": roles})
    for name in case.get("roles", {}):
        for kind in ("east", "west"):
            parts["roles"][f"{name}_{kind}"] |= {"is_a": name}
    return parts


def messages(parts: Raw) -> Counter[tuple[str, ...]]:
    """Return what the rules of pay say; ways out name the roles that list a lever."""
    found = (one for one in checked(parts).findings if one.roles)
    return Counter((one.rule, one.severity.value, one.message) for one in found)


@holdings
@drawn
@given(case=companies())
def test_kinds_with_the_same_pay_and_levers_change_nothing(case, holding):
    """One cause is one finding about the general role, wherever the levers are listed."""
    assert messages(with_kinds(case, holding)) == messages(sections(case))


@holdings
@pytest.mark.parametrize("case", [case for case in read_cases() if case.get("metrics")], ids=lambda case: case["id"])
def test_known_cases_keep_their_findings_where_roles_have_kinds(case, holding):
    """The same for the known cases, in which some roles have no levers, bosses or people who must see each other."""
    assert messages(with_kinds(case, holding)) == messages(sections(case))


def without_kpis(one: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave out which KPIs a finding names."""
    rule, severity, roles, _, sure = one
    return rule, severity, roles, sure


FIX = re.compile(r"put (\d+)% of (\w+) on kpi '(\w+)' and scale the rest to (\d+)%")


def fixed(parts: Raw, percent: int, plan: str, kpi: str, direction: str) -> Raw:
    """Apply a printed fix to a plan: this share on the KPI, the other weights scaled to what is left."""
    measures = {name: dict(one) for name, one in parts["incentives"][plan]["measures"].items()}
    kept = sum(one["weight"] for name, one in measures.items() if name != kpi)
    for name, one in measures.items():
        one["weight"] *= (100 - percent) / kept if name != kpi else 1
    measures[kpi] = {"weight": percent, "direction": direction}
    return parts | {"incentives": parts["incentives"] | {plan: parts["incentives"][plan] | {"measures": measures}}}


def assert_fixes_help(parts: Raw) -> int:
    """Apply every fix that a finding prints, one at a time, and make sure that its finding goes; count them."""
    count = 0
    for finding in checked(parts).findings:
        match = FIX.search(finding.help)
        if not match or not finding.roles or finding.severity.value == "note":
            continue
        percent, plan, kpi, rest = match.groups()
        assert int(percent) + int(rest) == 100
        victim = finding.roles[1]
        paid = [one["measures"].get(kpi) for one in parts["incentives"].values() if one["payee"] == victim]
        direction = next(one.get("direction", "up") for one in paid if one)
        after = checked(fixed(parts, int(percent), plan, kpi, direction)).findings
        same = [one for one in after if one.fingerprint == finding.fingerprint and one.severity.value != "note"]
        assert not same, (finding.message, finding.help)
        count += 1
    return count


DECIDES = re.compile(
    r"let (?:'(\w+)'|somebody).*? decide about (?:lever|kpi) '(\w+)' and take it out of the levers of '(\w+)'"
)


def decided(parts: Raw, who: str, lever: str, payee: str) -> Raw:
    """Apply a printed way out: the lever goes from one role to another."""
    roles = {name: dict(one) for name, one in parts["roles"].items()}
    left = [one for one in roles[payee]["levers"] if one != lever]
    roles[payee] = {key: one for key, one in (roles[payee] | {"levers": left}).items() if one}
    roles[who] = roles.get(who, {})
    roles[who]["levers"] = [*roles[who].get("levers", ()), lever]
    return parts | {"roles": roles}


def assert_deciders_help(parts: Raw) -> int:
    """Give every lever to whom a finding names, one at a time, and make sure that its finding goes; count them."""
    count = 0
    for finding in checked(parts).findings:
        match = DECIDES.search(finding.help)
        if not match or finding.severity.value == "note":
            continue
        who, lever, payee = match.groups()
        after = checked(decided(parts, who or "somebody", lever, payee)).findings
        pairs = {side.roles for side in apart(finding) if len(side.roles) > 1}
        for side in (side for one in after if one.rule == finding.rule for side in apart(one)):
            is_same = side.fingerprint == finding.fingerprint or side.roles in pairs
            assert not is_same or side.severity.value == "note", (finding.message, finding.help)
        assert who not in finding.roles, finding.help
        count += 1
    return count


@drawn
@given(companies())
def test_a_decider_who_is_named_ends_its_finding(case):
    """Who is named is no party, and with the lever in that hand the conflict is gone."""
    assert_deciders_help(sections(case))


def test_the_cases_name_deciders_who_help():
    """The same for the known cases."""
    assert sum(assert_deciders_help(sections(case)) for case in read_cases()) >= 3


@drawn
@given(companies())
def test_a_printed_fix_ends_its_finding(case):
    """The share is worked out, printed, applied to the text, and the finding is gone."""
    assert_fixes_help(sections(case))


def test_the_cases_print_fixes_that_help():
    """The same for the known cases, of which some do print a share."""
    counts = [assert_fixes_help(sections(case)) for case in read_cases()]
    assert sum(counts) >= 3


@pytest.mark.parametrize("case", [case for case in read_cases() if case.get("metrics")], ids=lambda case: case["id"])
def test_known_cases_keep_their_findings_under_other_names(case):
    """Renaming everything in a known case changes none of its findings."""
    names = {name: f"z_{name}" for name in (*case.get("roles", {}), *(metric["id"] for metric in case["metrics"]))}
    expected = {moved(one, names) for one in said(case)}
    assert {*said(renamed({key: value for key, value in case.items() if key != "expect"}, names))} == expected
