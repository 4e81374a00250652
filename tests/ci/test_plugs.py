"""Action and hook do what the guide says, run as a build runs them."""

import shlex
from pathlib import Path

import pytest

from tests.ci.plugs import FINDING, HOSTILE, REQUEST, a_request, loaded, run_bash, run_review, run_step, the_hook
from tests.cli.process import ON, ROOT
from tests.reports.runner import commands

FILES = (".pre-commit-hooks.yaml", ".pre-commit-config.yaml", "action.yml", ".github/workflows/models.yml")
_PACKAGE = """\
[build-system]
requires = []
build-backend = "build"
backend-path = ["."]
"""
_BACKEND = """\
from zipfile import ZipFile


def build_wheel(folder, config_settings=None, metadata_directory=None):
    with ZipFile(f"{folder}/small-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("small.py", "")
        wheel.writestr("small-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: small\\nVersion: 1\\n")
        wheel.writestr("small-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("small-1.dist-info/RECORD", "")
    return "small-1-py3-none-any.whl"
"""


@pytest.mark.parametrize("name", [*FILES, "ci/gitlab-opmodel.yml"])
def test_files_are_yaml(name: str) -> None:
    """A build that cannot read them says nothing at all."""
    assert loaded(name)


def test_the_workflow_may_only_read() -> None:
    """It works for requests from forks, whose token can do no more."""
    workflow = loaded(".github/workflows/models.yml")
    assert isinstance(workflow, dict)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in str(workflow)


def test_the_hook_checks_all_models_whatever_file_changed(tmp_path: Path) -> None:
    """A finding may stand in another file than the one that brings it, and a file that is gone brings some too."""
    hook = the_hook()
    assert (hook["pass_filenames"], hook["always_run"]) == (False, True)
    clone = a_request(tmp_path, "sales")
    command = shlex.join((*shlex.split(hook["entry"]), *hook["args"]))
    ran = run_bash(clone.root, command)
    assert ran.returncode == 1
    assert FINDING in ran.stdout
    assert "stage 'working'" not in ran.stdout
    clone.git("checkout", "-q", "origin/main")
    assert run_bash(clone.root, command).returncode == 0
    (clone.root / "sales" / "stages.yaml").unlink()
    clone.write(sales__rest="lifecycles: {leads: {object: lead}}\n")
    assert run_bash(clone.root, command).returncode == 1


def test_this_repository_runs_its_own_hook() -> None:
    """It checks northwind by the same verb."""
    config = loaded(".pre-commit-config.yaml")
    assert isinstance(config, dict)
    (hook,) = config["repos"][0]["hooks"]
    assert hook["id"] == the_hook()["id"]
    verb, *words = shlex.split(hook["entry"])
    assert Path(verb).name == "opmodel"
    ran = run_bash(ROOT, shlex.join(("opmodel", *words, *ON)))
    assert ran.returncode == 0, ran.stdout


def test_the_action_annotates_what_a_request_brings_and_sums_it_up(tmp_path: Path) -> None:
    """Annotations alone stand in the log; the review is the summary of the step."""
    clone = a_request(tmp_path)
    ran = run_review(clone.root, REQUEST, GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    assert ran.returncode == 1, ran.stderr
    assert FINDING in ran.stdout
    assert [line for line in ran.stdout.splitlines() if line not in commands(ran.stdout)] == []
    assert "must approve" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_the_action_without_a_base_checks_the_model(tmp_path: Path) -> None:
    """On a push there is nothing to compare with."""
    clone = a_request(tmp_path)
    ran = run_review(clone.root, {"inputs.sarif": "out.sarif"})
    assert "::warning" in ran.stdout
    assert FINDING in (clone.root / "out.sarif").read_text(encoding="utf-8")


def test_a_merge_queue_is_judged_by_its_base(tmp_path: Path) -> None:
    """It has a commit for a base, no branch."""
    clone = a_request(tmp_path)
    base = clone.git("rev-parse", "origin/main")
    ran = run_review(clone.root, {"github.event.merge_group.base_sha": base})
    assert ran.returncode == 1
    assert FINDING in ran.stdout
    assert "stage 'working'" not in ran.stdout


def test_the_action_takes_folders_of_any_name(tmp_path: Path) -> None:
    """Blanks, dollars and dashes are part of a name."""
    name = "-r $(touch owned) ü"
    clone = a_request(tmp_path, name)
    summary = tmp_path / "a $(touch owned) b.md"
    event = {**REQUEST, "inputs.path": name, "inputs.sarif": "out $(x).sarif"}
    ran = run_review(clone.root, event, GITHUB_STEP_SUMMARY=str(summary))
    assert ran.returncode == 1, ran.stderr
    assert FINDING in ran.stdout
    assert summary.exists()
    assert (clone.root / "out $(x).sarif").exists()
    assert not (clone.root / "owned").exists()


def test_a_file_that_cannot_be_read_outweighs_a_finding(tmp_path: Path) -> None:
    """With and without SARIF the job ends with what is worst, and the annotations are there."""
    clone = a_request(tmp_path)
    clone.write(broken="[")
    for event in (REQUEST, {**REQUEST, "inputs.sarif": "out.sarif"}):
        ran = run_review(clone.root, event)
        assert ran.returncode == 3
        assert FINDING in ran.stdout


def test_the_action_installs_itself_and_runs_no_code_of_the_request(tmp_path: Path) -> None:
    """The package comes from where the action is; a `pip` beside the model is none."""
    request, action = tmp_path / "request", tmp_path / "an $(touch owned) action"
    request.mkdir()
    for name in ("pip", "opmodel", "sitecustomize"):
        (request / f"{name}.py").write_text("open('owned', 'w')\n", encoding="utf-8")
    action.mkdir()
    (action / "pyproject.toml").write_text(_PACKAGE, encoding="utf-8")
    (action / "build.py").write_text(_BACKEND, encoding="utf-8")
    where = {"PIP_TARGET": str(tmp_path / "site"), "PIP_NO_INDEX": "1"}
    ran = run_step("Install opmodel", request, {"github.action_path": str(action)}, **where)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "site" / "small.py").exists()
    assert not (request / "owned").exists()


def test_the_action_writes_sarif_where_it_is_wanted(tmp_path: Path) -> None:
    """And goes on to the review."""
    clone = a_request(tmp_path)
    ran = run_review(clone.root, {**REQUEST, "inputs.sarif": str(tmp_path / "out.sarif")})
    assert ran.returncode == 1
    assert '"baselineState": "new"' in (tmp_path / "out.sarif").read_text(encoding="utf-8")
    assert FINDING in ran.stdout


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_name(tmp_path: Path, name: str) -> None:
    """A branch or folder that is called like a command is not found, and nothing is run or written."""
    clone = a_request(tmp_path)
    for event in ({"inputs.against": name}, {"github.base_ref": name}, {**REQUEST, "inputs.path": name}):
        ran = run_review(clone.root, event)
        assert ran.returncode == 2
        assert ran.stderr.startswith("opmodel: there is no")
    assert not any((clone.root / one).exists() for one in ("owned", "x"))


def test_a_missing_history_is_said(tmp_path: Path) -> None:
    """A shallow checkout without the base fails with what to change, and never passes."""
    clone = a_request(tmp_path)
    clone.git("clone", "-q", "--depth=1", f"file://{clone.root}", str(tmp_path / "shallow"))
    ran = run_review(tmp_path / "shallow", REQUEST)
    assert ran.returncode == 2
    assert "the clone is shallow" in ran.stderr
