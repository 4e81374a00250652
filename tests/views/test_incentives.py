"""The conflict map: who is paid for what, where that leads, and the bows that findings draw."""

from dataclasses import replace

import pytest

from opmodel import views
from opmodel.drawing import Drawing, drawn_as, mark
from opmodel.engine import Scene, Settings, rules, run
from opmodel.finding import Finding, Severity, Span, Status
from opmodel.incentives import Thresholds
from tests.views import pictures

_COMPANY = """
roles: {ae: {name: Account executive}, sdr: {}, head: {}, vp: {}, inbound: {is_a: sdr}}
kpis:
  deals: {aggregation: count, kind: volume, good: up}
  discount: {aggregation: ratio, kind: margin, good: down}
  revenue: {aggregation: sum, kind: outcome, good: up}
  profit: {aggregation: sum, kind: outcome, good: up}
levers: {hours: {}}
influences:
  hours: {deals: +strong}
  deals: {revenue: +strong, discount: +medium}
  discount: {profit: -medium}
  revenue: {profit: +weak}
incentives:
  plan_ae: {payee: ae, pay_mix: {variable: 40}, measures: {deals: {weight: 70, period: month}, revenue: {weight: 30}}}
  plan_sdr: {payee: sdr, pay_mix: {base: 80}, measures: {deals: {}, discount: {direction: down}}}
  plan_heads: {payee: [head, vp], measures: {profit: {weight: 100}}}
"""


def _finding(rule: str, *roles: str, stake: float = 0, status: Status = Status.OPEN) -> Finding:
    span = Span("a.yaml", 1, 1, 1, 2)
    data = {"roles": roles, "kpis": ("deals",)}
    return Finding(rule, "incentives", Severity.ERROR, rule, span, "incentive/plan_ae", stake=stake, status=status,
                   data=data, fingerprint=f"{rule} {' '.join(roles)}")  # fmt: skip


def _drawn(*findings: Finding, view: str = "incentives") -> Drawing:
    return mark(views.build(view, pictures.scene(_COMPANY), findings), findings)


def test_three_columns() -> None:
    """Payees, then what they are paid for, then outcomes; who shares a plan shares a box."""
    columns = {shape.id: shape.column for shape in _drawn().shapes}
    assert columns == {
        "role/ae": 0,
        "role/sdr": 0,
        "party/plan_heads": 0,
        "kpi/deals": 1,
        "kpi/discount": 1,
        "kpi/revenue": 2,
        "kpi/profit": 2,
    }


@pytest.mark.parametrize(
    ("party", "label", "second"),
    [
        ("role/ae", "Account executive", "40% variable"),
        ("role/sdr", "SDR", "20% variable"),
        ("party/plan_heads", "Head and VP", "share not declared · 2 roles, one plan"),
    ],
)
def test_parties_show_the_variable_share(party: str, label: str, second: str) -> None:
    """The share is as written, or the rest of the base; without either the box says so."""
    shape = pictures.shape(_drawn(), party)
    assert (shape.label, shape.second) == (label, second)


def test_payments_carry_sign_weight_and_period() -> None:
    """Falls that earn have a minus; weights that nobody wrote are marked as about equal."""
    lines = {edge.id: (edge.kind, edge.label, edge.second) for edge in _drawn().edges if edge.id.startswith("paid/")}
    assert lines == {
        "paid/plan_ae/deals": ("pays_up", "+ 70%", "month"),
        "paid/plan_ae/revenue": ("pays_up", "+ 30%", ""),
        "paid/plan_sdr/deals": ("pays_up", "+ ~50%", ""),
        "paid/plan_sdr/discount": ("pays_down", "− ~50%", ""),
        "paid/plan_heads/profit": ("pays_up", "+ 100%", ""),
    }


def test_kpis_lead_to_the_nearest_outcomes() -> None:
    """More deals raise revenue and, by discounts, lower profit; what revenue does to profit is its own line."""
    lines = {edge.id: edge.label for edge in _drawn().edges if edge.id.startswith("leads/")}
    assert lines == {
        "leads/deals/revenue": "+ strong",
        "leads/deals/profit": "− weak",
        "leads/discount/profit": "− medium",
        "leads/revenue/profit": "+ weak",
    }


def test_a_finding_between_two_roles_is_a_bow() -> None:
    """Its rule and stake stand on it, and it is marked once, on the bow."""
    finding = _finding("opposed-incentives", "ae", "sdr", stake=12)
    drawing = _drawn(finding)
    bow = pictures.edge(drawing, drawn_as(finding))
    assert (bow.kind, bow.label, bow.second) == ("conflict", "opposed-incentives", "12% of pay at stake")
    assert (bow.source, bow.target) == ("role/ae", "role/sdr")
    assert [mark.count for mark in bow.marks] == [1]
    assert pictures.shape(drawing, "role/ae").marks == ()


def test_a_finding_with_several_sides_has_a_bow_for_each() -> None:
    """Every bow has an id of its own and the colour of its side; the finding is marked once."""
    whole = _finding("opposed-incentives", "ae", "sdr", "head", stake=12)
    sides = tuple(
        {"roles": roles, "kpis": ("deals",), "severity": "error", "status": status, "stake_percent": stake}
        for roles, status, stake in ((("ae", "sdr"), "open", 12), (("ae", "head"), "accepted", 8))
    )
    drawing = _drawn(replace(whole, data={**whole.data, "sides": sides}))
    bows = [edge for edge in drawing.edges if edge.kind in ("conflict", "tension")]
    assert [(one.target, one.kind, one.second) for one in bows] == [
        ("role/sdr", "conflict", "12% of pay at stake"),
        ("role/ae", "tension", "8% of pay at stake"),
    ]
    assert len({one.id for one in bows}) == 2
    assert [len(one.marks) for one in bows] == [1, 0]


def test_bows_of_one_pair_are_one() -> None:
    """A kind of a role stands for it, a plan shared by two roles is one side, and the largest stake comes first."""
    small, large = _finding("contested-lever", "inbound", "vp", stake=2), _finding("no-joint", "head", "sdr", stake=9)
    drawing = _drawn(small, large)
    (bow,) = (edge for edge in drawing.edges if edge.kind == "conflict")
    assert (bow.id, bow.entities, bow.label) == (drawn_as(large), (drawn_as(small),), "no-joint +1")


def test_what_is_accepted_is_dashed_and_not_counted_as_missing() -> None:
    """An accepted conflict is a tension; a suppressed one is not drawn, and counted."""
    accepted = _finding("opposed-incentives", "ae", "sdr", status=Status.ACCEPTED)
    hidden = _finding("opposed-incentives", "ae", "vp", status=Status.SUPPRESSED)
    drawing = _drawn(accepted, hidden)
    assert [edge.kind for edge in drawing.edges if edge.id.startswith("finding/")] == ["tension"]
    assert drawing.left_out == ("1 accepted or suppressed finding",)
    assert "1 conflict is accepted on purpose." in drawing.description


def test_findings_about_one_role_are_no_bow() -> None:
    """Who pulls against itself, or against somebody of the same plan, stands in no pair."""
    drawing = _drawn(_finding("own-goal", "ae"), _finding("x", "head", "vp"))
    assert not any(edge.id.startswith("finding/") for edge in drawing.edges)


def test_large_companies_are_cut_by_stake() -> None:
    """Of thirty roles those in the largest conflicts are drawn; everything else is counted."""
    roles = "".join(f"  r{at}: {{}}\n" for at in range(30))
    plans = "".join(
        f"  p{at}: {{payee: r{at}, pay_mix: {{variable: {at + 1}}}, measures: {{k: {{weight: 100}}}}}}\n"
        for at in range(30)
    )
    text = f"roles:\n{roles}kpis: {{k: {{aggregation: count, good: up}}}}\nincentives:\n{plans}"
    findings = [_finding("x", f"r{at}", f"r{at + 1}", stake=at) for at in range(0, 30, 2)]
    drawing = views.build("incentives", pictures.scene(text), findings)
    bows = [edge for edge in drawing.edges if edge.kind == "conflict"]
    assert bows[0].source == "role/r28"
    assert sum(shape.column == 0 for shape in drawing.shapes) == 12
    assert drawing.left_out == (
        "18 further roles with 18 measures",
        "9 further pairs of roles in conflict (the view `conflicts` shows them)",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No plan is declared, so nobody is seen to be paid."),
        (
            "roles: {a: {}}\nkpis: {k: {aggregation: count}}\nincentives: {p: {payee: a, measures: {k: {}}}}\n",
            "1 role in 1 plan; beside a line stands its share of variable pay. No influence is declared, so nothing "
            "says where the paid KPIs lead.",
        ),
    ],
)
def test_what_is_missing_is_said(text: str, said: str) -> None:
    """A page without lines says what would have to be declared."""
    assert pictures.of(text, "incentives").description == said


def test_the_matrix_shows_each_pair_once() -> None:
    """The worst letter and stake of a pair, the rule below; who has no plan stands in it too."""
    drawing = _drawn(_finding("opposed-incentives", "ae", "sdr", stake=12), _finding("x-y", "ae", "stranger"),
                     view="conflicts")  # fmt: skip
    assert [shape.id for shape in drawing.shapes] == ["role/ae", "role/sdr", "role/stranger"]
    cells = {(edge.source, edge.target): (edge.label, edge.second) for edge in drawing.edges}
    assert cells == {
        ("role/ae", "role/sdr"): ("E 12%", "opposed-incentives"),
        ("role/ae", "role/stranger"): ("E", "x-y"),
    }
    assert pictures.shape(drawing, "role/stranger").second == "no plan"


def test_a_matrix_without_conflicts_says_so() -> None:
    """Peace is a sentence."""
    assert _drawn(view="conflicts").description == "No finding names two roles that pull apart."
    assert pictures.of("", "conflicts").description.startswith("No plan is declared")


def test_pictures_are_judged_by_the_thresholds_of_the_company() -> None:
    """Half of a variable share that nobody declares and the settings take to be 60% is 30% of pay at stake."""
    text = (
        "roles: {a: {}, b: {}}\nkpis: {k: {aggregation: count, good: up}, j: {aggregation: count}}\nincentives:\n"
        "  p: {payee: a, measures: {k: {weight: 100}}}\n"
        "  q: {payee: b, measures: {k: {weight: 50, direction: down}, j: {weight: 50}}}\n"
    )
    settings = Settings(incentives=Thresholds(assumed_variable_percent=60))
    scene = Scene(pictures.read(text).resolve(pictures.DAY), settings, pictures.DAY)
    drawing = views.build("incentives", scene, run(scene, rules()).findings)
    assert [bow.second for bow in drawing.edges if bow.kind in ("conflict", "friction")] == ["30% of pay at stake"]
    assert scene.incentives.thresholds is settings.incentives
