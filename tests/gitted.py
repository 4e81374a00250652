"""A git repository made by a test, with people and days that never change."""

import os
import subprocess
from pathlib import Path

_WHO = {
    f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "ann"), ("EMAIL", "a@x"))
}


class Repo:
    """A repository in a folder, whose files are written and committed by a day."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str, day: str = "2026-01-05") -> str:
        """Run git and return what it says."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        days = {"GIT_AUTHOR_DATE": f"{day}T09:00:00Z", "GIT_COMMITTER_DATE": f"{day}T09:00:00Z"}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ("git", "-C", str(self.root), *words)
        return subprocess.run(
            command, check=True, capture_output=True, text=True, env={**kept, **_WHO, **days, **alone}
        ).stdout.strip()

    def write(self, **files: str) -> "Repo":
        """Write files, `a__b="..."` as `a/b.yaml`."""
        for name, text in files.items():
            path = self.root / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self

    def commit(self, message: str = "change", day: str = "2026-01-05") -> str:
        """Commit all there is and return the id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day)
        return self.git("rev-parse", "HEAD")
