"""Settings come from one place: the named file, else the manifest, else the root of the repository."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.process import ON, WRONG, opmodel, write

OFF = "check: {rules: {incentives: off}, fail_on: never}\n"
LARGE = 1 << 36
"""Bytes of a file that no memory here holds; on the disk it takes none."""
CONCISE = ("--format", "concise", *ON)


def weights(folder: Path, *arguments: str, home: Path | None = None) -> bool:
    """Tell whether a check of a folder says that weights do not add up."""
    words: tuple[str | Path, ...] = ("check", folder, *CONCISE, *arguments)
    return "[weights-do-not-add-up]" in (opmodel(*words, HOME=str(home)) if home else opmodel(*words)).out


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with settings at its root and a model two folders below."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "opmodel.yaml").write_text(OFF, encoding="utf-8")
    write(tmp_path / "models" / "acme", pay=WRONG)
    return tmp_path


def test_defaults(tmp_path: Path) -> None:
    """Without any settings the rules of the default profile run."""
    assert weights(write(tmp_path, pay=WRONG))


def test_root_of_the_repository(repository: Path) -> None:
    """Settings at the root of the repository count for a model that has none, and are no model themselves."""
    assert not weights(repository / "models" / "acme")
    assert not weights(repository)


def test_the_manifest_comes_first(repository: Path) -> None:
    """A model that says how it is judged is judged so."""
    folder = write(repository / "models" / "acme", opmodel="opmodel: 1\ncheck: {profile: core}\n")
    assert weights(folder)


def test_config_comes_before_all(repository: Path) -> None:
    """A file named on the command line wins over manifest and repository."""
    folder = write(repository / "models" / "acme", opmodel=f"opmodel: 1\n{OFF}")
    (repository / "strict.yaml").write_text("check: {profile: strict}\n", encoding="utf-8")
    assert weights(folder, "--config", str(repository / "strict.yaml"))


def test_a_rule_asked_for_by_name_runs(repository: Path) -> None:
    """Who names a rule wants to see what it says, also where it is off."""
    assert weights(repository / "models" / "acme", "--rule", "weights-do-not-add-up")


def test_never_above_the_repository(tmp_path: Path) -> None:
    """A file above the repository says nothing."""
    (tmp_path / "opmodel.yaml").write_text(OFF, encoding="utf-8")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert weights(write(tmp_path / "repository" / "acme", pay=WRONG))


def test_never_without_a_repository(tmp_path: Path) -> None:
    """Where there is no repository, nothing above the model counts."""
    (tmp_path / "opmodel.yaml").write_text(OFF, encoding="utf-8")
    assert weights(write(tmp_path / "acme", pay=WRONG))


def test_never_home(repository: Path) -> None:
    """A home folder under version control is no place for settings."""
    assert weights(repository / "models" / "acme", home=repository)


def test_never_through_a_link(repository: Path, tmp_path: Path) -> None:
    """Settings that are a link are not followed out of the repository."""
    (repository / "opmodel.yaml").rename(repository / "elsewhere.txt")
    (repository / "opmodel.yaml").symlink_to(repository / "elsewhere.txt")
    assert weights(repository / "models" / "acme")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rules: {}\n", "say nothing under `check:`"),
        ("check: [\n", "settings.yaml:"),
        ("check: {profil: core}\n", "settings.yaml:1:9: "),
        ("check: 7\n", "settings.yaml:1:8: check must be a map"),
        ("\x00", "settings.yaml:1:1"),
    ],
)
def test_settings_that_are_not_understood(tmp_path: Path, text: str, says: str) -> None:
    """Broken settings are usage, with file, line and column."""
    (tmp_path / "settings.yaml").write_text(text, encoding="utf-8")
    ran = opmodel("check", write(tmp_path / "acme", pay=WRONG), "--config", "settings.yaml", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("rules.weights-do-not-add-up.tolerance_percent", "nan"),
        ("rules.weights-do-not-add-up.tolerance_percent", ".inf"),
        ("rules.weights-do-not-add-up.tolerance_percent", "'5'"),
        ("rules.weights-do-not-add-up.tolerance_percent", "1_0"),
        ("incentives.warning_percent", "-5"),
        ("incentives.error_percent", "true"),
        ("incentives.assumed_variable_percent", "5000"),
        ("incentives.stake_percent", "[30]"),
    ],
)
def test_parameters_that_mean_nothing(tmp_path: Path, path: str, value: str) -> None:
    """A parameter outside its range is usage at its place: compared with, it would turn its rule off unseen."""
    *outer, name = path.split(".")
    lines = ["check:", *(f"{'  ' * depth}{key}:" for depth, key in enumerate(outer, 1))]
    settings = "\n".join((*lines, f"{'  ' * len(lines)}{name}: {value}\n"))
    (tmp_path / "settings.yaml").write_text(settings, encoding="utf-8")
    ran = opmodel("check", write(tmp_path / "acme", pay=WRONG), "--config", "settings.yaml", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert f"settings.yaml:{len(lines) + 1}:{2 * len(lines) + len(name) + 3}: " in ran.err
    assert f"{path} must be a number from 0 to 100 (percent)" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(("tolerance", "found"), [("9.5", True), ("10.5", False)])
def test_parameters_count(tmp_path: Path, tolerance: str, found: bool) -> None:
    """Weights of 110 percent are ten too many: less tolerance finds them, more does not."""
    manifest = f"opmodel: 1\ncheck: {{rules: {{weights-do-not-add-up: {{tolerance_percent: {tolerance}}}}}}}\n"
    assert weights(write(tmp_path, opmodel=manifest, pay=WRONG)) == found


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGE)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_pipe, "settings 'settings.yaml' cannot be read: no ordinary file"),
        (_device, "settings 'settings.yaml' cannot be read: no ordinary file"),
        (Path.mkdir, "settings 'settings.yaml' cannot be read: no ordinary file"),
        (_sparse, "settings.yaml:1:1: the file is larger than the 1,048,576 bytes (1 MiB) that a file may have"),
    ],
    ids=["pipe", "device", "folder", "sparse"],
)
def test_settings_that_are_no_ordinary_file(tmp_path: Path, make: Callable[[Path], None], says: str) -> None:
    """What would be waited for or never ends is refused, and of a large file no more is read than a file may have."""
    make(tmp_path / "settings.yaml")
    ran = opmodel("check", write(tmp_path / "acme", pay=WRONG), "--config", "settings.yaml", cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (2, "", f"opmodel: {says}\n")
