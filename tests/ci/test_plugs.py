"""Hook, action and template do what the guide says, run as a build runs them."""

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from tests.cli.process import ROOT
from tests.cli.test_against import BASE, NEW, STRICT
from tests.gitted import Repo
from tests.reports.runner import commands

GUIDE = (ROOT / "docs" / "guides" / "ci.md").read_text(encoding="utf-8")
FILES = (".pre-commit-hooks.yaml", ".pre-commit-config.yaml", "action.yml", ".github/workflows/models.yml")
FINDING = "stage 'meeting' has no time limit"


def _loaded(name: str) -> object:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def _steps() -> list[dict[str, object]]:
    action = _loaded("action.yml")
    assert isinstance(action, dict)
    return list(action["runs"]["steps"])


def _review(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script of the action as its step does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    bin_ = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return subprocess.run(
        ["bash", str(ROOT / "ci" / "review.sh")],
        cwd=folder,
        env={**kept, "PATH": bin_, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


def _request(folder: Path, inside: str = "") -> Repo:
    """Return a clone in which `origin/main` is the base and a request brings one finding."""
    there = f"{inside}__" if inside else ""
    base = Repo(folder / "base").write(**{f"{there}opmodel": STRICT, f"{there}stages": BASE})
    base.commit()
    base.git("clone", "-q", str(base.root), str(folder / "clone"))
    clone = Repo.__new__(Repo)
    clone.root = folder / "clone"
    clone.git("checkout", "-q", "-b", "request")
    clone.write(**{f"{there}stages": NEW})
    clone.commit()
    return clone


@pytest.mark.parametrize("name", [*FILES, "ci/gitlab-opmodel.yml"])
def test_files_are_yaml(name: str) -> None:
    """A build that cannot read them says nothing at all."""
    assert _loaded(name)


def test_no_text_of_an_event_is_part_of_a_script() -> None:
    """Inputs and branch names reach scripts as variables of the environment, never as text."""
    for step in _steps():
        assert "${{" not in str(step.get("run", ""))
    for path in (".github/workflows/models.yml", "docs/guides/ci.md"):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not re.search(r"run:.*\$\{\{", text)


def test_the_workflow_may_only_read() -> None:
    """It works for requests from forks, whose token can do no more."""
    workflow = _loaded(".github/workflows/models.yml")
    assert isinstance(workflow, dict)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in str(workflow)


def test_the_hook_checks_all_models_whatever_file_changed() -> None:
    """A finding may stand in another file than the one that brings it."""
    hooks = _loaded(".pre-commit-hooks.yaml")
    assert isinstance(hooks, list)
    (hook,) = hooks
    assert hook["pass_filenames"] is False
    assert hook["entry"] == "opmodel check"
    assert all(re.search(hook["files"], name) for name in ("m/a.yaml", "a.yml", "m/opmodel.baseline.json"))


def test_the_action_annotates_what_a_request_brings_and_sums_it_up(tmp_path: Path) -> None:
    """Annotations alone stand in the log; the review is the summary of the step."""
    clone = _request(tmp_path)
    ran = _review(clone.root, BASE="main", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    assert ran.returncode == 1, ran.stderr
    assert FINDING in ran.stdout
    assert [line for line in ran.stdout.splitlines() if line not in commands(ran.stdout)] == []
    assert "must approve" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_the_action_without_a_base_checks_the_model(tmp_path: Path) -> None:
    """On a push there is nothing to compare with."""
    clone = _request(tmp_path)
    assert "::warning" in _review(clone.root).stdout


def test_the_action_writes_sarif_where_it_is_wanted(tmp_path: Path) -> None:
    """And goes on to the review."""
    clone = _request(tmp_path)
    ran = _review(clone.root, BASE="main", SARIF=str(tmp_path / "out.sarif"))
    assert ran.returncode == 1
    assert '"baselineState": "new"' in (tmp_path / "out.sarif").read_text(encoding="utf-8")
    assert FINDING in ran.stdout


@pytest.mark.parametrize("name", ["--output=x", "$(touch owned)", "`touch owned`", "a b; touch owned", "nope"])
def test_a_hostile_name_is_a_name(tmp_path: Path, name: str) -> None:
    """A branch or folder that is called like a command is not found, and nothing is run or written."""
    clone = _request(tmp_path)
    for environment in ({"AGAINST": name}, {"BASE": name}, {"BASE": "main", "MODEL": name}):
        ran = _review(clone.root, **environment)
        assert ran.returncode == 2
        assert ran.stderr.startswith("opmodel: there is no")
    assert not any((clone.root / one).exists() for one in ("owned", "x"))


def test_a_missing_history_is_said(tmp_path: Path) -> None:
    """A shallow checkout without the base fails with what to change, and never passes."""
    clone = _request(tmp_path)
    clone.git("clone", "-q", "--depth=1", f"file://{clone.root}", str(tmp_path / "shallow"))
    ran = _review(tmp_path / "shallow", BASE="main")
    assert ran.returncode == 2
    assert "the clone is shallow" in ran.stderr


def test_commands_of_the_gitlab_template_run(tmp_path: Path) -> None:
    """They leave the reports that the job names, and fail on the finding."""
    clone = _request(tmp_path)
    template = _loaded("ci/gitlab-opmodel.yml")
    assert isinstance(template, dict)
    job = template["opmodel"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    env = {
        **kept,
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "OPMODEL_PATH": ".",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    }
    codes = []
    for line in (*job["script"], *job["after_script"]):
        done = subprocess.run(
            ["bash", "-euc", line], cwd=clone.root, env=env, capture_output=True, text=True, check=False
        )
        codes.append(done.returncode)
    assert codes == [0, 1, 1]
    reports = job["artifacts"]["reports"]
    for name in (reports["codequality"], reports["junit"], *job["artifacts"]["paths"]):
        assert "stage-without-time-limit" in (clone.root / name).read_text(encoding="utf-8")


def test_yaml_of_the_guide_is_that_of_the_repository() -> None:
    """What people copy is what is tested."""
    blocks = [yaml.safe_load(dedent(block)) for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)]
    workflow, include, hook = blocks
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["review"]["steps"][0]["with"]["fetch-depth"] == 0
    assert (ROOT / include["include"][0]["local"]).exists()
    hooks = _loaded(".pre-commit-hooks.yaml")
    assert isinstance(hooks, list)
    assert hook["repos"][0]["hooks"][0]["id"] == hooks[0]["id"]
