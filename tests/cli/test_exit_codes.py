"""Every exit code means one thing, and the larger wins."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.process import CALM, ON, WEIGHTS, WRONG, opmodel, write

BROKEN = "roles: {ae: [\n"


def test_0_nothing_that_fails(tmp_path: Path) -> None:
    """A model without findings is 0."""
    ran = opmodel("check", write(tmp_path, org=CALM), *WEIGHTS)
    assert (ran.code, ran.out, ran.err) == (0, "nothing to mend in 1 entity of 1 model\n", "")


def test_1_findings_that_fail(tmp_path: Path) -> None:
    """An error is 1, and all that is said is on standard output."""
    ran = opmodel("check", write(tmp_path, pay=WRONG), *WEIGHTS)
    assert ran.code == 1
    assert "its weights add up to 110%, not 100% (70 + 40)" in ran.out
    assert ran.err == ""


def test_0_where_settings_let_it_pass(tmp_path: Path) -> None:
    """What the settings make a note does not fail."""
    manifest = "opmodel: 1\ncheck: {rules: {weights-do-not-add-up: note}}\n"
    ran = opmodel("check", write(tmp_path, opmodel=manifest, pay=WRONG), *WEIGHTS)
    assert ran.code == 0
    assert "note: incentive 'plan_sdr'" in ran.out


@pytest.mark.parametrize("format_", ["text", "concise", "json"])
def test_the_code_does_not_depend_on_the_format(tmp_path: Path, format_: str) -> None:
    """The verdict is the same whoever reads it."""
    folder = write(tmp_path, pay=WRONG)
    assert opmodel("check", folder, *WEIGHTS, "--format", format_, "--limit", "1").code == 1


def test_2_missing_folder(tmp_path: Path) -> None:
    """A path that does not exist is named."""
    ran = opmodel("check", "nowhere", cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (2, "", "opmodel: there is no folder or file 'nowhere'\n")


def test_2_a_path_the_system_refuses() -> None:
    """A name that no file can have is no mistake of the program."""
    ran = opmodel("check", "x" * 5000)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("cannot be read: file name too long\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--rule", "weights-dont-add-up"), "did you mean 'weights-do-not-add-up'?"),
        (("--rule", "zzz"), "there is no rule or family 'zzz'; `opmodel rules` lists them"),
        (("--owner", "sdrs"), "there is no role 'sdrs'; did you mean 'sdr'?"),
        (("--owner", "zzz"), "there is no role 'zzz'; there are sdr"),
        (("--fromat", "text"), "did you mean"),
        (("--format", "jsn"), "there is no format 'jsn'; did you mean 'json'?"),
        (("--format", "json", "--format", "text"), "would both go to standard output"),
        (("--format", "json="), "'json=' names no file"),
        (("--on", "tomorrow"), "'tomorrow' is no day; write it like 2026-11-21"),
        (("--on", "2026-02-30"), "'2026-02-30' is no day"),
        (("--on", "30/06/2027"), "'30/06/2027' is no day; write 2027-06-30"),
        (("--scope", "segment"), "'segment' is no scope; write it like segment=ent"),
        (("--scope", "segment="), "'segment=' is no scope; write it like segment=ent"),
        (("--scope", "segment=ent"), "there is no dimension 'segment'; the model has none"),
        (("--limit", "0"), "0 is not in the range x>=1"),
        (("--config", "none.yaml"), "settings 'none.yaml' cannot be read: no such file or directory"),
        (("--color", "red"), "'red' is not one of 'auto', 'always', 'never'"),
    ],
)
def test_2_usage(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    """What was typed wrong is said in one line on standard error, with the way out."""
    ran = opmodel("check", write(tmp_path, pay=WRONG), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.startswith("opmodel: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "say what to do: ask, baseline, check"),
        (("chek",), "there is no verb 'chek'; did you mean 'check'?"),
        (("--versoin",), "there is no option '--versoin'"),
        (("explain",), "missing argument 'NAME'"),
    ],
)
def test_2_verbs(arguments: tuple[str, ...], says: str) -> None:
    """A verb nobody knows is usage too."""
    ran = opmodel(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_2_settings(tmp_path: Path) -> None:
    """Settings that are not understood are named with file and line."""
    manifest = "opmodel: 1\ncheck:\n  rules: {weights-dont-add-up: off}\n"
    ran = opmodel("check", write(tmp_path, opmodel=manifest, org=CALM))
    assert ran.code == 2
    assert "opmodel.yaml:3:" in ran.err
    assert "did you mean 'weights-do-not-add-up'?" in ran.err


def test_2_settings_of_one_model_among_others(tmp_path: Path) -> None:
    """Settings that are not understood cost the results of their own model only, and weigh more than findings."""
    write(tmp_path / "acme", opmodel="opmodel: 1\ncheck: {profil: core}\n", org=CALM)
    write(tmp_path / "zeta", pay=WRONG)
    ran = opmodel("check", ".", *WEIGHTS, "--format", "json", cwd=tmp_path)
    report = json.loads(ran.out)
    assert ran.code == 2
    assert [one["folder"] for one in report["models"]] == ["zeta"]
    assert [one["rule"] for one in report["findings"]] == ["weights-do-not-add-up"]
    assert ran.err.startswith("opmodel: acme/opmodel.yaml:2:9: ")
    assert ran.err.count("\n") == 1


def test_3_outweighs_the_settings_of_another_model(tmp_path: Path) -> None:
    """The larger code wins: text that was not read weighs more than settings that were not understood."""
    write(tmp_path / "acme", opmodel="opmodel: 1\ncheck: {profil: core}\n", org=CALM)
    write(tmp_path / "zeta", org=BROKEN)
    assert opmodel("check", tmp_path, *ON).code == 3


def test_3_a_broken_file_among_good_ones(tmp_path: Path) -> None:
    """The good files are checked, the broken one is named, and 3 wins over 1."""
    folder = write(tmp_path, pay=WRONG, org=BROKEN)
    ran = opmodel("check", folder, *ON, "--format", "json")
    report = json.loads(ran.out)
    assert ran.code == 3
    assert {"yaml-syntax", "weights-do-not-add-up"} <= {one["rule"] for one in report["findings"]}
    assert [Path(file).name for file in report["not_read"]] == ["org.yaml"]


def test_3_in_every_profile(tmp_path: Path) -> None:
    """A workshop fails nothing but text that was not read."""
    manifest = "opmodel: 1\ncheck: {profile: workshop}\n"
    assert opmodel("check", write(tmp_path / "a", opmodel=manifest, pay=WRONG), *ON).code == 0
    assert opmodel("check", write(tmp_path / "b", opmodel=manifest, org=BROKEN), *ON).code == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_3_unreadable_file(tmp_path: Path) -> None:
    """A file without permission is a finding."""
    folder = write(tmp_path, org=CALM)
    (folder / "org.yaml").chmod(0)
    assert opmodel("check", folder, *ON).code == 3


@pytest.mark.parametrize("files", [(), ("notes.txt",), ("pay.yaml",)])
def test_4_no_model(tmp_path: Path, files: tuple[str, ...]) -> None:
    """An empty folder, and one without a manifest, has no model."""
    for name in files:
        (tmp_path / name).write_text(WRONG, encoding="utf-8")
    ran = opmodel("check", tmp_path)
    assert (ran.code, ran.out) == (4, "")
    assert "a model is a folder with an opmodel.yaml" in ran.err


def test_5_output_that_cannot_be_written(tmp_path: Path) -> None:
    """A report that could not be written wins over its findings, and the others are written all the same."""
    folder = write(tmp_path, pay=WRONG)
    ran = opmodel("check", folder, *WEIGHTS, "--format", "json=nowhere/report.json", "--format", "concise")
    assert ran.code == 5
    assert "'nowhere/report.json' cannot be written: no such file or directory" in ran.err
    assert "[weights-do-not-add-up]" in ran.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_5_a_full_disk(tmp_path: Path) -> None:
    """Standard output that takes nothing is said once."""
    full = os.open("/dev/full", os.O_WRONLY)
    ran = opmodel("check", write(tmp_path, pay=WRONG), *WEIGHTS, stdout=full)
    os.close(full)
    assert ran.code == 5
    assert ran.err == "opmodel: standard output cannot be written: no space left on device\n"


def test_a_reader_who_goes_away_changes_nothing(tmp_path: Path) -> None:
    """A closed pipe is no failure: nothing is said and the verdict stands."""
    reader, writer = os.pipe()
    os.close(reader)
    ran = opmodel("check", write(tmp_path, pay=WRONG), *WEIGHTS, stdout=writer)
    os.close(writer)
    assert (ran.code, ran.err) == (1, "")


def test_70_internal_error(tmp_path: Path) -> None:
    """A mistake of the program is one line that says how to report it; the traceback is there for who wants it."""
    broken = tmp_path / "sitecustomize.py"
    broken.write_text("import opmodel.files\ndel opmodel.files.find_models\n", encoding="utf-8")
    folder = write(tmp_path / "model", org=CALM)
    path = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[2])))
    ran = opmodel("check", folder, PYTHONPATH=path)
    assert ran.code == 70
    assert ran.err.count("\n") == 1
    assert "a mistake of the program, not yours" in ran.err
    assert "OPMODEL_DEBUG=1" in ran.err


def test_2_a_report_never_replaces_a_model(tmp_path: Path) -> None:
    """A report is not written into a file that a model could be read from."""
    folder = write(tmp_path, roles=CALM)
    ran = opmodel("check", folder, "--format", f"json={folder / 'roles.yaml'}")
    assert ran.code == 2
    assert "would be text of a model" in ran.err
    assert (folder / "roles.yaml").read_text(encoding="utf-8") == CALM


def test_4_a_file_of_no_model(tmp_path: Path) -> None:
    """A file that lies in no model is not a reason to check the models beside it."""
    write(tmp_path / "acme", roles=CALM)
    (tmp_path / "notes.md").write_text("no model\n", encoding="utf-8")
    assert opmodel("check", tmp_path / "notes.md").code == 4


def test_names_that_may_stand_in_a_broken_file_are_counted(tmp_path: Path) -> None:
    """Where a file cannot be read, one sentence says which names in the others were not judged for it."""
    text = "roles: {ae: {reports_to: boss}}\nobjects: {d: {fields: {a: {type: text}}}}\n"
    text += "definitions: {x: {object: d, term: X, test: b is null}}\n"
    ran = opmodel("check", write(tmp_path, good=text, bad="functions: [\n"), *ON)
    assert ran.code == 3
    said = "2 names that nothing declares were not judged, because what is meant may stand in"
    assert said in " ".join(ran.out.split())
    assert "bad.yaml, which could not be read" in " ".join(ran.out.split())
    (tmp_path / "bad.yaml").unlink()
    assert "not judged" not in opmodel("check", tmp_path, *ON).out
