"""The verb incentives: profiles, alignment, both directions between two roles, and what a change would change."""

import json
from pathlib import Path

import pytest

from tests.bench.incentives import SMALL, write_company
from tests.cli.process import MISALIGNED, ON, opmodel, write

BAKER = """\
levers: {a: {}, b: {}}
roles: {agent: {levers: [a, b]}, idle: {}}
kpis: {p: {aggregation: sum}, v: {aggregation: sum, kind: outcome, good: up}}
influences:
  a: {p: "+1", v: +0.6}
  b: {v: +0.8}
incentives:
  plan: {payee: agent, pay_mix: {base: 50, variable: 50}, measures: {p: {weight: 100, period: year}}}
"""
DEAL = """\
levers: {discount: {}, effort: {}}
roles:
  ae: {name: Account executive, levers: [discount, effort]}
  desk: {name: Deal desk, levers: [discount]}
  clerk: {}
kpis:
  bookings: {aggregation: sum, kind: value, good: up}
  margin: {aggregation: ratio, kind: outcome, good: up}
influences:
  discount: {bookings: +strong, margin: -strong}
  effort: {bookings: +medium}
incentives:
  plan_ae:
    payee: ae
    pay_mix: {base: 50, variable: 50}
    measures:
      bookings: {weight: 100, period: quarter}
  plan_desk:
    payee: desk
    measures: {margin: {weight: 100}}
"""
OPPOSED = "opposed-incentives"


def answer(folder: Path, *arguments: str) -> dict:
    """Return what the verb says as JSON."""
    ran = opmodel("incentives", folder, *arguments, *ON, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


@pytest.mark.parametrize(("paid", "alignment"), [("p", 0.6), ("v", 1.0)])
def test_alignment(tmp_path: Path, paid: str, alignment: float) -> None:
    """The worked example of Baker (2002): 53 degrees, and none where pay is value itself."""
    text = BAKER.replace("measures: {p:", f"measures: {{{paid}:")
    (role,) = answer(write(tmp_path, m=text))["roles"]
    assert role["alignment"] == pytest.approx(alignment)


def test_alignment_with_the_north_star(tmp_path: Path) -> None:
    """A north star stands before other outcomes."""
    manifest = "opmodel: 1\nmodel: {name: Acme, north_star: p}\n"
    (role,) = answer(write(tmp_path, opmodel=manifest, m=BAKER))["roles"]
    assert role["alignment"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("agent: {levers: [a, b]}", "agent: {}", "it declares no levers"),
        ("measures: {p:", "measures: {w:", "none of its levers is near what it is paid on"),
        (", kind: outcome", "", "the model names neither a north star nor a KPI of kind outcome"),
        ("a, b]", "c]", "none of its levers is near what the company is after"),
    ],
)
def test_no_alignment(tmp_path: Path, old: str, new: str, why: str) -> None:
    """Where there is no angle, it is said what is missing."""
    text = (
        BAKER.replace(old, new)
        .replace("kpis: {", "kpis: {w: {aggregation: sum}, ")
        .replace("levers: {a", "levers: {c: {}, a")
    )
    text = text.replace("influences:\n", 'influences:\n  c: {p: "+1"}\n')
    (role,) = answer(write(tmp_path, m=text))["roles"]
    assert (role["alignment"], role["alignment_why"]) == (None, why)


def test_profile(tmp_path: Path) -> None:
    """What a role is paid on, what it moves, and where that leads."""
    ae, desk = answer(write(tmp_path, m=DEAL))["roles"]
    assert ae["paid_on"] == [
        {
            "kpi": "bookings",
            "plan": "plan_ae",
            "direction": "up",
            "weight_percent": 100.0,
            "pay_percent": 50.0,
            "period": "quarter",
            "assumed": [],
        }
    ]
    assert ae["moves"] == [
        {"lever": "lever/discount", "pay_percent_per_unit": 37.5},
        {"lever": "lever/effort", "pay_percent_per_unit": 20.0},
    ]
    assert [(one["kpi"], one["push"], one["moves"], one["verdict"]) for one in ae["pulled_away"]] == [
        ("margin", "more", "down", "certain")
    ]
    assert ae["pulled_towards"] == []
    assert desk["paid_on"][0]["assumed"] == ["30% variable pay"]
    assert [one["kpi"] for one in desk["pulled_towards"]] == ["margin"]


def test_conflicts(tmp_path: Path) -> None:
    """Findings between two roles, as a matrix for people."""
    folder = write(tmp_path, m=DEAL)
    pairs = {tuple(one["roles"]) for one in answer(folder)["conflicts"] if one["rule"] == OPPOSED}
    assert pairs == {("ae", "desk"), ("desk", "ae")}
    out = opmodel("incentives", folder, *ON).out
    assert "conflicts between roles" in out
    assert "Account executive (ae)" in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_large_company_fits_a_few_screens(tmp_path: Path) -> None:
    """Sixty roles have a line each, findings that are not shown are counted, and it is said how to see them."""
    folder = tmp_path / "large"
    write_company(folder, SMALL)
    out = opmodel("incentives", folder, *ON).out
    assert len(out.splitlines()) < 250
    assert sum(line.startswith("R") for line in out.splitlines()) == 60
    assert out.count("\n  and ") == 3
    assert "`--role ROLE` shows all about one role" in out
    cuts = [part for plan in range(29) for part in ("--what-if", f"incentive/plan_{plan}/pay_mix/variable=1")]
    changed = opmodel("incentives", folder, *ON, *cuts).out
    assert "more, which --format json lists" in changed


def test_role(tmp_path: Path) -> None:
    """One role, also one about which there is nothing to say."""
    folder = write(tmp_path, m=DEAL)
    assert [one["role"] for one in answer(folder, "--role", "desk")["roles"]] == ["desk"]
    assert "It has neither a plan nor levers." in opmodel("incentives", folder, "--role", "clerk", *ON).out


def test_between(tmp_path: Path) -> None:
    """Both directions, each with the path by which one earns and the other loses."""
    folder = write(tmp_path, m=DEAL)
    found = answer(folder, "--between", "ae", "desk")
    assert [(one["from"], one["to"]) for one in found["between"]] == [("ae", "desk"), ("desk", "ae")]
    harm = found["between"][0]["harms"][0]
    assert (harm["lever"], harm["push"], harm["kpi"]) == ("lever/discount", "more", "margin")
    assert [step["to"] for step in harm["gain"]["steps"] + harm["loss"]["steps"]] == ["kpi/bookings", "kpi/margin"]
    out = opmodel("incentives", folder, "--between", "ae", "desk", *ON).out
    assert "how it harms: more of Discount (discount) lowers Margin (margin), -75%" in out
    assert out.count("is paid more the more it uses lever 'discount'") == 1


KINDS = (
    DEAL.replace("  clerk: {}\n", "  inside: {is_a: ae, levers: [calls]}\n  field: {is_a: ae, levers: [visits]}\n")
    .replace("effort: {}}", "effort: {}, calls: {}, visits: {}}")
    .replace("influences:\n", "influences:\n  calls: {bookings: +weak}\n  visits: {bookings: +weak}\n")
)
"""Account executives who sell by telephone and who travel: one plan, and levers of their own beside the common ones."""


@pytest.mark.parametrize("names", [("ae", "desk"), ("inside", "desk"), ("field", "desk")])
def test_between_kinds(tmp_path: Path, names: tuple[str, str]) -> None:
    """A plan and a lever of the general role are those of its kinds, and one cause is one finding."""
    found = answer(write(tmp_path, m=KINDS), "--between", *names)
    assert [(one["from"], one["to"]) for one in found["between"]] == [names, names[::-1]]
    assert [harm["lever"] for harm in found["between"][0]["harms"]] == ["lever/discount"]
    pairs = [tuple(one["roles"]) for one in found["conflicts"] if one["rule"] == OPPOSED]
    assert sorted(pairs) == [("ae", "desk"), ("desk", "ae")]


def test_between_where_a_kind_has_the_plan(tmp_path: Path) -> None:
    """Asked about the general role, the plan of one of its kinds answers."""
    folder = write(tmp_path, m=KINDS.replace("payee: ae", "payee: inside"))
    found = answer(folder, "--between", "ae", "desk")
    assert [(one["from"], one["to"]) for one in found["between"]] == [("ae", "desk"), ("desk", "ae")]
    assert [harm["lever"] for harm in found["between"][0]["harms"]] == ["lever/discount"]
    assert {frozenset(one["roles"]) for one in found["conflicts"]} == {frozenset(("inside", "desk"))}


def test_kinds_of_a_role(tmp_path: Path) -> None:
    """A kind shows the plan it shares, with the findings about it; a general role shows its kinds as well."""
    folder = write(tmp_path, m=KINDS)
    (inside,) = answer(folder, "--role", "inside")["roles"]
    assert [one["plan"] for one in inside["paid_on"]] == ["plan_ae"]
    assert {one["lever"] for one in inside["moves"]} == {"lever/calls", "lever/discount", "lever/effort"}
    assert "warning: opposed-incentives [ae, desk]" in opmodel("incentives", folder, "--role", "inside", *ON).out
    every = answer(folder, "--role", "ae")["roles"]
    assert [one["role"] for one in every] == ["ae", "field", "inside"]
    assert {one["lever"] for one in every[0]["moves"]} == {
        "lever/calls", "lever/discount", "lever/effort", "lever/visits"
    }  # fmt: skip


def test_a_kind_without_anything_of_its_own(tmp_path: Path) -> None:
    """It has the plan and the levers of its general role."""
    text = DEAL.replace("  clerk: {}\n", "  clerk: {}\n  inside: {is_a: ae}\n")
    (inside,) = answer(write(tmp_path, m=text), "--role", "inside")["roles"]
    assert (inside["role"], [one["plan"] for one in inside["paid_on"]]) == ("inside", ["plan_ae"])


def test_a_queue(tmp_path: Path) -> None:
    """Asked about a queue, those who work it are shown with what lies with it."""
    text = DEAL.replace("{name: Deal desk, levers: [discount]}", "{name: Deal desk}")
    text = text.replace("  clerk: {}\n", "  requests: {level: queue, held_by: desk, levers: [discount]}\n")
    folder = write(tmp_path, m=text)
    (desk,) = answer(folder, "--role", "requests")["roles"]
    assert (desk["role"], [one["lever"] for one in desk["moves"]]) == ("desk", ["lever/discount"])
    found = answer(folder, "--between", "requests", "ae")
    assert [(one["from"], len(one["harms"])) for one in found["between"]] == [("desk", 1), ("ae", 1)]
    assert found["conflicts"]


@pytest.mark.parametrize("name", ["AE", "Ae", "role/ae"])
def test_a_role_in_capitals(tmp_path: Path, name: str) -> None:
    """Ids are in lower case, however somebody types them."""
    assert [one["role"] for one in answer(write(tmp_path, m=DEAL), "--role", name)["roles"]] == ["ae"]


def test_without_levers(tmp_path: Path) -> None:
    """It is said what declaring them would allow."""
    out = opmodel("incentives", write(tmp_path, m=DEAL.replace(", levers: [discount, effort]", "")), *ON).out
    assert "alignment: none (it declares no levers)" in out
    assert "Without levers (ae): write what the role can decide into `levers:`" in out


def test_what_if_takes_findings_away(tmp_path: Path) -> None:
    """The file stays as it is; the answer is about what the change would make of it."""
    folder = write(tmp_path, m=DEAL)
    before = (folder / "m.yaml").read_bytes()
    change = "influence/discount/margin=+strong"
    found = answer(folder, "--what-if", change)["what_if"]
    assert found["changes"] == [change]
    assert {(one["rule"], tuple(one["roles"])) for one in found["disappear"]} >= {
        (OPPOSED, ("ae", "desk")),
        (OPPOSED, ("desk", "ae")),
    }
    assert OPPOSED not in {one["rule"] for one in found["appear"]}
    assert (folder / "m.yaml").read_bytes() == before
    assert {one["role"] for one in found["roles"]} == {"ae", "desk"}


def test_what_if_brings_findings(tmp_path: Path) -> None:
    """A change may also make things worse, and findings that weigh differently are told apart from new ones."""
    folder = write(tmp_path, m=DEAL)
    found = answer(folder, "--what-if", "incentive/plan_ae/measures/bookings/weight=60")["what_if"]
    assert [one["rule"] for one in found["appear"]] == ["weights-do-not-add-up"]
    out = opmodel("incentives", folder, "--what-if", "incentive/plan_ae/measures/bookings/weight=60", *ON).out
    assert "1 finding would appear\n  + error: weights-do-not-add-up\n" in out
    assert "  - paid on Bookings (bookings) up: 100% of variable pay, 50% of all, per quarter, by plan_ae\n" in out
    assert "  + paid on Bookings (bookings) up: 60% of variable pay, 30% of all, per quarter, by plan_ae\n" in out


def test_what_if_adds_what_is_not_written(tmp_path: Path) -> None:
    """Several changes come together; a measure that is not there is added."""
    changes = ("incentive/plan_ae/measures/margin/weight=50", "incentive/plan_ae/measures.bookings.weight=50")
    found = answer(write(tmp_path, m=DEAL), *(part for one in changes for part in ("--what-if", one)))
    (ae,) = (one for one in found["roles"] if one["role"] == "ae")
    assert {one["kpi"]: one["weight_percent"] for one in ae["paid_on"]} == {"margin": 50.0, "bookings": 50.0}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            "incentive/plan_ae/measures/booking/weight=60",
            "m.yaml:16:5: incentive 'plan_ae': measures has no 'booking'; did you mean 'bookings'?",
        ),
        (
            "incentive/plan_ae/measures/bookings/wieght=60",
            "m.yaml:17:7: incentive 'plan_ae': measures.bookings has no 'wieght'; did you mean 'weight'?",
        ),
        (
            "incentive/plan_ea/measures/bookings/weight=60",
            "there is no incentive 'plan_ea'; did you mean 'incentive/plan_ae'?",
        ),
        ("incentives/plan_ae/jointly=true", "did you mean 'incentive/plan_ae'?"),
        ("incentive/plan_ae/measures=60", "measures is a map; name one value in it: bookings"),
        ("role/ae/levers/7=x", "is a list of 2: name an item by its number, from 0 to 1"),
        ("role/desk/levers/1=x", "is a list of 1: name an item by its number, which is 0"),
        ("role/clerk/levers/0=x", "is a list with nothing in it; write all of it, as in role/clerk/levers=[...]"),
        ("role/ae/levers=discount", "levers is a list; name one item by its number: 0, 1"),
        ("incentive/plan_ae/payee/x=1", "payee holds a single value: there is no 'x' below it"),
        ("weight=60", "'weight=60' is no change; write ENTITY/PATH=VALUE"),
        ("role/ae/name=", "is no change"),
    ],
)
def test_what_if_usage(tmp_path: Path, change: str, says: str) -> None:
    """A path that leads nowhere is said with its place and what may have been meant."""
    ran = opmodel("incentives", write(tmp_path, m=DEAL), "--what-if", change, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--role", "aee"), "there is no role 'aee'; did you mean 'ae'?"),
        (("--between", "ae", "zzz"), "there is no role 'zzz'; there are ae, clerk, desk and junior"),
        (("--between", "ae", "ae"), "--between takes two different roles"),
        (("--between", "ae", "role/AE"), "--between takes two different roles"),
        (("--between", "ae", "junior"), "two different roles, and 'ae' and 'junior' are the same people"),
        (("--role", "AEE"), "there is no role 'AEE'; did you mean 'ae'?"),
        (("--role", "ae", "--between", "ae", "desk"), "give one of them"),
    ],
)
def test_usage(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    """What was typed wrong is said in one line, with the way out."""
    text = DEAL.replace("  clerk: {}\n", "  clerk: {}\n  junior: {is_a: ae}\n")
    ran = opmodel("incentives", write(tmp_path, m=text), *arguments, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_nobody_is_paid(tmp_path: Path) -> None:
    """A model without plans says so."""
    assert "Nobody is paid for anything here" in opmodel("incentives", write(tmp_path, m="roles: {ae: {}}\n"), *ON).out


def test_what_one_line_pays_two_roles_for_is_no_conflict_between_them() -> None:
    """Both grade their own number: a finding about both, and nothing between them."""
    answer = json.loads(opmodel("incentives", MISALIGNED, *ON, "--format", "json").out)
    assert "self-graded-kpi" not in {one["rule"] for one in answer["conflicts"]}
    assert "opposed-incentives" in {one["rule"] for one in answer["conflicts"]}


WEIGHED = """\
levers: {meeting_bar: {}}
roles: {sdr: {levers: [meeting_bar]}, ae: {}, clerk: {}}
kpis:
  meetings: {aggregation: count, good: up, kind: activity}
  win_rate: {aggregation: ratio, good: up, kind: quality}
  arr: {aggregation: sum, good: up, kind: outcome}
influences:
  meeting_bar: {meetings: -strong, win_rate: +strong}
  win_rate: {arr: +strong}
incentives:
  plan_sdr: {payee: sdr, pay_mix: {variable: 30}, measures: {meetings: {weight: 55}, win_rate: {weight: 45}}}
  plan_ae: {payee: ae, pay_mix: {variable: 50}, measures: {arr: {weight: 100}}}
"""


def _said(folder: Path, *arguments: str) -> str:
    """Return what the verb says as one line of text."""
    return " ".join(opmodel("incentives", folder, *arguments, *ON).out.split())


def test_a_pull_that_no_rule_speaks_of_is_explained(tmp_path: Path) -> None:
    """A role pulled away from value is not told that nothing is wrong without the reason: its plan pulls back."""
    folder = write(tmp_path, m=WEIGHED)
    reason = "ARR (arr) suffer, but other pay of the same plan pulls back enough; balanced-tradeoff (profile strict)"
    assert f"No rule finds anything wrong with this pay: Win rate (win_rate) and {reason}" in _said(
        folder, "--role", "sdr"
    )
    both = _said(folder, "--between", "sdr", "ae")
    assert "No rule sees a conflict here: ARR (arr) suffers, but other pay of the same plan" in both
    assert "Nothing it is paid for works against what AE (ae)" not in both


def test_a_pull_that_a_gate_holds_is_explained(tmp_path: Path) -> None:
    """Pay that waits for what it harms is no finding, and the answer says that a gate holds it."""
    gated = "{meetings: {weight: 100, gates: {win_rate: 15}}}"
    text = WEIGHED.replace("{meetings: {weight: 55}, win_rate: {weight: 45}}", gated)
    assert "suffer, but a gate or clawback holds that pay back" in _said(write(tmp_path, m=text), "--role", "sdr")


def test_a_role_without_pay_is_not_called_right(tmp_path: Path) -> None:
    """Where there is neither plan nor lever no rule can find anything, which says nothing about pay."""
    said = _said(write(tmp_path, m=WEIGHED), "--role", "clerk")
    assert "There is no pay here that a rule could judge." in said
    assert "anything wrong" not in said


def test_what_stands_in_a_file_that_was_not_read_is_not_denied(tmp_path: Path) -> None:
    """Levers in a file with a tab are not said to be missing: the sentence names the file."""
    text = WEIGHED.replace("levers: {meeting_bar: {}}\n", "")
    folder = write(tmp_path, m=text, levers="levers:\n\tmeeting_bar: {}\n")
    said = _said(folder, "--role", "sdr")
    assert "it declares no levers in what could be read: levers.yaml could not" in said
    assert "anything wrong with this pay in what could be read: levers.yaml could not" in said
    assert "Without levers" not in said
    ran = opmodel("influence", "lever/meeting_bar", "arr", "--model", folder, *ON)
    assert "there is no lever or KPI 'lever/meeting_bar' in what could be read: levers.yaml could not" in ran.err
    assert (
        "in what could be read: levers.yaml could not."
        in opmodel("influence", "arr", "meetings", "--model", folder, *ON).out
    )
