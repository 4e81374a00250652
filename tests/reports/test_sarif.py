"""SARIF keeps what GitHub asks for: rules that are described, fingerprints that stay, limits that hold."""

import json
import random
import zlib
from dataclasses import replace
from typing import Any

import pytest

from opmodel.finding import Finding, Note, Span
from opmodel.reports import Options, render, sarif
from tests.reports.samples import ACCEPTED, ACME, CLOCK, EMPTY, SUPPRESSED, WEIGHTS, result

Json = dict[str, Any]


def run(*findings: Finding) -> Json:
    """Return the run on one model."""
    (one,) = json.loads(render("sarif", (result(*findings),), Options()))["runs"]
    assert isinstance(one, dict)
    return one


def test_results_point_at_their_rule() -> None:
    """The index of a rule and its name say the same, and every rule is described in full."""
    found = run(*ACME.findings)
    rules = found["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in found["results"])
    assert all(
        one["shortDescription"]["text"] and one["fullDescription"]["text"] and one["help"]["text"] for one in rules
    )
    assert all(one["helpUri"].endswith(f"/rules/{one['id']}") for one in rules)


def test_a_page_is_the_help_of_its_rule() -> None:
    """What must hold and why stand at the top, the page below without the marks of its tests."""
    (rule,) = run(WEIGHTS)["tool"]["driver"]["rules"]
    assert rule["fullDescription"]["text"] == (
        "The weights of one plan add up to the whole. A plan that pays 110% pays somebody for nothing."
    )
    assert "# finding" not in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_the_fingerprint_is_where_github_reads_it() -> None:
    """Our own name of a finding is the one GitHub keeps."""
    (found,) = run(WEIGHTS)["results"]
    assert found["partialFingerprints"] == {"primaryLocationLineHash": WEIGHTS.fingerprint}


def test_a_path_of_the_graph_is_a_code_flow() -> None:
    """Each step that stands in the model has its place; one that does not is left out."""
    (found,) = run(CLOCK)["results"]
    ((flow,),) = [one["threadFlows"] for one in found["codeFlows"]]
    steps = [one["location"] for one in flow["locations"]]
    assert [one["message"]["text"] for one in steps] == ["stage/evaluation", "transition/hand_over"]
    assert [one["physicalLocation"]["region"]["startLine"] for one in steps] == [2, 6]


def test_related_places_are_linked() -> None:
    """A note is a related place, and the message links to it by its number."""
    (found,) = run(replace(WEIGHTS, notes=(Note(Span("a.yaml", 1, 1, 1, 2), "see [x](y)"),)))["results"]
    assert found["message"]["text"].endswith("See [see (x) (y)](1).")
    assert found["relatedLocations"][0]["id"] == 1


def test_what_nobody_acts_on_is_suppressed() -> None:
    """A baseline stands elsewhere, a tension in the model; both say why."""
    note = Note(CLOCK.span, "accepted on purpose until 2027-06-30, settled by 'coo': growth first")
    suppressed, accepted = (run(one)["results"][0] for one in (SUPPRESSED, replace(ACCEPTED, notes=(note,))))
    assert suppressed["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "both sign until the merger is done"}
    ]
    assert accepted["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": note.message}]
    assert "suppressions" not in run(WEIGHTS)["results"][0]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a b/ü.yaml", "a%20b/%C3%BC.yaml"),
        ("c:d?e#f%.yaml", "c%3Ad%3Fe%23f%25.yaml"),
        ("latin\udce9.yaml", "latin%E9.yaml"),
        ("a\n::error::x", "a%0A%3A%3Aerror%3A%3Ax"),
    ],
)
def test_names_of_files_are_relative_addresses(file: str, uri: str) -> None:
    """Every byte of a name comes back from its address, and none of them means anything else."""
    (found,) = run(replace(WEIGHTS, span=Span(file, 1, 1, 1, 2)))["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "ROOT"}


def test_a_run_for_each_model() -> None:
    """Models have a category each, so that none replaces the other; of more than twenty there is one run."""
    two = json.loads(render("sarif", (ACME, EMPTY), Options()))["runs"]
    assert [one["automationDetails"]["id"] for one in two] == ["opmodel/acme/", "opmodel/calm/"]
    many = tuple(result(WEIGHTS, folder=f"m{number}") for number in range(21))
    (one,) = json.loads(render("sarif", many, Options()))["runs"]
    assert one["automationDetails"]["id"] == "opmodel/"
    assert len({found["partialFingerprints"]["primaryLocationLineHash"] for found in one["results"]}) == 21


def test_no_more_results_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weightiest stay, and those beyond are counted."""
    assert sarif.RESULTS == 25_000
    monkeypatch.setattr(sarif, "RESULTS", 100)
    many = [replace(WEIGHTS, fingerprint=f"{number:016x}", stake=float(number)) for number in range(102)]
    found = run(*many)
    assert len(found["results"]) == 100
    assert found["results"][-1]["partialFingerprints"]["primaryLocationLineHash"] == f"{2:016x}"
    (notification,) = found["invocations"][0]["toolExecutionNotifications"]
    assert "2 more findings" in notification["message"]["text"]


def test_no_more_bytes_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the compressed file would be too large, findings go until it is not."""
    monkeypatch.setattr(sarif, "SIZE", 20_000)
    letters = random.Random(4)
    many = [replace(WEIGHTS, message=f"{letters.getrandbits(2000):x}", fingerprint=str(at)) for at in range(300)]
    text = render("sarif", (result(*many),), Options())
    (found,) = json.loads(text)["runs"]
    left = int(found["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].split()[6])
    assert len(zlib.compress(text.encode())) <= 20_000
    assert len(found["results"]) + left == 300
    assert len(found["results"]) > 30
