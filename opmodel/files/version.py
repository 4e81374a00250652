"""A repository as it is at one commit: the models and settings in it."""

from dataclasses import dataclass, replace
from pathlib import Path

from opmodel.errors import UsageError
from opmodel.files.commit import Commit
from opmodel.files.names import MANIFEST
from opmodel.files.repository import Logged, Repository, repository
from opmodel.files.settings import named_check, repository_check
from opmodel.source import Node, parse


@dataclass(frozen=True, slots=True)
class Version:
    """A commit of a repository; `name` is what somebody called it, such as `origin/main`."""

    repository: Repository
    commit: str
    name: str

    def place(self, folder: Path) -> Commit:
        """Return a folder of the repository as it is at this commit.

        Raises:
            UsageError: the folder lies outside of the repository, or git cannot read the commit.
        """
        return Commit(self.repository, self.commit, self._inside(folder))

    def parted(self) -> "Version":
        """Return where the line of this commit and what is checked out parted; this one where that cannot be told."""
        common = self.repository.common(self.commit, "HEAD")
        return replace(self, commit=common) if common else self

    def log(self, folder: Path, most: int) -> tuple[Logged, ...]:
        """Return the commits up to this one that touch a folder, the latest first.

        Raises:
            UsageError: the folder lies outside of the repository, or git cannot read the history.
        """
        return self.repository.log(self.commit, self._inside(folder), most)

    def settings(self) -> Node | None:
        """Return `check:` of the settings file at the root of the repository, which is no model."""
        return self._check(MANIFEST, named=False)

    def named_settings(self, path: Path) -> Node | None:
        """Return `check:` of a file that somebody named, None where this commit has none.

        Raises:
            UsageError: it is not understood, or lies outside of the repository.
        """
        return self._check(self._inside(path), named=True)

    def holds(self, path: Path) -> bool:
        """Tell whether a path lies in the repository, whatever the commit has there."""
        return path.resolve().is_relative_to(self.repository.root.resolve())

    def _check(self, inside: str, *, named: bool) -> Node | None:
        folder, _, name = inside.rpartition("/")
        place = Commit(self.repository, self.commit, folder)
        if not place.has(name) or place.is_link(name):
            return None
        document = parse(place.read(name), inside)
        return named_check(document) if named else repository_check(document)

    def _inside(self, path: Path) -> str:
        try:
            inside = path.resolve().relative_to(self.repository.root.resolve()).as_posix()
        except ValueError:
            raise UsageError(f"'{path}' lies outside of the repository at '{self.repository.root}'") from None
        return "" if inside == "." else inside


def version(folder: Path, ref: str) -> Version:
    """Return the repository around a folder as it is at a commit, a branch or a tag.

    Raises:
        UsageError: there is no repository, or it has no such commit.
    """
    found = repository(folder)
    return Version(found, found.commit(ref), ref)
