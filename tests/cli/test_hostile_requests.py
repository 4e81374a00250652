"""Hostile requests: pictures, sheets, policies, requests that excuse themselves, git, size and code beside a model."""

import csv
import io
import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tests.cli.process import HANGS, ON, opmodel, write
from tests.gitted import Repo

LIVELY = (
    "<IMG SRC=x onerror=alert(1)>",
    "a:b:c",
    ']\nclick n0 href "javascript:alert(1)"',
    "%%{init: {'securityLevel': 'loose'}}%%",
    "</title></script><script>alert(1)</script>",
    "</svg><svg onload=alert(1)>",
)
FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1")
JOURNEY = """\
objects: {lead: {owner: sdr}}
roles: {sdr: {level: individual}, head_sales: {level: executive}}
lifecycles: {leads: {object: lead, owner: sdr, stages: [working, meeting, demo]}}
stages:
  working: {type: open, stall: {after: 7d, warn: sdr}}
  meeting: {type: open, stall: {after: 7d, warn: sdr}}
  demo: {type: open, stall: {after: 7d, warn: sdr}}
"""
RULE = "stage-without-time-limit"


@pytest.mark.parametrize("ending", ["svg", "dot", "mmd", "html"])
def test_10_labels(tmp_path: Path, ending: str) -> None:
    """Names of a model are text of a picture: no tag, no port, no directive, no link, no script."""
    stages = [
        f"  s{number}: {{type: open, owner: r, name: {json.dumps(text)}}}\n" for number, text in enumerate(LIVELY)
    ]
    ids = ", ".join(f"s{number}" for number in range(len(LIVELY)))
    model = f"objects: {{deal: {{}}}}\nroles: {{r: {{name: {json.dumps(LIVELY[0])}}}}}\n"
    model += f"lifecycles: {{deals: {{object: deal, stages: [{ids}]}}}}\nstages:\n{''.join(stages)}"
    out = tmp_path / f"picture.{ending}"
    assert opmodel("draw", write(tmp_path / "m", a=model), "--view", "journey", "--out", out, *ON).code == 0
    text = out.read_text(encoding="utf-8")
    if ending in ("svg", "html"):
        assert not re.search(r"<(img|script)\b|<[^>]*\son\w+=|href=\"javascript", text, re.IGNORECASE)
    if ending == "html":
        assert "default-src 'none'" in unescape(text)
    if ending == "mmd":
        assert not re.search(r"^\s*(click\b|%%\{)", text, re.MULTILINE)
        assert not re.search(r"<img|<script", text, re.IGNORECASE)
    if ending == "dot":
        assert not re.search(r"label=<", text)
        assert set(re.findall(r"^\s*(\w+) \[label", text, re.MULTILINE)) <= {
            *(f"n{number}" for number in range(99)),
            "graph",
        }


def test_11_formulas(tmp_path: Path) -> None:
    """What a sheet would compute is written as text."""
    roles = [f"  r{number}: {{name: {json.dumps(text)}}}\n" for number, text in enumerate(FORMULAS)]
    folder = write(tmp_path, a=f"roles:\n{''.join(roles)}")
    ran = opmodel("query", "select name from roles", "--model", folder, "--format", "csv", *ON)
    assert ran.code == 0
    rows = list(csv.reader(io.StringIO(ran.out)))[1:]
    assert len(rows) == len(FORMULAS)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@pytest.mark.parametrize(
    "asks",
    [
        "query: with recursive n(x) as (select 1 union all select x + 1 from n) select 'stage' as kind, x as id from n",
        "query: select 'stage' as kind, a.id as id from edges a, edges b, edges c, edges d, edges e, edges f, edges g",
        "query: select 'stage' as kind, hex(zeroblob(900000000)) as id",
        f"query: select 'stage' as kind, id from stages where {'(' * 2000}1{')' * 2000}",
        "query: attach database '/tmp/x' as x",
        "query: pragma table_info(stages)",
        "query: delete from stages",
        "query: select 'stage' as kind, load_extension('x') as id",
        "query: select 'stage' as kind, nonsense as id from stages",
    ],
    ids=["recursion", "cross join", "blob", "depth", "attach", "pragma", "delete", "extension", "column"],
)
def test_12_policies(tmp_path: Path, asks: str) -> None:
    """What cannot be judged fails, within its budget; what is not understood is a mistake of the settings."""
    folder = write(tmp_path, opmodel="opmodel: 1\ncheck: {policies: [policies/p.yaml]}\n", a=JOURNEY)
    (folder / "policies").mkdir()
    policy = f"policies:\n  p:\n    severity: note\n    why: x\n    message: x\n    {asks}\n"
    (folder / "policies" / "p.yaml").write_text(policy, encoding="utf-8")
    ran = opmodel("check", folder, *ON)
    assert ran.code in (1, 2)
    assert "policies/p.yaml" in ran.out + ran.err


def test_13_a_request_that_excuses_itself(tmp_path: Path) -> None:
    """Ignores, a larger baseline, a lower level, a policy less and no approvers: judged by the base, each listed."""
    manifest = "opmodel: 1\nmodel: {name: Acme, owner: sdr, approvers: {governance: head_sales}}\n"
    before = f"{manifest}check: {{fail_on: warning, policies: [starter], rules: {{{RULE}: error}}}}\n"
    repo = Repo(tmp_path).write(opmodel=before, a=JOURNEY)
    repo.commit()
    note = f"  # opmodel: ignore[{RULE}] until=2027-01-31 by=head_sales -- later"
    worse = JOURNEY.replace("meeting: {type: open, stall: {after: 7d, warn: sdr}}", f"meeting: {{type: open}}{note}")
    repo.write(a=worse.replace("demo: {type: open, stall: {after: 7d, warn: sdr}}", "demo: {type: open}"))
    about = ("--until", "2027-03-31", "--by", "head_sales", "--reason", "x")
    assert opmodel("baseline", "create", *about, *ON, cwd=tmp_path).code == 0
    lower = manifest.replace("{governance: head_sales}", "{}")
    repo.write(opmodel=f"{lower}check: {{fail_on: never, rules: {{{RULE}: off}}}}\n")
    assert opmodel("check", *ON, cwd=tmp_path).code == 0
    assert opmodel("check", "--against", "main", *ON, cwd=tmp_path).code == 1
    report = json.loads(opmodel("review", "--against", "main", "--format", "json", *ON, cwd=tmp_path).out)
    assert {one["status"] for one in report["introduced"] if one["rule"] == RULE} == {"proposed"}
    weakened = [one for one in report["changes"]["changes"] if one["not_by_author"]]
    told = " ".join(f"{one['kind']} {one['message']}" for one in weakened)
    for word in ("suppression", "baseline", RULE, "fail_on", "approvers", "polic"):
        assert word in told
    assert all([who["role"] for who in one["approvers"]].count("head_sales") for one in weakened)


@pytest.mark.parametrize("ref", ["--output=owned", "a b", "main:x", "nope", "-", "HEAD^{tree}", "@{u}"])
def test_14_git_arguments(tmp_path: Path, ref: str) -> None:
    """What is no commit is exit code 2, whatever it looks like, and never "no changes"."""
    repo = Repo(tmp_path).write(opmodel="opmodel: 1\n", a=JOURNEY)
    repo.commit()
    for verb in ("check", "review"):
        ran = opmodel(verb, f"--against={ref}", *ON, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize("size", ["stages", "transitions", "kpis"])
def test_15_dense(tmp_path: Path, size: str) -> None:
    """Forty stages that all lead to each other, ten thousand moves between two, a hundred thousand KPIs: all end."""
    folder = write(tmp_path, opmodel="opmodel: 1\n")
    names = [f"s{number}" for number in range(40)]
    head = f"objects: {{deal: {{}}}}\nlifecycles: {{deals: {{object: deal, stages: [{', '.join(names)}]}}}}\nstages:\n"
    stages = "".join(f"  {name}: {{type: open}}\n" for name in names)
    if size == "stages":
        pairs = ((one, two) for one in names for two in names if one != two)
        moves = "".join(f"  t_{one}_{two}: {{from: {one}, to: {two}}}\n" for one, two in pairs)
        (folder / "a.yaml").write_text(f"{head}{stages}transitions:\n{moves}", encoding="utf-8")
    elif size == "transitions":
        moves = "".join(f"  t{number}: {{from: s0, to: s1}}\n" for number in range(10_000))
        (folder / "a.yaml").write_text(f"{head}{stages}transitions:\n{moves}", encoding="utf-8")
    else:
        for part in range(10):
            kpis = "".join(
                f"  k{number}: {{aggregation: sum}}\n" for number in range(part * 10_000, part * 10_000 + 10_000)
            )
            (folder / f"k{part}.yaml").write_text(f"kpis:\n{kpis}", encoding="utf-8")
    assert opmodel("check", folder, "--format", "concise", *ON).code in (0, 1, 3)


def test_16_no_code_beside_a_model_runs(tmp_path: Path) -> None:
    """Modules in the folder of a model are never imported by the command that is installed."""
    folder = write(tmp_path, a=JOURNEY)
    ran = f"open({str(tmp_path / 'owned')!r}, 'w')\n"
    for name in ("opmodel", "yaml", "sitecustomize", "usercustomize", "conftest", "click", "acme_opmodel"):
        (folder / f"{name}.py").write_text(ran, encoding="utf-8")
    (folder / "setup.cfg").write_text("[options.entry_points]\nopmodel = x = acme_opmodel\n", encoding="utf-8")
    command = [str(Path(sys.executable).parent / "opmodel"), "check", ".", *ON]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=HANGS, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert not (tmp_path / "owned").exists()
