"""Results to write: findings as values, over two small files."""

from opmodel.engine import About, NotChecked, Outcome, Page, Result, Settings
from opmodel.finding import Finding, Note, Severity, Span, Status, fingerprint

PAY = """\
incentives:
  plan_sdr:
    payee: sdr
    measures:
      meetings: {weight: 70}
      pipeline: {weight: 40}
"""
JOURNEY = """\
stages:
  evaluation:
    type: open
    owner: saels_ops
transitions:
  hand_over: {from: evaluation, to: won}
"""
TEXTS = {"acme/pay.yaml": PAY, "acme/journey.yaml": JOURNEY}


def place(file: str, line: int, words: str) -> Span:
    """Return where words stand in a line of the sample files."""
    column = TEXTS[file].splitlines()[line - 1].index(words) + 1
    return Span(file, line, column, line, column + len(words))


def finding(rule: str, severity: Severity, message: str, span: Span, entity: str, **more: object) -> Finding:
    """Return a finding of a rule on an entity."""
    return Finding(rule, "samples", severity, message, span, entity, fingerprint=fingerprint(rule, entity), **more)  # type: ignore[arg-type]


WEIGHTS = finding(
    "weights-do-not-add-up",
    Severity.ERROR,
    "incentive 'plan_sdr': its weights add up to 110%, not 100% (70 + 40)",
    place("acme/pay.yaml", 4, "measures"),
    "incentive/plan_sdr",
    path="incentives.plan_sdr.measures",
    owner="vp_sales",
    help="change a weight until they make 100, or say which measure is paid by rate",
    notes=(
        Note(place("acme/pay.yaml", 5, "70"), "most of it"),
        Note(place("acme/pay.yaml", 6, "40"), "ten more than is left"),
    ),
    data={"total_percent": 110.0, "shares": (70, 40)},
    stake=100.0,
)
OWNER = finding(
    "unknown-reference",
    Severity.ERROR,
    "stage 'evaluation': owner names role 'saels_ops', which nothing declares",
    place("acme/journey.yaml", 4, "saels_ops"),
    "stage/evaluation",
    path="stages.evaluation.owner",
    help="did you mean 'sales_ops'?",
)
CLOCK = finding(
    "handoff-without-sla",
    Severity.WARNING,
    "transition 'hand_over': nobody says by when the other side must answer",
    place("acme/journey.yaml", 6, "hand_over"),
    "transition/hand_over",
    owner="vp_sales",
    notes=(Note(place("acme/pay.yaml", 2, "plan_sdr"), "who is paid for it"),),
    evidence=("stage/evaluation", "transition/hand_over", "stage/won"),
    scopes=("segment ent",),
)
UNREAD = finding(
    "file-unreadable",
    Severity.ERROR,
    "acme/closed.yaml cannot be read: permission denied",
    Span("acme/closed.yaml", 1, 1, 1, 1),
    "",
    help="check that it exists and may be read",
)
ACCEPTED = finding(
    "owner-vacant",
    Severity.NOTE,
    "stage 'evaluation': nobody holds the role that owns it",
    place("acme/journey.yaml", 2, "evaluation"),
    "stage/evaluation",
    owner="vp_sales",
    status=Status.ACCEPTED,
)
SUPPRESSED = finding(
    "two-accountable-owners",
    Severity.WARNING,
    "stage 'evaluation' has two owners",
    place("acme/journey.yaml", 2, "evaluation"),
    "stage/evaluation",
    status=Status.SUPPRESSED,
    data={"suppression": {"by": "baseline", "reason": "both sign until the merger is done"}},
)

PAGE = """\
# weights-do-not-add-up

The weights of one plan add up to the whole.

## Why it matters

A plan that pays 110% pays somebody for nothing.

## Bad

```yaml
incentives: {plan: {measures: {a: {weight: 110}}}}  # finding: weights-do-not-add-up
```
"""
ABOUT = {"weights-do-not-add-up": About("incentives", Severity.ERROR, Page("core", ("M60",), "", (), PAGE))}
PLACES = {
    "stage/evaluation": place("acme/journey.yaml", 2, "evaluation"),
    "transition/hand_over": place("acme/journey.yaml", 6, "hand_over"),
}


def result(*findings: Finding, model: str = "Acme", folder: str = "acme", entities: int = 3) -> Result:
    """Return the result of a check that found these."""
    missing = (
        NotChecked("stage-without-time-limit", "stage/evaluation", ("stall.after",)),
        NotChecked("handoff-without-sla", "stage/evaluation", ("stall.after",)),
        NotChecked("weights-do-not-add-up", "incentive/plan_ae", ("measures.win_rate.weight",)),
    )
    outcome = Outcome("all", entities, findings, missing)
    unread = tuple(one.span.file for one in findings if one.rule == "file-unreadable")
    owners = {"vp_sales": "VP Sales"}
    return Result(model, folder, Settings(), (outcome,), unread, owners, TEXTS, entities, about=ABOUT, places=PLACES)


ACME = result(WEIGHTS, OWNER, CLOCK, UNREAD, ACCEPTED, SUPPRESSED)
EMPTY = Result("Calm", "calm", Settings(), (), (), {}, {}, 12)
