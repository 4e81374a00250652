"""Whether what was found is what a case expects: a pure comparison, so that the judge can be judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.incentives.notation import NotationError, Raw
from tests.incentives.rules import JUDGED

WEIGHTY = ("error", "warning")
NEAR = 0.01
_KINDS = {"R": "reinforcing", "B": "balancing"}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, as far as a case can say something about it."""

    rule: str
    severity: str
    status: str = "open"
    roles: frozenset[str] = frozenset()
    kpis: frozenset[str] = frozenset()
    verdict: str | None = None

    def __str__(self) -> str:
        return _words(self.rule, sorted(self.roles), sorted(self.kpis), (self.severity, self.status, self.verdict))


def findings_differ(expect: Raw, findings: Iterable[Found]) -> tuple[str, ...]:
    """Say what was found and is not expected, what is missing, and what is there though it must be absent."""
    expected = tuple(_known(one) for one in expect.get("findings", ()))
    absent = tuple(_known({"check": one} if isinstance(one, str) else one) for one in expect.get("absent", ()))
    judged = [one for one in findings if one.rule in JUDGED and one.severity in WEIGHTY]
    loud = [one for one in judged if one.status == "open"]
    return (
        *(f"missing: {_entry_words(entry)}" for entry in expected if not any(_meets(one, entry) for one in judged)),
        *(f"too many: {one}" for one in loud if not any(_meets(one, entry) for entry in expected)),
        *(f"must be absent: {one}" for one in loud if any(_forbidden(one, entry) for entry in absent)),
    )


def signs_differ(expect: Raw, signs: Mapping[str, str]) -> tuple[str, ...]:
    """Compare the signs between two numbers."""
    wanted = signs_wanted(expect)
    return tuple(f"sign of {pair}: {signs[pair]}, not {sign}" for pair, sign in wanted.items() if signs[pair] != sign)


def signs_wanted(expect: Raw) -> dict[str, str]:
    """Return the expected sign of every pair that a case asks about."""
    return {line.rpartition(" ")[0]: line.rpartition(" ")[2] for line in expect.get("signs", ())}


def loops_differ(expect: Raw, kinds: Iterable[str]) -> tuple[str, ...]:
    """Compare how many loops of each kind there are."""
    found = list(kinds)
    wanted = {_KINDS[key]: count for key, count in expect.get("loops", {}).items()}
    return tuple(
        f"{kind} loops: {found.count(kind)}, not {count}"
        for kind, count in wanted.items()
        if found.count(kind) != count
    )


def congruence_differs(expect: Raw, alignment: Mapping[str, float | None]) -> tuple[str, ...]:
    """Compare how well the pay of roles is aligned."""
    return tuple(
        f"alignment of {role}: {alignment.get(role)}, not {value}"
        for role, value in expect.get("congruence", {}).items()
        if (found := alignment.get(role)) is None or abs(found - value) > NEAR
    )


def _known(entry: Raw) -> Raw:
    if entry.get("check") not in JUDGED:
        raise NotationError(f"'{entry.get('check')}' is no rule that is judged")
    if entry.get("severity", "error") not in WEIGHTY:
        raise NotationError(f"severity '{entry['severity']}' is not judged: notes are free")
    return entry


def _meets(one: Found, entry: Raw) -> bool:
    """Tell whether a finding is the expected one; an accepted one is only where it is asked for."""
    return (
        one.rule == entry["check"]
        and one.status == entry.get("status", "open")
        and ("roles" not in entry or one.roles == set(entry["roles"]))
        and one.kpis >= set(entry.get("metrics", ()))
        and entry.get("severity", one.severity) == one.severity
        and entry.get("verdict", one.verdict) == one.verdict
    )


def _forbidden(one: Found, entry: Raw) -> bool:
    """Tell whether a finding involves all that must not be found together."""
    return (
        one.rule == entry["check"]
        and one.roles >= set(entry.get("roles", ()))
        and one.kpis >= set(entry.get("metrics", ()))
        and all(entry.get(key, getattr(one, key)) == getattr(one, key) for key in ("severity", "status", "verdict"))
    )


def _entry_words(entry: Raw) -> str:
    details = [entry.get(key) for key in ("severity", "status", "verdict")]
    return _words(entry["check"], entry.get("roles", ()), entry.get("metrics", ()), details)


def _words(rule: str, roles: Iterable[str], kpis: Iterable[str], details: Iterable[str | None]) -> str:
    about = ", ".join(roles), f"on {', '.join(kpis)}".removesuffix("on "), ", ".join(filter(None, details))
    return f"{rule} ({'; '.join(filter(None, about))})".removesuffix(" ()")
