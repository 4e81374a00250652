"""What people copy from the guide is what the repository has, and it does what the guide says."""

import re
import shlex
from pathlib import Path

import yaml

from tests.ci.plugs import GUIDE, a_request, action_steps, blocks_of_guide, gitlab_job, loaded, run_bash, the_hook
from tests.cli.process import ON, ROOT


def test_no_text_of_an_event_is_part_of_a_script() -> None:
    """Inputs and branch names reach scripts as variables of the environment, never as text."""
    steps = action_steps()
    for workflow in (loaded(".github/workflows/models.yml"), *blocks_of_guide("yaml")):
        jobs = workflow.get("jobs", {}) if isinstance(workflow, dict) else {}
        steps += [step for job in jobs.values() for step in job["steps"]]
    assert len(steps) > 8
    assert not [step for step in steps if "${{" in str(step.get("run", ""))]


def test_yaml_of_the_guide_is_that_of_the_repository() -> None:
    """What people copy is what is tested, and it may do no more than it must."""
    workflow, findings, include, hook = blocks_of_guide("yaml")
    assert workflow["permissions"] == {"contents": "read"}
    assert findings["permissions"] == {"contents": "read", "security-events": "write"}
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    for one in (workflow, findings):
        (job,) = one["jobs"].values()
        assert job["steps"][0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
        assert "pull_request_target" not in str(one)
        assert all(set(step["with"]) <= set(inputs) for step in job["steps"] if "opmodel@" in step["uses"])
    assert (ROOT / include["include"][0]["local"]).exists()
    assert set(include["opmodel"]["variables"]) <= set(gitlab_job()["variables"])
    assert hook["repos"][0]["hooks"][0]["id"] == the_hook()["id"]


def test_commands_of_the_guide_run(tmp_path: Path) -> None:
    """Each does what the guide says it does."""
    clone = a_request(tmp_path)
    compare, before = blocks_of_guide("sh")
    said = [run_bash(clone.root, f"{line} {shlex.join(ON)}") for line in (*compare.splitlines(), *before.splitlines())]
    assert [ran.returncode for ran in said] == [1, 1, 0, 0]
    assert (clone.root / "review.md").exists()


def test_a_folder_of_strangers_is_safe_for_the_module_too(tmp_path: Path) -> None:
    """`python -P -m opmodel` looks for modules where they are installed, as the guide says."""
    clone = a_request(tmp_path)
    for name in ("opmodel", "yaml", "click", "sitecustomize"):
        (clone.root / f"{name}.py").write_text("open('owned', 'w')\n", encoding="utf-8")
    (command,) = re.findall(r"`(python -P -m opmodel)`", GUIDE)
    assert run_bash(clone.root, f"{command} check --against origin/main").returncode == 1
    assert not (clone.root / "owned").exists()
