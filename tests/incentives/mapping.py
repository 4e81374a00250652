"""From the notation of the cases to the text of a model.

Only what a case states is written, and what the language requires for it, the same for every case. Decisions:

- What a role can move is a lever, unless it is paid, moved by something else or described as a metric: then it is a KPI
  that the role has as a lever. A metric of kind timing that is a role's lever stays a lever and carries `timing`.
- Roles and numbers that are only mentioned are declared bare, for references must resolve; those of tensions are not,
  for a wrong mention there is what some cases are about.
- A KPI has to say how rows become one number: all of them count.
"""

import re
from typing import Any

import yaml

from tests.incentives.flow import flow
from tests.incentives.notation import NotationError, Raw, refuse_unknown
from tests.incentives.plans import plans

_EDGE = re.compile(r"(\w+) ([+-]) (\w+)(?: (weak|medium|strong|\d+(?:\.\d+)?))?(?: lag=(\d+))?")
_LEVELS = {"leader": "executive"}
_DUTIES = {"defines": "defined_by", "measures": "measured_by", "approves": "approved_by", "accepted_by": "accepted_by"}
_SAME = ("kind", "good", "important", "external", "proxy_for", "partition_of")
_MANIFEST = {"opmodel": 1, "model": {"name": "Case"}, "check": {"profile": "strict"}}


def model_text(case: Raw) -> str:
    """Return the one file of a case's model.

    Raises:
        NotationError: the case says something that has no place in a model.
    """
    return yaml.dump(_MANIFEST | sections(case), Dumper=_Plain, sort_keys=False, width=120)


def sections(case: Raw) -> Raw:
    """Return the sections of a case's model that have entries.

    Raises:
        NotationError: the case says something that has no place in a model.
    """
    refuse_unknown(case)
    parts = [flow(case), plans(case)]
    every = {
        "roles": _roles(case),
        "levers": _levers(case),
        "kpis": _kpis(case),
        "influences": _influences(case),
        "tensions": _tensions(case),
        **{name: {} for part in parts for name in part},
    }
    for part in parts:
        for name, entries in part.items():
            every[name] |= entries
    return {name: entries for name, entries in every.items() if entries}


def _roles(case: Raw) -> Raw:
    declared = {name: _role(role or {}) for name, role in case.get("roles", {}).items()}
    mentioned = [role.get("reports_to") for role in case.get("roles", {}).values() if role]
    for metric in case.get("metrics", ()):
        mentioned += [role for key in (*_DUTIES, "accountable") for role in metric.get(key, ())]
    for incentive in case.get("incentives", ()):
        mentioned += [incentive["role"], *incentive.get("against", ())]
    mentioned += [stage.get("owner") for stage in case.get("stages", ())]
    mentioned += [role for pair in case.get("handoffs", ()) for role in pair]
    return declared | {name: {} for name in mentioned if name and name not in declared}


def _role(role: Raw) -> Raw:
    """Map one role; its variable pay stands in its plans."""
    found = {key: role[key] for key in ("reports_to", "headcount", "local_monitoring") if key in role}
    if "level" in role:
        if role["level"] not in _LEVELS:
            raise NotationError(f"level '{role['level']}' is not known")
        found["level"] = _LEVELS[role["level"]]
    if role.get("levers"):
        found["levers"] = list(role["levers"])
    return found


def _kpis(case: Raw) -> Raw:
    declared = {metric["id"]: metric for metric in case.get("metrics", ())}
    levers = _levers(case)
    names = [*declared, *_numbers(case), *(end for edge in _edges(case) for end in (edge[0], edge[2]))]
    names += [lever for role in case.get("roles", {}).values() for lever in (role or {}).get("levers", ())]
    return {name: _kpi(declared.get(name, {})) for name in dict.fromkeys(names) if name not in levers}


def _kpi(metric: Raw) -> Raw:
    """Map one metric; of several accountable roles the first owns it, and all answer for it together."""
    found = {"aggregation": "count"} | {key: metric[key] for key in _SAME if key in metric}
    if accountable := metric.get("accountable"):
        found["owner"] = accountable[0]
        if len(accountable) > 1:
            found["joint"] = list(accountable)
    return found | {field: list(metric[key]) for key, field in _DUTIES.items() if key in metric}


def _levers(case: Raw) -> Raw:
    declared = {metric["id"]: metric for metric in case.get("metrics", ())}
    kpis = _numbers(case) | {name for name, metric in declared.items() if metric.get("kind") != "timing"}
    found: Raw = {}
    for role in case.get("roles", {}).values():
        for lever in (role or {}).get("levers", ()):
            if lever not in kpis:
                found[lever] = {"timing": True} if lever in declared else {}
            if lever not in kpis and declared.get(lever, {}).keys() - {"id", "kind"}:
                raise NotationError(f"lever '{lever}' says what only a metric can")
    return found


def _numbers(case: Raw) -> set[str]:
    """Return the names that stand where only a KPI may stand."""
    found = {edge[2] for edge in _edges(case)}
    for incentive in case.get("incentives", ()):
        found |= {incentive["metric"], *incentive.get("gates", ()), *incentive.get("clawback_on", ())}
    for metric in case.get("metrics", ()):
        found |= {metric[key] for key in ("proxy_for", "partition_of") if key in metric}
    return found | {stage["metric"] for stage in case.get("stages", ()) if "metric" in stage}


def _edges(case: Raw) -> list[tuple[str, str, str, str, str]]:
    """Return from, sign, to, strength and lag of every edge; what is not stated is empty."""
    matches = [(edge, _EDGE.fullmatch(edge)) for edge in case.get("edges", ())]
    for edge, match in matches:
        if match is None:
            raise NotationError(f"edge '{edge}' is not understood")
    return [(*match.group(1, 2, 3), match[4] or "", match[5] or "") for _, match in matches if match]


def _influences(case: Raw) -> Raw:
    found: dict[str, dict[str, Any]] = {}
    for start, sign, end, strength, lag in _edges(case):
        if end in found.setdefault(start, {}):
            raise NotationError(f"two edges lead from '{start}' to '{end}'")
        effect = sign + strength
        found[start][end] = {"effect": effect, "lag": f"{lag}mo"} if lag else effect
    return found


def _tensions(case: Raw) -> Raw:
    names = {"check": "rule", "metric": "kpi"}
    entries = [{names.get(key, key): value for key, value in one.items()} for one in case.get("tensions", ())]
    return {f"tension_{number}": entry for number, entry in enumerate(entries, 1)}


class _Plain(yaml.SafeDumper):
    """Writes every value out: the language knows no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Tell that nothing is ever referred to."""
        return True
