"""A model in a commit is read as it would be from the disk."""

from pathlib import Path

import pytest

from opmodel.errors import UsageError
from opmodel.files import Parsed, read_folder, version
from opmodel.files.reading import Files, read_files
from tests.gitted import Repo

ROLES = "roles:\n  ae: {name: Account executive}\n"


def _both(repo: Repo, folder: str = "m") -> tuple[Files, Files]:
    """Return a model read from the disk, and from a commit of the same files."""
    repo.commit()
    there = repo.root / folder
    return read_folder(there, repo.root), read_files(version(repo.root, "HEAD").place(there), Path(folder))


def _told(files: Files) -> list[tuple[str, bool, list[tuple[str, str]]]]:
    return [(one.file, one.root is None, [(p.rule, p.message) for p in one.problems]) for one in files.documents]


def test_a_commit_is_read_like_the_disk(tmp_path: Path) -> None:
    """Nested models, hidden folders, policies, other endings and environments are left out in both."""
    repo = Repo(tmp_path).write(
        m__opmodel="opmodel: 1\n",
        m__roles=ROLES,
        m__deep__er__kpis="kpis:\n  arr: {aggregation: sum}\n",
        m__nested__opmodel="opmodel: 1\n",
        m__nested__roles=ROLES,
        m__policies__one="policies: {}\n",
        m__settings__opmodel="check: {profile: core}\n",
        m__settings__more="kpis: {}\n",
    )
    for name in ("m/.hidden/x.yaml", "m/venv/y.yaml", "m/env/z.yaml", "m/notes.txt", "m/UP.YAML"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(ROLES, encoding="utf-8")
    (tmp_path / "m/env/pyvenv.cfg").touch()
    disk, commit = _both(repo)
    assert _told(disk) == _told(commit)
    read = [one.file for one in disk.documents]
    assert read == [
        "m/opmodel.yaml",
        "m/roles.yaml",
        "m/deep/er/kpis.yaml",
        "m/settings/more.yaml",
        "m/settings/opmodel.yaml",
    ]


def test_links_of_a_commit_stay_in_the_folder(tmp_path: Path) -> None:
    """One within the model is followed, one that leads out is refused, a circle is unreadable."""
    repo = Repo(tmp_path).write(m__opmodel="opmodel: 1\n", m__a__roles=ROLES, secret="password: hunter2\n")
    for name, target in (("in", "a/roles.yaml"), ("out", "../secret.yaml"), ("up", "/etc/passwd"), ("o", "o.yaml")):
        (tmp_path / f"m/{name}.yaml").symlink_to(target)
    disk, commit = _both(repo)
    assert sorted(_told(disk)) == sorted(_told(commit))
    assert "hunter2" not in repr(commit)


def test_a_file_that_two_versions_share_is_read_once(tmp_path: Path) -> None:
    """The document is the same value, not one like it."""
    repo = Repo(tmp_path).write(opmodel="opmodel: 1\n", roles=ROLES, kpis="kpis:\n  arr: {aggregation: sum}\n")
    repo.commit()
    repo.write(kpis="kpis:\n  nrr: {aggregation: sum}\n")
    parsed = Parsed()
    after = read_folder(tmp_path, tmp_path, parsed)
    before = read_files(version(tmp_path, "HEAD").place(tmp_path), Path(), parsed)
    shared = [one.file for one, two in zip(before.documents, after.documents, strict=True) if one.root is two.root]
    assert shared == ["opmodel.yaml", "roles.yaml"]


def test_a_folder_that_a_commit_lacks_is_empty(tmp_path: Path) -> None:
    """A model that is new has no version before."""
    repo = Repo(tmp_path).write(opmodel="check: {}\n")
    repo.commit()
    assert version(tmp_path, "main").place(tmp_path / "new").is_empty


@pytest.mark.parametrize("ref", ["nope", "--output=x", "a b", "", "HEAD:opmodel.yaml", "-", "main..main", "^main"])
def test_what_is_no_commit_is_said(tmp_path: Path, ref: str) -> None:
    """Nothing that somebody calls a commit is taken for an option."""
    Repo(tmp_path).write(opmodel="check: {}\n").commit()
    with pytest.raises(UsageError, match="there is no commit"):
        version(tmp_path, ref)
    assert not (tmp_path / "x").exists()


def test_without_a_repository_there_is_no_other_version(tmp_path: Path) -> None:
    """The sentence says why."""
    with pytest.raises(UsageError, match="in no git repository"):
        version(tmp_path, "main")


def test_a_missing_commit_of_a_shallow_clone_says_how_to_get_it(tmp_path: Path) -> None:
    """Who checks out one commit only learns what to change."""
    repo = Repo(tmp_path / "a").write(opmodel="check: {}\n")
    first = repo.commit()
    repo.write(opmodel="check: {profile: core}\n").commit()
    repo.git("clone", "-q", "--depth=1", f"file://{tmp_path}/a", str(tmp_path / "b"))
    with pytest.raises(UsageError, match="the clone is shallow"):
        version(tmp_path / "b", first)


def test_the_line_of_a_branch_is_compared_where_it_parted(tmp_path: Path) -> None:
    """What happened on the other branch since then is no change of this one."""
    repo = Repo(tmp_path).write(opmodel="check: {}\n")
    parted = repo.commit()
    repo.git("checkout", "-q", "-b", "mine")
    repo.write(mine="kpis: {}\n").commit()
    repo.git("checkout", "-q", "main")
    repo.write(theirs="kpis: {}\n").commit()
    repo.git("checkout", "-q", "mine")
    assert version(tmp_path, "main").parted().commit == parted


def test_drivers_and_hooks_of_a_repository_do_not_run(tmp_path: Path) -> None:
    """A text conversion that a request brings with it is never called."""
    repo = Repo(tmp_path).write(opmodel="opmodel: 1\n", roles=ROLES)
    (tmp_path / ".gitattributes").write_text("*.yaml diff=evil filter=evil\n", encoding="utf-8")
    repo.commit()
    for key in ("diff.evil.textconv", "filter.evil.smudge", "core.fsmonitor"):
        repo.git("config", key, f"touch {tmp_path}/ran; cat")
    found = read_files(version(tmp_path, "HEAD").place(tmp_path), Path())
    assert found.documents[-1].text.string == ROLES
    assert not (tmp_path / "ran").exists()
