"""More files than a model may have, and more models than one check reads: counted, never read."""

from pathlib import Path

import pytest

from opmodel.files import read_folder
from tests.cli.process import CALM, opmodel, write

LIMIT = 3


def test_a_model_of_too_many_files_is_not_read(tmp_path: Path) -> None:
    """One problem at the manifest says so, and that is all that is known of the model."""
    folder = write(tmp_path, one=CALM, two="", three="", four="")
    found = read_folder(folder, folder, files_limit=LIMIT)
    (manifest,) = found.documents
    assert (manifest.file, manifest.root, found.unread) == ("opmodel.yaml", None, ("opmodel.yaml",))
    (problem,) = manifest.problems
    assert problem.rule == "file-too-large"
    assert problem.message == "the model has more than 3 files, and none of them is read"


def test_as_many_files_as_a_model_may_have_are_read(tmp_path: Path) -> None:
    """The manifest is not counted, nor is a file of another ending."""
    folder = write(tmp_path, one=CALM, two="", three="")
    (folder / "notes.txt").touch()
    found = read_folder(folder, folder, files_limit=LIMIT)
    assert [document.file for document in found.documents] == ["opmodel.yaml", "one.yaml", "three.yaml", "two.yaml"]
    assert not found.unread


def test_files_that_the_manifest_leaves_out_are_not_counted(tmp_path: Path) -> None:
    """The way out that the finding names works."""
    exports = {f"export_{number}": "" for number in range(5)}
    folder = write(tmp_path, opmodel="opmodel: 1\nfiles: [one.yaml]\n", one=CALM, **exports)
    assert len(read_folder(folder, folder, files_limit=LIMIT).documents) == 2


@pytest.mark.parametrize(
    ("patterns", "read"),
    [
        ('["!expected.yaml"]', ["one.yaml", "teams/expected.yaml"]),
        ('["*.yaml", "!expected.yaml"]', ["one.yaml", "teams/expected.yaml"]),
        ('["!**/expected.yaml"]', ["one.yaml"]),
        ('["!teams/*", "!e*"]', ["one.yaml"]),
    ],
)
def test_a_pattern_may_leave_files_out(tmp_path: Path, patterns: str, read: list[str]) -> None:
    """`!` before a pattern keeps files out, whichever others take them, and nothing more is said about them."""
    folder = write(tmp_path, opmodel=f"opmodel: 1\nfiles: {patterns}\n", one=CALM, expected=CALM)
    (folder / "teams").mkdir()
    (folder / "teams" / "expected.yaml").write_text("roles: {}\n")
    manifest, *others = read_folder(folder, folder).documents
    assert manifest.problems == ()
    assert [document.file for document in others] == read


def test_a_pattern_that_leaves_files_out_stays_in_the_folder(tmp_path: Path) -> None:
    """What a model does not take stands in its own folder too."""
    folder = write(tmp_path, opmodel='opmodel: 1\nfiles: ["!../other.yaml"]\n', one=CALM)
    assert [one.rule for one in read_folder(folder, folder).documents[0].problems] == ["path-outside-model"]


def test_more_models_than_one_check_reads_are_refused(tmp_path: Path) -> None:
    """None is read, and the way out is to name some."""
    for number in range(201):
        write(tmp_path / f"m{number:03}", a=CALM)
    ran = opmodel("check", ".", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    said = "there are 201 models, and one check reads at most 200; name the folders of those you mean, such as 'm000'"
    assert ran.err == f"opmodel: {said}\n"
    assert opmodel("check", "m000", "m001", cwd=tmp_path).out.endswith("of 2 models\n")
