"""A git repository: which commit a word means, what a commit holds; nothing is fetched and no driver runs."""

import os
import re
import subprocess  # noqa: TID251 - the one place that runs git
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from opmodel.errors import UsageError
from opmodel.source.decode import SIZE_LIMIT

_SECONDS = 120
_QUIET = {
    "GIT_ALLOW_PROTOCOL": "none",  # a commit that is not here is missing, it is never fetched
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_ID = re.compile("[0-9a-f]{40,64}")
_LINK, _FILES = "120000", ("100644", "100755", "100664")


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a commit: its id, its size in bytes, and whether it is a link."""

    id: str
    size: int
    is_link: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """A commit: its id, the day it came to be as who made it counts days, and the first line of what it says."""

    id: str
    day: date
    subject: str


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository around a folder; `root` is its top folder."""

    root: Path
    known: dict[tuple[str, str], Mapping[str, Blob]] = field(default_factory=dict, compare=False, repr=False)
    """The files of commits below folders that were asked for."""

    def commit(self, ref: str) -> str:
        """Return the id of the commit that a word such as `origin/main` means.

        Raises:
            UsageError: there is no such commit here.
        """
        named = ref.replace("\0", "")
        done = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{named}^{{commit}}")
        found = done.stdout.decode("utf-8", "replace").strip()
        if done.returncode or not named.strip() or not _ID.fullmatch(found):
            way_out = "the clone is shallow: fetch the whole history first" if self.is_shallow else "fetch it first"
            raise UsageError(f"there is no commit '{ref[:80]}' in this repository; {way_out}, or name another one")
        return found

    def common(self, one: str, other: str) -> str | None:
        """Return the commit at which two lines of history parted; None where they have none in common here."""
        done = _git(self.root, "merge-base", one, other)
        return done.stdout.decode().split()[0] if not done.returncode and done.stdout.strip() else None

    @property
    def is_shallow(self) -> bool:
        """Tell whether older commits are missing here."""
        done = _git(self.root, "rev-parse", "--is-shallow-repository")
        return done.stdout.strip() == b"true"

    def log(self, commit: str, folder: str, most: int) -> tuple[Logged, ...]:
        """Return the commits that touch a folder, the latest first; of a merge only what it brought in counts.

        Args:
            commit: the id of the latest commit to look at.
            folder: the folder, from the top of the repository.
            most: how many commits to return at most.

        Raises:
            UsageError: git cannot read the history.
        """
        form = "--format=%H%x00%cs%x00%s"
        wanted = (commit, "--", *((folder,) if folder else ()))
        told = self._told("rev-list", "--first-parent", f"--max-count={most}", form, *wanted)
        lines = told.decode("utf-8", "replace").split("\n")[1::2]  # before each stands a line `commit ID`
        parts = (line.split("\0", 2) for line in lines)
        return tuple(Logged(name, _day(day), subject) for name, day, subject in parts)

    def blobs(self, commit: str, folder: str) -> Mapping[str, Blob]:
        """Return the files of a commit below a folder, by their paths from that folder.

        Raises:
            UsageError: the commit cannot be read.
        """
        if (commit, folder) not in self.known:
            self.known[commit, folder] = self._listed(commit, folder)
        return self.known[commit, folder]

    def _listed(self, commit: str, folder: str) -> Mapping[str, Blob]:
        below = f"{folder}/" if folder else ""
        told = self._told("ls-tree", "-r", "-z", "--long", "--full-tree", commit, "--", *((below,) if below else ()))
        found = {}
        for entry in told.split(b"\0")[:-1]:
            about, _, path = entry.partition(b"\t")
            mode, _, name, size = about.decode().split()
            if mode == _LINK or mode in _FILES:
                inside = path.decode("utf-8", "surrogateescape").removeprefix(below)
                found[inside] = Blob(name, int(size), mode == _LINK)
        return found

    def texts(self, blobs: Iterable[Blob]) -> Mapping[str, bytes]:
        """Return what blobs hold by their ids; of one beyond the limit of a file, as much as shows that it is.

        Raises:
            UsageError: one of them is not here.
        """
        sizes = {one.id: one.size for one in blobs}
        found = {name: bytes(SIZE_LIMIT + 1) for name, size in sizes.items() if size > SIZE_LIMIT}
        wanted = [name for name in sizes if name not in found]
        told = self._told("cat-file", "--batch", stdin="".join(f"{name}\n" for name in wanted).encode())
        at = 0
        for name in wanted:
            end = told.index(b"\n", at)
            if not told[at:end].endswith(str(sizes[name]).encode()):
                raise UsageError(f"a file of the commit is missing in this clone ({name[:12]}); fetch all of it first")
            found[name] = told[end + 1 : end + 1 + sizes[name]]
            at = end + 2 + sizes[name]
        return found

    def _told(self, *arguments: str, stdin: bytes = b"") -> bytes:
        done = _git(self.root, *arguments, stdin=stdin)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
            raise UsageError(f"git cannot read the repository: {said[-1][:200]}")
        return done.stdout


def repository(folder: Path) -> Repository:
    """Return the repository around a folder.

    Raises:
        UsageError: there is none, or git is not installed.
    """
    done = _git(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        if "dubious ownership" in said:
            raise UsageError(f"git does not trust the repository at '{folder}': somebody else owns it")
        raise UsageError(f"'{folder}' is in no git repository, so there is no other version to compare with")
    return Repository(Path(os.fsdecode(done.stdout.rstrip(b"\n"))))


def _day(text: str) -> date:
    """Read a day of git, which has some that no calendar has."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run one command of git's plumbing, which reads objects as they are."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ("git", "-C", str(folder), "--literal-pathspecs", *arguments)
    quiet = {**kept, **_QUIET}
    try:
        return subprocess.run(  # noqa: S603 - a fixed command, whose words are no options
            command, input=stdin, capture_output=True, check=False, timeout=_SECONDS, env=quiet
        )
    except FileNotFoundError:
        raise UsageError("git is needed to compare versions, and there is none on this machine") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git took longer than {_SECONDS} seconds") from None
