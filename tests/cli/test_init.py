"""A new model can be checked and drawn at once, and nothing that exists is touched."""

import json
from pathlib import Path

import pytest

from tests.cli.process import ON, opmodel, write


def test_init(tmp_path: Path) -> None:
    """What init writes has no error, brings the schema along, and says what comes next."""
    ran = opmodel("init", "acme", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "opmodel check acme" in ran.out
    checked = opmodel("check", "acme", "--format", "json", cwd=tmp_path)
    assert checked.code == 0
    assert json.loads(checked.out)["summary"]["error"] == 0
    assert json.loads((tmp_path / "acme" / ".opmodel" / "schema.json").read_text(encoding="utf-8"))


def test_what_init_writes_is_healthy(tmp_path: Path) -> None:
    """The model to begin with has no finding when all rules run, and questions about pay have an answer."""
    opmodel("init", "acme", "--quiet", cwd=tmp_path)
    (tmp_path / "strict.yaml").write_text("check: {profile: strict}\n", encoding="utf-8")
    checked = opmodel("check", "acme", "--config", "strict.yaml", *ON, cwd=tmp_path)
    assert checked.out.startswith("nothing to mend in ")
    roles = json.loads(opmodel("incentives", "acme", *ON, "--format", "json", cwd=tmp_path).out)["roles"]
    assert [one["role"] for one in roles if one["alignment"] is None or one["levers_assumed"]] == []
    asked = opmodel("influence", "start_plan", "recurring_revenue", "--model", "acme", *ON, cwd=tmp_path)
    assert "More of 'Start plan' means more of 'Recurring revenue'" in asked.out
    for question in ("When is a lead qualified?", "Who is a customer?"):
        assert opmodel("ask", question, "--model", "acme", *ON, cwd=tmp_path).code == 0


def test_init_where_a_model_is(tmp_path: Path) -> None:
    """A folder that is a model already stays as it is."""
    folder = write(tmp_path / "acme")
    ran = opmodel("init", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "is a model already" in ran.err
    assert [path.name for path in folder.iterdir()] == ["opmodel.yaml"]


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    """One file in the way, and nothing at all is written."""
    (tmp_path / "journey.yaml").write_text("mine\n", encoding="utf-8")
    ran = opmodel("init", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "nothing is overwritten" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["journey.yaml"]
    assert (tmp_path / "journey.yaml").read_text(encoding="utf-8") == "mine\n"


def test_init_beside_other_files(tmp_path: Path) -> None:
    """A repository with a README can get a model."""
    (tmp_path / "README.md").write_text("mine\n", encoding="utf-8")
    assert opmodel("init", tmp_path, "--quiet").out == ""
    assert (tmp_path / "opmodel.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("acme", "--template", "b2b-sas"), 2, "did you mean 'b2b-saas'?"),
        (("acme", "--template", "zzz"), 2, "there is no template 'zzz'; there is b2b-saas"),
        (("file/acme",), 5, "cannot be made"),
        (("file",), 2, "'file' is a file; name a folder"),
    ],
)
def test_init_that_cannot_be(tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    """What does not fit is said before anything is written."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = opmodel("init", *arguments, cwd=tmp_path)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
