"""Small random companies in the notation of the cases, and what the program finds in them."""

from collections import Counter
from typing import Any

import yaml
from hypothesis import strategies as st

from opmodel.engine import Profile, Result, Settings, rules
from opmodel.finding import apart
from opmodel.model import Model, read
from opmodel.pipeline import check_model
from opmodel.source import parse
from tests.incentives.mapping import sections
from tests.incentives.notation import Raw
from tests.incentives.rules import FAMILIES
from tests.models.folders import DAY

ROLES = ("ae", "csm", "sdr")
LEVERS = ("bar", "discount", "effort", "spend")
KPIS = ("arr", "calls", "churn", "fit", "leads")
STRENGTHS = ("", " weak", " medium", " strong", " 0.5", " 1")

_EFFECT = st.tuples(st.sampled_from(KPIS), st.sampled_from("+-"), st.sampled_from(STRENGTHS))
_ROLE = st.fixed_dictionaries(
    {
        "levers": st.lists(st.sampled_from(LEVERS), max_size=2, min_size=1, unique=True),
        "variable": st.sampled_from((0.1, 0.3, 0.5)),
    }
)
_METRIC = st.fixed_dictionaries(
    {"good": st.sampled_from(("up", "down"))},
    optional={"kind": st.sampled_from(("volume", "quality", "outcome", "value")), "important": st.just(True)},
)
_PAY = st.fixed_dictionaries(
    {
        "role": st.sampled_from(ROLES),
        "metric": st.sampled_from(KPIS),
        "dir": st.sampled_from(("up", "up", "up", "down")),
        "weight": st.sampled_from((0.2, 0.5, 0.8)),
        "period": st.sampled_from(("month", "quarter", "year")),
    }
)


@st.composite
def companies(draw: st.DrawFn) -> Raw:
    """Draw three roles, what they can move, what moves what, and what they are paid for."""
    edges = [
        (source, *effect)
        for source, least, most in (*((lever, 1, 3) for lever in LEVERS), *((kpi, 0, 2) for kpi in KPIS))
        for effect in draw(st.lists(_EFFECT, min_size=least, max_size=most, unique_by=lambda effect: effect[0]))
        if source != effect[0]
    ]
    return {
        "id": "drawn",
        "roles": {role: draw(_ROLE) for role in ROLES},
        "metrics": [{"id": name, **draw(_METRIC)} for name in KPIS],
        "edges": [f"{source} {sign} {target}{strength}" for source, target, sign, strength in edges],
        "incentives": draw(st.lists(_PAY, min_size=2, max_size=6, unique_by=lambda pay: (pay["role"], pay["metric"]))),
        "handoffs": draw(st.lists(st.sampled_from([["sdr", "ae"], ["ae", "csm"]]), max_size=2, unique_by=tuple)),
    }


def text_of(parts: Raw) -> str:
    """Write the sections of a model as its one file."""
    return yaml.safe_dump({"opmodel": 1, "model": {"name": "Drawn"}, **parts}, sort_keys=False)


def model_of(parts: Raw) -> Model:
    """Read the sections of a model; nothing in them may be wrong."""
    model = read([parse(text_of(parts).encode(), "opmodel.yaml")], "opmodel.yaml")
    assert [fault.message for fault in model.faults] == []
    return model


def checked(parts: Raw) -> Result:
    """Check the rules of pay on the sections of a model."""
    chosen = [one.name for one in rules() if one.family in FAMILIES]
    return check_model(model_of(parts), Settings(profile=Profile.STRICT), DAY, only=chosen)


Said = Counter[tuple[Any, ...]]
"""How often a rule says the same about the same roles and KPIs."""


def said(case: Raw, leaving_out: frozenset[str] = frozenset()) -> Said:
    """Return what the rules of pay say about each side of a case, in terms that survive renaming and reordering."""
    findings = checked(sections(case)).findings
    return Counter(
        (
            one.rule,
            one.severity.value,
            frozenset(one.roles),
            frozenset(one.kpis),
            one.verdict,
        )
        for finding in findings
        if finding.rule not in leaving_out
        for one in apart(finding)
    )
