"""The notation of the cases: which keys it knows, and reading a file of cases."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

Raw = dict[str, Any]
"""A map of the notation as it was written."""

VERSION = 1
OWN = Path(__file__).parent / "cases.yaml"

KEYS = {
    "case": "id title source basis as_of roles metrics edges incentives handoffs stages transitions tensions expect",
    "role": "level reports_to levers variable headcount local_monitoring",
    "metric": (
        "id kind good important external proxy_for partition_of defines measures approves accepted_by accountable"
    ),
    "incentive": (
        "id role metric weight dir period target threshold cap accelerator quota prior_period_base relative against "
        "gates clawback clawback_on credit overlay"
    ),
    "stage": "id owner metric capacity",
    "transition": "from to rate",
    "tension": "check between metric rationale arbiter guardrail review_by",
    "expect": "findings absent signs loops congruence",
    "finding": "check roles metrics severity status verdict",
}
"""The keys of every kind of map; whatever else is written is refused, for nothing may be left out in silence."""


class NotationError(ValueError):
    """A case that says something the notation does not know."""


def read_cases(path: Path = OWN) -> tuple[Raw, ...]:
    """Read the cases of a file; what each of them says is judged when it is mapped.

    Raises:
        NotationError: the file holds no cases, or one id twice.
    """
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or document.keys() != {"version", "cases"} or document["version"] != VERSION:
        raise NotationError(f"{path.name} is no file of cases of version {VERSION}")
    cases = tuple(document["cases"])
    ids = [case["id"] for case in cases]
    if len(set(ids)) < len(ids):
        raise NotationError(f"{path.name} names a case twice")
    return cases


def refuse_unknown(case: Raw) -> None:
    """Look at every map of a case.

    Raises:
        NotationError: a key is not known.
    """
    expect = case.get("expect", {})
    _refuse("case", [case])
    _refuse("role", (role or {} for role in case.get("roles", {}).values()))
    for kind in ("metric", "incentive", "stage", "transition", "tension"):
        _refuse(kind, case.get(f"{kind}s", ()))
    _refuse("expect", [expect])
    _refuse("finding", expect.get("findings", ()))
    _refuse("finding", (absent for absent in expect.get("absent", ()) if not isinstance(absent, str)))


def _refuse(kind: str, maps: Iterable[Raw]) -> None:
    for one in maps:
        for key in sorted(one.keys() - set(KEYS[kind].split())):
            raise NotationError(f"{kind} has no key '{key}'")
