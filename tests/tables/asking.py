"""Models asked in SQL."""

from collections.abc import Callable, Iterable
from functools import cache

from opmodel.finding import Finding
from opmodel.graph import Graph
from opmodel.tables import Tables
from opmodel.tables.cells import Cell
from tests.models.folders import DAY, LUMEN, NORTHWIND, model_of, texts

SMALL = """
functions: {sales: {lead: ae}, success: {lead: csm}}
roles: {ae: {name: Account executive, function: sales}, csm: {function: success}}
objects: {deal: {owner: ae, fields: {stage: {type: stage}, amount: {type: money}}}}
dimensions: {segment: {object: deal, values: {small: {when: amount < 10}, large: {when: amount >= 10}}}}
lifecycles: {sale: {object: deal, owner: ae, stages: [new, talking, won, onboarding]}}
stages:
  new: {type: open, probability: 10, stall: {after: {by: segment, small: 2d, large: 1w}, to: won}}
  talking: {type: open, unknown: [stall], tags: [hot, cold], scope: {segment: [small, large]}}
  won: {type: won}
  onboarding: {type: open, owner: csm, side: post_sale, stall: {after: 12..30d}}
transitions:
  start: {from: new, to: talking, kind: advance, when: amount > 0}
  sign: {from: [new, talking], to: won, kind: advance}
  hand: {from: won, to: onboarding, kind: handoff, accept: {by: csm}, sla: {within: 2bd},
    payload: {goal: {field: amount, used_in: [onboarding, won]}, budget: {}}}
levers: {discount: {}}
kpis:
  bookings: {aggregation: sum, good: up, target: {value: 500, period: year}}
  speed: {aggregation: duration, good: down, target: {value: 2h, period: month}}
  new: {aggregation: count, good: up}
influences: {discount: {bookings: +strong}, bookings: {speed: {effect: -0.3, lag: 1mo}}}
incentives:
  plan: {payee: ae, measures: {bookings: {weight: 100, cap: none}, speed: {rate: 2, cap: 150}}}
""".replace("12..30d", "12d..30d")


def tables(text: str = SMALL, findings: Callable[[], Iterable[Finding]] = tuple) -> Tables:
    """Return the tables of a model that is one text."""
    return Tables(Graph(model_of({"opmodel.yaml": "opmodel: 1\n", "a.yaml": text}).resolve(DAY)), DAY, findings)


@cache
def of_folder(name: str) -> Tables:
    """Return the tables of a model of the repository."""
    folder = {"northwind": NORTHWIND, "lumen": LUMEN}[name]
    return Tables(Graph(model_of(texts(folder)).resolve(DAY)), DAY)


def rows(sql: str, text: str = SMALL) -> list[tuple[Cell, ...]]:
    """Return what a statement answers about a model."""
    return list(tables(text).ask(sql).rows)
