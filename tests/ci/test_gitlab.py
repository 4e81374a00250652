"""The job for GitLab does what the guide says, run as a build runs it."""

import re
from pathlib import Path

import pytest

from tests.ci.plugs import HOSTILE, a_request, gitlab_job, run_bash


def test_the_template_of_gitlab_installs_what_is_pinned() -> None:
    """A bare name would be whatever a registry has under it that day, and `pip` is not that of the request."""
    job = gitlab_job()
    assert re.search(r" @ git\+https://\S+@v\d", job["variables"]["OPMODEL_PACKAGE"])
    assert [line for line in job["before_script"] if "pip" in line] == [
        'python3 -P -m pip install --quiet "$OPMODEL_PACKAGE"'
    ]


def _gitlab(folder: Path, branch: str, path: str = ".") -> list[int]:
    """Run the script of the job until a line fails, then what comes after it, and return the exit codes."""
    env = {"OPMODEL_PATH": path, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": branch}
    parts = ("\n".join(gitlab_job()[part]) for part in ("script", "after_script"))
    return [run_bash(folder, part, **env).returncode for part in parts]


def test_commands_of_the_gitlab_template_run(tmp_path: Path) -> None:
    """They leave the reports that the job names, and fail on the finding."""
    name = "-r $(touch owned) ü"
    clone = a_request(tmp_path, name)
    assert _gitlab(clone.root, "main", name) == [1, 1]
    artifacts = gitlab_job()["artifacts"]
    for file in (*artifacts["reports"].values(), *artifacts["paths"]):
        assert "stage-without-time-limit" in (clone.root / file).read_text(encoding="utf-8")
    assert not (clone.root / "owned").exists()


def test_the_gitlab_template_compares_with_the_branch_as_it_is_now(tmp_path: Path) -> None:
    """The target is fetched even where the runner fetched the request alone."""
    clone = a_request(tmp_path)
    clone.git("update-ref", "-d", "refs/remotes/origin/main")
    clone.git("config", "--unset-all", "remote.origin.fetch")
    assert _gitlab(clone.root, "main") == [1, 1]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_branch_of_gitlab_is_a_name(tmp_path: Path, name: str) -> None:
    """It is fetched by nobody and compared with nothing."""
    clone = a_request(tmp_path)
    assert 0 not in _gitlab(clone.root, name)
    assert not any((folder / one).exists() for folder in (clone.root, tmp_path / "base") for one in ("owned", "x"))
