"""The incentives of a case as plans, and their credits.

Decisions:

- A role has one plan; an incentive with an id has its own, and so has one that pays for the same number a second time.
  Each plan of a role states the role's variable share; without one nothing is stated. Weights stay shares of the whole.
- Which way earns is the number's good direction where one is stated, else up, the notation's own default.
- A threshold is a share of quota up to 3; more is a number in the KPI's own units: that is the quota, and all of it is
  the threshold.
- What the language wants a number for and the notation leaves open gets a neutral one: a gate and a bare quota 1, an
  accelerator the factor 1.5.
- A clawback that names no event is about the paid number itself: the pay goes back when what it was paid for is undone.
- A ranking that names nobody is one of the role's own holders.
- A credit needs an event: a won stage of its own, outside every lifecycle. Whether a split is a roll-up is not stated.
"""

from tests.incentives.notation import NotationError, Raw

_PERIODS = {"multi_year": "year"}
_MOST_OF_QUOTA = 3
_FASTER = 1.5


def plans(case: Raw) -> Raw:
    """Return the sections that say what people are paid for."""
    good = {metric["id"]: "good" in metric for metric in case.get("metrics", ())}
    found: Raw = {}
    crediting: Raw = {}
    for incentive in case.get("incentives", ()):
        plan = found.setdefault(_plan(incentive, found), _empty(case, incentive["role"]))
        if plan["payee"] != incentive["role"] or incentive["metric"] in plan["measures"]:
            raise NotationError(f"plan '{incentive.get('id')}' is stated twice")
        plan["measures"][incentive["metric"]] = _measure(incentive, says_good=good.get(incentive["metric"], False))
        if "credit" in incentive:
            name = incentive["metric"]
            credit = crediting.setdefault(f"{name}_credit", {"event": f"{name}_credited", "splits": []})
            credit["splits"].append(_split(incentive))
    stages = {credit["event"]: {"type": "won"} for credit in crediting.values()}
    return {"incentives": found, "crediting": crediting, "stages": stages}


def _plan(incentive: Raw, plans: Raw) -> str:
    """Return the id of the plan that an incentive belongs to."""
    if "id" in incentive:
        return str(incentive["id"])
    first = f"plan_{incentive['role']}"
    names = [first, *(f"{first}_{number}" for number in range(2, len(plans) + 3))]
    return next(name for name in names if name not in plans or incentive["metric"] not in plans[name]["measures"])


def _empty(case: Raw, role: str) -> Raw:
    variable = (case.get("roles", {}).get(role) or {}).get("variable")
    mix = {} if variable is None else {"pay_mix": {"base": _percent(1 - variable), "variable": _percent(variable)}}
    return {"payee": role, **mix, "measures": {}}


def _measure(incentive: Raw, *, says_good: bool) -> Raw:
    """Map what one incentive pays for; what it does not state is left out."""
    written = {
        "weight": _percent(incentive.get("weight")),
        "direction": incentive.get("dir", None if says_good else "up"),
        "period": _PERIODS.get(incentive.get("period"), incentive.get("period")),
        "target": incentive.get("target"),
        **_quota(incentive),
        "cap": _percent(incentive.get("cap")),
        "accelerators": _accelerators(incentive),
        "prior_period_base": incentive.get("prior_period_base"),
        "overlay": incentive.get("overlay"),
        "gates": dict.fromkeys(incentive.get("gates", ()), 1),
        "clawbacks": _clawbacks(incentive),
        "relative_to": _rivals(incentive),
        "credit": f"{incentive['metric']}_credit" if "credit" in incentive else None,
    }
    return {field: value for field, value in written.items() if value not in (None, [], {}) and value is not False}


def _quota(incentive: Raw) -> Raw:
    threshold = incentive.get("threshold")
    if threshold is not None and threshold > _MOST_OF_QUOTA:
        return {"quota": threshold, "threshold": 100}
    return {"quota": 1 if incentive.get("quota") else None, "threshold": _percent(threshold)}


def _accelerators(incentive: Raw) -> list[Raw]:
    start = _percent(incentive.get("accelerator"))
    return [] if start is None else [{"from": start, "rate": _FASTER}]


def _clawbacks(incentive: Raw) -> Raw:
    events = incentive.get("clawback_on", (incentive["metric"],))
    if "clawback" in incentive:
        return dict.fromkeys(events, f"{incentive['clawback']}mo")
    if "clawback_on" in incentive:
        raise NotationError("clawback_on without the months of a clawback")
    return {}


def _rivals(incentive: Raw) -> list[str]:
    ranked = incentive.get("relative") or "against" in incentive
    return list(incentive.get("against", (incentive["role"],))) if ranked else []


def _split(incentive: Raw) -> Raw:
    split = {"to": incentive["role"], "percent": _percent(incentive["credit"])}
    return {**split, "as": "overlay"} if incentive.get("overlay") else split


def _percent(share: float | None) -> float | None:
    """Return a share as percent, without the dust of binary fractions; nothing stays nothing."""
    if share is None:
        return None
    found = round(100 * share, 6)
    return int(found) if found == int(found) else found
