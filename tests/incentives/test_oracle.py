"""Who harms whom, by brute force from the text of a small company, against what the program says."""

import math
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings

from tests.incentives.companies import ROLES, companies, said
from tests.incentives.notation import Raw

BANDS = {
    "": (0.05, 0.4, 0.95),
    "weak": (0.05, 0.15, 0.25),
    "medium": (0.25, 0.4, 0.55),
    "strong": (0.55, 0.75, 0.95),
    "0.5": (0.5, 0.5, 0.5),
    "1": (1.0, 1.0, 1.0),
}
FLOOR = 0.01
HALF = 0.5
TINY = 1e-9

Sums = dict[int, tuple[float, float, float]]
"""By sign, the sums of the low, likely and high strengths of the paths that carry it."""


class Oracle:
    """Everything by enumeration: every simple path, every pull, every pair."""

    def __init__(self, case: Raw) -> None:
        self.case = case
        self.edges: dict[str, list[tuple[str, int, tuple[float, float, float]]]] = {}
        for text in case["edges"]:
            source, sign, target, *strength = text.split()
            band = BANDS[strength[0] if strength else ""]
            self.edges.setdefault(source, []).append((target, 1 if sign == "+" else -1, band))

    def paths(self, source: str, target: str, seen: tuple[str, ...] = ()) -> Iterator[tuple[int, tuple[float, ...]]]:
        """Yield sign and band of every simple path."""
        if source == target:
            yield 1, (1.0, 1.0, 1.0)
            return
        for step, sign, band in self.edges.get(source, ()):
            if step not in (*seen, source):
                for rest, bands in self.paths(step, target, (*seen, source)):
                    yield sign * rest, tuple(math.prod(pair) for pair in zip(band, bands, strict=True))

    def effect(self, source: str, target: str) -> Sums:
        """Add up the paths that are strong enough to matter."""
        found = {1: (0.0, 0.0, 0.0), -1: (0.0, 0.0, 0.0)}
        for sign, band in self.paths(source, target):
            if band[1] >= FLOOR - TINY:
                low, likely, high = (sum(pair) for pair in zip(found[sign], band, strict=True))
                found[sign] = (low, likely, high)
        return found

    def paid(self, role: str) -> list[tuple[str, int, float]]:
        """Return what a role is paid for: KPI, direction, share of total pay."""
        variable = 100 * self.case["roles"][role]["variable"]
        mine = [one for one in self.case["incentives"] if one["role"] == role]
        return [(one["metric"], 1 if one["dir"] == "up" else -1, variable * one["weight"]) for one in mine]

    def pulls(self, role: str, lever: str) -> list[tuple[float, float, float, bool]]:
        """Return low, likely and high pull of each payment on a lever, and whether its paths disagree."""
        found = []
        for kpi, sign, share in self.paid(role):
            plus, minus = (self.effect(lever, kpi)[one] for one in (1, -1))
            bounds = sorted((share * sign * (plus[0] - minus[2]), share * sign * (plus[2] - minus[0])))
            if plus[1] or minus[1]:
                found.append((bounds[0], share * sign * (plus[1] - minus[1]), bounds[1], bool(plus[1] and minus[1])))
        return found

    def push(self, role: str, lever: str) -> tuple[int, str]:
        """Return which way pay pushes a lever, and how sure that is: certain, resolved, unsure, or even."""
        pulls = self.pulls(role, lever)
        gradient = sum(likely for _, likely, _, _ in pulls)
        if abs(gradient) <= TINY:
            return 0, "even"
        sign = 1 if gradient > 0 else -1
        along = sum(likely * sign for _, likely, _, _ in pulls if likely * sign > TINY)
        against = -sum(likely * sign for _, likely, _, _ in pulls if likely * sign < -TINY)
        if against >= HALF * along - TINY:
            return 0, "even"
        if not against and not any(mixed for *_, mixed in pulls):
            return sign, "certain"
        least = min(sign * sum(low for low, *_ in pulls), sign * sum(high for _, _, high, _ in pulls))
        return sign, "resolved" if least > TINY else "unsure"

    def harms(self) -> set[tuple[frozenset[str], frozenset[str]]]:
        """Return role pairs, with the lever and KPI, of every harm that is certain or resolved."""
        return {
            (frozenset((payee, victim)), frozenset((lever, kpi)))
            for payee in ROLES
            for victim in ROLES
            if payee != victim
            for lever in self.case["roles"][payee]["levers"]
            for kpi, sign, _ in self.paid(victim)
            if self.is_harm(payee, victim, lever, kpi, sign)
        }

    def is_harm(self, payee: str, victim: str, lever: str, kpi: str, sign: int) -> bool:
        """Tell whether the pay of one pushes a lever against one thing the other is paid for, beyond doubt."""
        push, sure = self.push(payee, lever)
        if not push or sure == "unsure" or any(one == kpi and way != sign for one, way, _ in self.paid(payee)):
            return False
        gain = 0.0
        for other, way, share in self.paid(victim):
            plus, minus = (self.effect(lever, other)[one] for one in (1, -1))
            gain += share * push * way * (plus[1] - minus[1])
        plus, minus = (self.effect(lever, kpi)[one] for one in (1, -1))
        net = push * sign * (plus[1] - minus[1])
        low, high = plus[0] - minus[2], plus[2] - minus[0]
        mixed = plus[1] > 0 and minus[1] > 0
        return gain <= TINY and net < -TINY and (not mixed or low > TINY or high < -TINY)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(companies())
def test_sure_harms_are_those_of_brute_force(case):
    """Every harm beyond doubt is reported and names lever and KPI; whatever is reported as beyond doubt is one."""
    expected = Oracle(case).harms()
    found = [
        (roles, kpis) for rule, _, roles, kpis, sure in said(case) if rule == "opposed-incentives" and sure in SURE
    ]
    for pair, ends in expected:
        assert any(roles == pair and ends <= kpis for roles, kpis in found), (pair, ends)
    for roles, kpis in found:
        assert any(pair == roles and ends <= kpis for pair, ends in expected), (roles, kpis)


SURE = ("certain", "resolved")
