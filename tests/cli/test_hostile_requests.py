"""Hostile requests: pictures, sheets, policies, requests that excuse themselves, git and code beside a model."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tests.cli.process import HANGS, ON, ROOT, opmodel, write
from tests.gitted import Repo

LIVELY = (
    "<IMG SRC=x onerror=alert(1)>",
    "a:b:c",
    ']\nclick n0 href "javascript:alert(1)"',
    "%%{init: {'securityLevel': 'loose'}}%%",
    "</title></script><script>alert(1)</script>",
    "</svg><svg onload=alert(1)>",
)
TITLE = 'x"\n---\n%%{init: {}}%%\nclick n0 "javascript:alert(1)"\n</title><script>alert(1)</script>'
VIEWS = tuple(path.stem for path in sorted((ROOT / "opmodel" / "views").glob("[a-z]*.py")))
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
    kpis = [f"  k{number}: {{aggregation: sum, name: {json.dumps(text)}}}\n" for number, text in enumerate(LIVELY)]
    measures = ", ".join(f"k{number}: {{weight: 20}}" for number in range(len(LIVELY)))
    moves = "".join(
        f"  t{number}: {{from: s{number}, to: s{number + 1}, kind: advance, name: {json.dumps(LIVELY[number])}}}\n"
        for number in range(len(LIVELY) - 1)
    )
    model += f"transitions:\n{moves}kpis:\n{''.join(kpis)}incentives: {{p: {{payee: r, measures: {{{measures}}}}}}}\n"
    manifest = f"opmodel: 1\nmodel: {{name: {json.dumps(TITLE)}, owner: r}}\n"
    folder = write(tmp_path / "m", opmodel=manifest, a=model)
    for view in VIEWS:
        out = tmp_path / f"{view}.{ending}"
        assert opmodel("draw", folder, "--view", view, "--out", out, *ON).code == 0
        text = out.read_text(encoding="utf-8")
        _inert(text, ending)
        assert view != "journey" or "alert" in text


def _inert(text: str, ending: str) -> None:
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


@pytest.mark.parametrize(
    "require",
    ["probability >= 10", "not probability < 10", "probability", "name", "1", "null", "owner <> 'nobody' or null"],
)
def test_12_nothing_passes_by_being_empty(tmp_path: Path, require: str) -> None:
    """A row passes only where the condition is true: empty is not, and what is neither true nor false is none."""
    settings = "check: {fail_on: error, policies: [policies/p.yaml]}\n"
    folder = write(tmp_path, opmodel=f"opmodel: 1\n{settings}", a="stages: {working: {type: open}}\n")
    (folder / "policies").mkdir()
    policy = f"policies:\n  p: {{severity: error, why: x, message: '{{id}} x', each: stages, require: \"{require}\"}}\n"
    (folder / "policies" / "p.yaml").write_text(policy, encoding="utf-8")
    ran = opmodel("check", folder, "--format", "concise", *ON)
    assert ran.code == 2 or (ran.code == 1 and "[p]" in ran.out)


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


DRIVER = "touch owned"
CONFIG = {
    "diff.evil.textconv": DRIVER,
    "diff.evil.command": DRIVER,
    "diff.external": DRIVER,
    "filter.evil.smudge": DRIVER,
    "filter.evil.clean": DRIVER,
    "core.fsmonitor": DRIVER,
    "core.pager": DRIVER,
    "core.hooksPath": "hooks",
}
COMPARING = (
    ("check", "--against", "main"),
    ("check", "--history"),
    ("review", "--against", "main"),
    ("diff", "main", "HEAD"),
    ("history",),
)


def test_14_no_driver_of_git_runs(tmp_path: Path) -> None:
    """Text conversions, filters, monitors, pagers and hooks of a repository are left alone."""
    repo = Repo(tmp_path).write(opmodel="opmodel: 1\n", a=JOURNEY)
    (tmp_path / ".gitattributes").write_text("*.yaml diff=evil filter=evil\n", encoding="utf-8")
    (tmp_path / "hooks").mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (tmp_path / "hooks" / name).write_text(f"#!/bin/sh\n{DRIVER}\n", encoding="utf-8")
        (tmp_path / "hooks" / name).chmod(0o755)
    repo.commit()
    repo.git("checkout", "-q", "-b", "request")
    repo.write(a=JOURNEY.replace("7d", "8d")).commit()
    for name, value in CONFIG.items():
        repo.git("config", name, value)
    for words in COMPARING:
        ran = opmodel(*words, *ON, cwd=tmp_path, GIT_EXTERNAL_DIFF=DRIVER, GIT_PAGER=DRIVER)
        assert ran.code in (0, 1), ran.err
    assert not (tmp_path / "owned").exists()
    repo.git("diff", "main", "HEAD")
    assert (tmp_path / "owned").exists()  # the trap works


def test_14_a_clone_without_all_of_history_fetches_nothing(tmp_path: Path) -> None:
    """A shallow clone lacks the base, a partial one its files: both are exit code 2, and nothing is asked for."""
    repo = Repo(tmp_path / "all").write(opmodel="opmodel: 1\n", a=JOURNEY)
    first = repo.commit()
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.write(a=JOURNEY.replace("7d", "8d")).commit()
    for kind in ("--depth=1", "--filter=blob:none"):
        clone = tmp_path / kind
        repo.git("clone", "-q", kind, repo.root.as_uri(), str(clone))
        for verb in ("check", "review"):
            ran = opmodel(verb, "--against", first, *ON, cwd=clone)
            assert (ran.code, ran.out) == (2, "")
            assert "fetch" in ran.err


@pytest.mark.parametrize("words", [*COMPARING, ("diagnose",), ("policy", "test"), ("rules",)], ids=" ".join)
def test_16_no_code_beside_a_model_runs(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Modules in the folder of a model are never imported by the command that is installed."""
    manifest = "opmodel: 1\nplugins: [acme_opmodel]\ncheck: {fail_on: never, policies: [starter]}\n"
    repo = Repo(tmp_path / "model").write(opmodel=manifest, a=JOURNEY)
    ran = f"open({str(tmp_path / 'owned')!r}, 'w')\n"
    for name in ("opmodel", "yaml", "sitecustomize", "usercustomize", "conftest", "click", "acme_opmodel"):
        (repo.root / f"{name}.py").write_text(ran, encoding="utf-8")
    (repo.root / "setup.cfg").write_text("[options.entry_points]\nopmodel = x = acme_opmodel\n", encoding="utf-8")
    (repo.root / "acme-1.dist-info").mkdir()
    (repo.root / "acme-1.dist-info" / "entry_points.txt").write_text("[opmodel]\nx = acme_opmodel\n", encoding="utf-8")
    repo.commit()
    command = [str(Path(sys.executable).parent / "opmodel"), *words, *(() if words == ("rules",) else ON)]
    done = subprocess.run(command, cwd=repo.root, capture_output=True, text=True, timeout=HANGS, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert not (tmp_path / "owned").exists()


WATCH = """\
import sys

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) or event in ("os.system", "os.exec"):
        open({0!r}, "a").write(event + "\\n")
    if event == "subprocess.Popen" and arguments[0] != "git":
        open({0!r}, "a").write(str(arguments[0]) + "\\n")

sys.addaudithook(watch)
"""


@pytest.mark.parametrize(
    "words", [*COMPARING, ("draw", "--view", "journey", "--out", "x.html"), ("diagnose",)], ids=" ".join
)
def test_16_no_network_and_no_process_but_git(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Python's own audit of a run knows of no socket, and of no process that is not git."""
    seen = tmp_path / "seen"
    (tmp_path / "audit").mkdir()
    (tmp_path / "audit" / "sitecustomize.py").write_text(WATCH.format(str(seen)), encoding="utf-8")
    repo = Repo(tmp_path / "model").write(opmodel="opmodel: 1\n", a=JOURNEY)
    repo.commit()
    watched = os.pathsep.join((str(tmp_path / "audit"), str(ROOT)))
    assert opmodel(*words, *ON, cwd=repo.root, PYTHONPATH=watched).code in (0, 1)
    assert not seen.exists(), seen.read_text(encoding="utf-8")
