"""Hand-offs, stages and capacities of a case as one lifecycle.

Decisions:

- All stages are open stages of one lifecycle of one object. A hand-off between roles that own stages which a transition
  of the case connects is that transition; every other one connects a stage per role, added for it.
- A capacity is what one person finishes in a month: one record takes a month of one of `per_head` places. It is fed by
  the transitions into its stage, or by the number that counts arrivals where none leads there.
"""

from tests.incentives.notation import Raw

_OBJECT = "record"


def flow(case: Raw) -> Raw:
    """Return the sections that say how records move."""
    stages = {stage["id"]: _stage(stage) for stage in case.get("stages", ())}
    moves = [_move(one["from"], one["to"], one) for one in case.get("transitions", ())]
    for giver, taker in case.get("handoffs", ()):
        joined = [move for move in moves if _owners(stages, move) == (giver, taker)]
        if not joined:
            stages |= {_work(role): {"type": "open", "owner": role} for role in (giver, taker)}
            joined = [_move(_work(giver), _work(taker), {})]
            moves += joined
        for move in joined:
            move["kind"] = "handoff"
    if not stages:
        return {}
    return {
        "objects": {_OBJECT: {}},
        "lifecycles": {"flow": {"object": _OBJECT, "stages": list(stages)}},
        "stages": stages,
        "transitions": {_name(move): move for move in moves},
        "capacities": _capacities(case, moves),
    }


def _stage(stage: Raw) -> Raw:
    found = {"type": "open"} | {key: stage[key] for key in ("owner",) if key in stage}
    return {**found, "kpi": stage["metric"]} if "metric" in stage else found


def _work(role: str) -> str:
    return f"{role}_work"


def _move(start: str, end: str, transition: Raw) -> Raw:
    rate = {"rate": transition["rate"]} if "rate" in transition else {}
    return {"from": start, "to": end, "kind": "advance", **rate}


def _name(move: Raw) -> str:
    return f"{move['from']}_to_{move['to']}"


def _owners(stages: Raw, move: Raw) -> tuple[str | None, str | None]:
    return stages.get(move["from"], {}).get("owner"), stages.get(move["to"], {}).get("owner")


def _capacities(case: Raw, moves: list[Raw]) -> Raw:
    found: Raw = {}
    for stage in case.get("stages", ()):
        if "capacity" in stage:
            feeds = [_name(move) for move in moves if move["to"] == stage["id"]] or [stage.get("metric")]
            demand = [{"from": feed, "duration": "1mo"} for feed in feeds if feed]
            entry = {"role": stage["owner"], "unit": _OBJECT, "per_head": stage["capacity"], "headcount": 1}
            if demand:
                entry["demand"] = demand if len(demand) > 1 else demand[0]
            found[f"{stage['id']}_capacity"] = entry
    return found
