"""What is plugged into a build, read as data and run as a build runs it."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml

from tests.cli.process import HANGS, ROOT
from tests.cli.test_against import BASE, NEW, STRICT
from tests.gitted import Repo

GUIDE = (ROOT / "docs" / "guides" / "ci.md").read_text(encoding="utf-8")
FINDING = "stage 'meeting' has no time limit"
REQUEST = {"github.base_ref": "main"}
HOSTILE = ("--output=x", "--upload-pack=touch owned", "$(touch owned)", "`touch owned`", "a b; touch owned", "nope")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


def loaded(name: str) -> object:
    """Return what a YAML file of the repository says."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def blocks_of_guide(language: str) -> list[Any]:
    """Return the code of the guide in one language; YAML as what it says."""
    found = [dedent(block) for block in re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)]
    return [yaml.safe_load(block) for block in found] if language == "yaml" else found


def action_steps() -> list[dict[str, object]]:
    """Return the steps of the action."""
    action = loaded("action.yml")
    assert isinstance(action, dict)
    return list(action["runs"]["steps"])


def run_bash(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub's runner runs a step: the program on the path, and nothing else of this process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "PYTHON"))}
    bin_ = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**kept, "PATH": bin_, **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=HANGS,
    )


def run_step(name: str, folder: Path, event: Mapping[str, str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action with its own environment, in which an expression is what the event says."""
    (step,) = (one for one in action_steps() if one["name"] == name)
    env = step["env"]
    assert isinstance(env, dict)
    assert step["shell"] == "bash"
    said = {"github.action_path": str(ROOT), "inputs.path": ".", **event}
    set_ = {key: _EXPRESSION.sub(lambda found: _worth(found[1], said), value) for key, value in env.items()}
    return run_bash(folder, str(step["run"]), **set_, **environment)


def _worth(expression: str, event: Mapping[str, str]) -> str:
    """Return the first alternative that is not empty."""
    return next(filter(None, (event.get(name.strip(), "") for name in expression.split("||"))), "")


def run_review(folder: Path, event: Mapping[str, str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the action's own step once it is installed."""
    return run_step("Review", folder, event, **environment)


def a_request(folder: Path, inside: str = "") -> Repo:
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


def the_hook() -> dict[str, Any]:
    """Return the one hook there is."""
    hooks = loaded(".pre-commit-hooks.yaml")
    assert isinstance(hooks, list)
    (hook,) = hooks
    return dict(hook)


def gitlab_job() -> dict[str, Any]:
    """Return the job of the template."""
    template = loaded("ci/gitlab-opmodel.yml")
    assert isinstance(template, dict)
    return dict(template["opmodel"])
