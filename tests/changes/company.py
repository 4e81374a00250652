"""A small company whose model the tests change, and what is said about each change."""

from collections.abc import Mapping
from datetime import date

from opmodel.changes import Change, Changes, diff
from opmodel.model import Model
from tests.models.folders import model_of

DAY = date(2026, 11, 21)

MANIFEST = """\
opmodel: 1
model:
  name: Acme
  owner: revops_lead
  north_star: revenue
  freeze: {last: 5bd, of: quarter, blocks: [stages]}
  approvers: {governance: revops_lead, forecast: vp_sales, compensation: coo, finance: cfo, sponsor: ceo}
check: {profile: recommended, fail_on: warning, rules: {stage-without-owner: error}}
"""
PEOPLE = """\
functions:
  company: {lead: ceo}
  marketing: {lead: vp_marketing, parent: company}
  sales: {lead: vp_sales, parent: company}
  success: {lead: vp_success, parent: company}
  finance: {lead: cfo, parent: company}
  revops: {lead: revops_lead, parent: company}
roles:
  ceo: {function: company}
  coo: {function: company, reports_to: ceo}
  cfo: {function: finance, reports_to: ceo, contact: {email: cfo@acme.example}}
  vp_marketing: {function: marketing, reports_to: ceo}
  vp_sales: {function: sales, reports_to: ceo}
  vp_success: {function: success, reports_to: ceo}
  revops_lead: {function: revops, reports_to: ceo}
  marketer: {function: marketing, reports_to: vp_marketing}
  sdr: {function: sales, reports_to: vp_sales}
  ae: {function: sales, reports_to: vp_sales, headcount: 8}
  csm: {function: success, reports_to: vp_success}
"""
JOURNEY = """\
objects:
  deal:
    fields:
      score: {type: number}
      amount: {type: money}
      country: {type: text}
      need: {type: text}
      signed_at: {type: date}
dimensions:
  segment: {object: deal, values: {small: {when: amount < 100 or amount is null}, large: {when: amount >= 100}}}
lifecycles:
  new_business: {object: deal, stages: [lead, trial, offer, won, lost]}
stages:
  lead: {type: open, owner: sdr, exit: [qualified], probability: 10, forecast_category: pipeline}
  trial:
    type: open
    owner: ae
    probability: 40
    forecast_category: best_case
    sla: {within: 10d, on_breach: ladder}
  offer: {type: open, owner: ae, probability: 70, forecast_category: commit}
  won: {type: won}
  lost: {type: lost}
transitions:
  accept_lead:
    from: lead
    to: trial
    kind: handoff
    accept: {by: ae, criteria: [need_known], reject_to: lead}
    sla: {within: 2d}
    payload: {need: {field: need, required: true}}
  make_offer: {from: trial, to: offer, kind: advance}
  sign: {from: offer, to: won, kind: handoff, accept: {by: csm}}
  lose: {from: any, to: lost, kind: lose}
criteria:
  need_known: {object: deal, test: need is not null}
definitions:
  qualified:
    term: Qualified lead
    owner: vp_marketing
    object: deal
    test: score >= 60
    description: Somebody who is worth a call.
    approvers: {vp_sales: 2026-02-02}
  talked: {term: Talked to, owner: vp_sales, description: We spoke.}
"""
REST = """\
kpis:
  revenue: {aggregation: sum, kind: value, object: deal, value: amount, owner: cfo, joint: [vp_sales, vp_success],
    target: {value: 900, period: quarter}, dataset: deals}
  leads: {aggregation: count, kind: volume, definition: qualified, owner: vp_marketing}
datasets:
  deals: {system: crm, table: deals, steward: revops_lead}
systems:
  crm: {type: crm}
dashboards:
  board: {owner: revops_lead, kpis: [revenue], audience: [ceo]}
incentives:
  plan_ae: {payee: ae, effective: {from: 2026-07-01, to: 2026-12-31}, measures: {revenue: {weight: 100, cap: 200}}}
  plan_next: {payee: ae, effective: {from: 2027-01-01}, measures: {revenue: {weight: 100, cap: 200}}}
  plan_marketing: {payee: marketer, measures: {leads: {weight: 100}}}
decisions:
  discount: {recommend: ae, decide: vp_sales, within: 1d, escalate: {to: ladder}}
escalations:
  ladder: {steps: [{role: vp_sales, within: 1d}], ends_with: ceo}
feedback:
  lead_quality: {from: ae, to: marketer, about: accept_lead, fields: [need], every: 2w}
cadences:
  pipeline_review: {every: 1w, chair: vp_sales, attendees: [ae]}
"""
FILES: Mapping[str, str] = {"opmodel.yaml": MANIFEST, "people.yaml": PEOPLE, "journey.yaml": JOURNEY, "rest.yaml": REST}


def acme(*changes: tuple[str, str], more: str = "") -> Model:
    """Return the company with some text replaced, and more text beside it."""
    files = dict(FILES)
    for old, new in changes:
        (name,) = [name for name, text in files.items() if old in text]
        files[name] = files[name].replace(old, new, 1)
    if more:
        files["more.yaml"] = more
    model = model_of(files)
    broken = [one.message for one in model.faults if one.rule in ("wrong-type", "unknown-key", "missing-key")]
    assert broken == []
    return model


def changed(*changes: tuple[str, str], more: str = "") -> Changes:
    """Return what changes where some text of the company is replaced."""
    return diff(acme(), acme(*changes, more=more), DAY)


def told(change: Change) -> tuple[str, str, str, str]:
    """Return what a change is about and what it counts as."""
    return f"{change.entity} {change.path}".strip(), str(change.weight), change.kind, who(change)


def who(change: Change) -> str:
    """Return who must approve a change, in the order of their names; `?` where nobody is named."""
    return " ".join(sorted(one.role or "?" for one in change.approvers))
