"""Models of any size in the language: business lines of 37 sound entities, one file each."""

from pathlib import Path

LINE = 37
"""Entities of one business line."""

_LINE = """\
functions:
  f{n}: {{name: Line {n}, lead: head{n}}}
roles:
  head{n}: {{function: f{n}, level: manager, headcount: 1, backup: rep{n}}}
  demand{n}: {{function: f{n}, reports_to: head{n}, level: individual, headcount: 3, backup: peer}}
  rep{n}: {{function: f{n}, reports_to: head{n}, level: individual, headcount: 12, quota_carrying: true, backup: peer}}
  care{n}: {{function: f{n}, reports_to: head{n}, level: individual, headcount: 6, backup: peer}}
systems:
  crm{n}: {{type: crm, owner: head{n}, master_of: [deal{n}]}}
datasets:
  board{n}: {{system: crm{n}, table: mart.line_{n}, grain: one row per deal, steward: head{n}, refresh: 1d, certified: true}}
objects:
  deal{n}:
    system: crm{n}
    owner: head{n}
    records: [Opportunity]
    fields:
      stage: {{type: stage}}
      score: {{type: integer, min: 0, max: 100}}
      amount: {{type: money, min: 0}}
      source: {{type: enum, values: [web, event, partner]}}
      goal: {{type: text}}
      routed_at: {{type: date}}
      taken_at: {{type: date}}
lifecycles:
  path{n}:
    object: deal{n}
    stages: [new{n}, working{n}, proposal{n}, won{n}, lost{n}, care_open{n}]
    entries: [{{stage: new{n}, when: score >= 10, creates: deal{n}}}]
stages:
  new{n}: {{type: open, owner: demand{n}, definition: qualified{n}, customer_outcome: gets an answer, stall: {{after: 5bd, warn_after: 3bd}}}}
  working{n}: {{type: open, owner: rep{n}, exit: [agreed{n}], customer_outcome: knows the offer, stall: {{after: 15d, warn_after: 7d}}}}
  proposal{n}: {{type: open, owner: rep{n}, probability: 60, customer_outcome: has terms, stall: {{after: 2mo, escalate: ladder{n}}}}}
  won{n}: {{type: won, owner: rep{n}, probability: 100}}
  lost{n}: {{type: lost, probability: 0, reasons: why{n}}}
  care_open{n}: {{type: open, side: post_sale, owner: care{n}, customer_outcome: first result}}
transitions:
  take{n}:
    from: new{n}
    to: working{n}
    kind: handoff
    trigger: the record counts as qualified
    when: qualified{n}
    by: [demand{n}]
    accept: {{by: rep{n}, criteria: [qualified{n}], reject_to: lost{n}, reject_reasons: why{n}}}
    sla: {{within: 4bh, starts: routed_at, stops: taken_at, kpi: speed{n}, on_breach: ladder{n}}}
    payload: {{goal: {{field: goal, required: true, produced_in: new{n}, used_in: working{n}}}}}
  propose{n}: {{from: working{n}, to: proposal{n}, kind: advance, by: [rep{n}], when: amount > {threshold}}}
  win{n}: {{from: proposal{n}, to: won{n}, kind: advance, by: [rep{n}], decision: price{n}}}
  lose{n}: {{from: any, to: lost{n}, kind: lose, by: [rep{n}]}}
  hand_over{n}:
    from: won{n}
    to: care_open{n}
    kind: handoff
    by: [rep{n}]
    accept: {{by: care{n}, criteria: [agreed{n}], reject_to: won{n}, reject_reasons: why{n}}}
    sla: {{within: 2bd, kpi: speed{n}, on_breach: ladder{n}}}
    payload: {{goal: {{field: goal, required: true, produced_in: working{n}, used_in: care_open{n}}}}}
  reopen{n}: {{from: lost{n}, to: working{n}, kind: reopen, when: amount >= {threshold} and source <> 'event'}}
reasons:
  why{n}: {{values: [no_answer, price, timing]}}
definitions:
  qualified{n}: {{term: Qualified {n}, version: 2, owner: head{n}, object: deal{n}, test: score >= {score} and source is not null, approvers: {{head{n}: 2026-09-14}}}}
  large{n}: {{term: Large {n}, version: 1, owner: head{n}, object: deal{n}, test: "qualified{n} and amount between {threshold} and 900000", approvers: {{head{n}: 2026-09-14}}}}
criteria:
  agreed{n}: {{object: deal{n}, test: goal is not null, buyer_verifiable: true, verified_by: rep{n}}}
  priced{n}: {{object: deal{n}, test: amount > 0}}
kpis:
  volume{n}: {{aggregation: count, kind: volume, definition: qualified{n}, dated_by: routed_at, good: up, owner: demand{n}, joint: [demand{n}, rep{n}], target: {{value: 240, period: month}}, dataset: board{n}}}
  speed{n}: {{aggregation: duration, kind: timing, object: deal{n}, value: taken_at - routed_at, good: down, owner: rep{n}, joint: [rep{n}, care{n}], target: {{value: 4bh, period: month}}, dataset: board{n}}}
  bookings{n}: {{aggregation: sum, kind: outcome, definition: large{n}, value: amount, unit: EUR, good: up, owner: head{n}, target: {{value: 900000, period: year}}, dataset: board{n}}}
  quality{n}: {{aggregation: ratio, kind: quality, population: qualified{n}, numerator: {{sql: "stage = 'won{n}'"}}, denominator: {{sql: routed_at is not null}}, unit: percent, good: up, owner: head{n}, target: {{value: 30, period: quarter}}, dataset: board{n}}}
  renewals{n}: {{aggregation: sum, kind: outcome, object: deal{n}, value: amount, good: up, owner: care{n}, target: {{value: 500000, period: year}}, dataset: board{n}}}
incentives:
  plan_demand{n}: {{payee: demand{n}, pay_mix: {{base: 85, variable: 15}}, approved_by: [head{n}], calculated_by: head{n}, measures: {{volume{n}: {{weight: 40, gates: {{quality{n}: 20}}}}, bookings{n}: {{weight: 60}}}}}}
  plan_rep{n}: {{payee: rep{n}, pay_mix: {{base: 50, variable: 50}}, approved_by: [head{n}], calculated_by: head{n}, measures: {{bookings{n}: {{weight: 80}}, volume{n}: {{weight: 20}}}}}}
  plan_care{n}: {{payee: care{n}, pay_mix: {{base: 80, variable: 20}}, approved_by: [head{n}], calculated_by: head{n}, measures: {{renewals{n}: {{weight: 80}}, bookings{n}: {{weight: 20}}}}}}
escalations:
  ladder{n}: {{steps: [{{role: head{n}, within: 1bd}}], ends_with: head{n}}}
decisions:
  price{n}: {{object: deal{n}, recommend: rep{n}, decide: head{n}, limits: amount <= 250000, within: 1bd, escalate: {{to: ladder{n}, after: 2bd}}}}
feedback:
  loop{n}: {{from: rep{n}, to: demand{n}, about: take{n}, fields: [score, goal], every: 2w, closes: qualified{n}}}
"""


def line(number: int) -> str:
    """Return the text of one business line."""
    return _LINE.format(n=number, threshold=1000 + number, score=20 + number % 60)


def write(folder: Path, entities: int) -> int:
    """Write a model of at least as many entities, whole business lines; return how many it has."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = "opmodel: 1\nmodel: {name: Generated, owner: head1, currency: EUR, north_star: bookings1}\n"
    (folder / "opmodel.yaml").write_text(manifest, encoding="utf-8")
    lines = -(-entities // LINE)
    for number in range(1, lines + 1):
        (folder / f"line_{number:05}.yaml").write_text(line(number), encoding="utf-8")
    return lines * LINE
