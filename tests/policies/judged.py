"""Policies that are one text, and what a check says of a small model by them."""

from opmodel.engine import Profile, Result, Settings, rules_for
from opmodel.engine.cases import run_cases
from opmodel.engine.policies.policy import Policy
from opmodel.finding import Finding
from opmodel.policy.policies import policies_in
from opmodel.source import parse
from tests.models.folders import DAY, model_of

MODEL = """
functions: {marketing: {}, sales: {}}
roles: {demand: {function: marketing}, sdr: {function: sales}, ae: {function: sales}}
objects: {deal: {fields: {stage: {type: stage}}}}
lifecycles: {sale: {object: deal, stages: [enquiry, form, talking, offer, won]}}
stages:
  enquiry: {type: open, owner: demand}
  form: {type: open, owner: demand}
  talking: {type: open, owner: sdr}
  offer: {type: open, owner: ae}
  won: {type: won}
transitions:
  answer: {from: enquiry, to: talking, kind: handoff, sla: {within: 4h}}
  answer_form: {from: form, to: talking, kind: handoff}
  pass_on: {from: talking, to: offer, kind: handoff, sla: {within: 3d}}
  rough: {from: form, to: offer, kind: handoff, state: draft}
"""


def policies(text: str) -> tuple[Policy, ...]:
    """Read a file of policies."""
    return policies_in(parse(text.encode(), "policies/own.yaml"))


def each(section: str, require: str, *, where: str = "", more: str = "") -> str:
    """Write a file with one policy over the entries of a section."""
    picked = f"\n    where: {where}" if where else ""
    return (
        "policies:\n  ours:\n    severity: error\n    why: We said so.\n"
        f"    each: {section}{picked}\n    require: {require}\n{more}"
    )


def query(sql: str, *, severity: str = "error", more: str = "") -> str:
    """Write a file with one policy that is a query."""
    lines = "\n".join(f"      {line}" for line in sql.splitlines())
    return f"policies:\n  ours:\n    severity: {severity}\n    why: We said so.\n    query: |\n{lines}\n{more}"


def result(text: str, model: str = MODEL, settings: Settings | None = None) -> Result:
    """Check a model by the policies of a text, and by the rules."""
    found = settings or Settings(profile=Profile.CORE)
    judging = Settings(found.profile, found.fail_on, found.rules, policies=policies(text))
    read = model_of({"opmodel.yaml": "opmodel: 1\n", "a.yaml": model})
    return run_cases(read, judging, DAY, rules_for(judging))


def findings(text: str, model: str = MODEL) -> tuple[Finding, ...]:
    """Return what policies say of a model."""
    return tuple(one for one in result(text, model).findings if one.family == "policies")


def broken(text: str, model: str = MODEL) -> list[str]:
    """Return which entities break a policy, sorted."""
    return sorted(one.entity for one in findings(text, model))
