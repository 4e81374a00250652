"""The coarse layer of approval: which line of CODEOWNERS a model comes to, and that no text of it can add one."""

from pathlib import Path

from opmodel.changes.owning import owned_files
from opmodel.reports.answers.changes import codeowners
from tests.cli.process import NORTHWIND, opmodel
from tests.gitted import Repo
from tests.models.folders import model_of

ROLES = """
roles:
  cro: {contact: {github: acme/cro}}
  csm: {contact: {email: csm@acme.example}}
  ae: {}
functions: {success: {lead: csm}}
"""
MODEL = """
lifecycles: {sales: {object: deal, stages: [talk, live, proof], owner: cro}}
stages: {talk: {type: open}, live: {type: open, owner: success}, proof: {type: open, owner: ae}}
objects: {deal: {}}
"""


def _lines(files: dict[str, str]) -> list[str]:
    """Return what is written that is neither a comment nor empty."""
    said = codeowners(owned_files(model_of(files)), "")
    return [line for line in said.splitlines() if line and not line.startswith("#")]


def test_each_file_is_owned_by_the_owners_of_what_stands_in_it() -> None:
    """By the contact of a role, of the lead of a function, and of who owns the lifecycle around a stage."""
    manifest = "opmodel: 1\nmodel: {name: A, owner: cro}\n"
    files = {"opmodel.yaml": manifest, "roles.yaml": ROLES, "journey/model.yaml": MODEL}
    assert _lines(files) == [
        "* @acme/cro",
        "/journey/model.yaml @acme/cro csm@acme.example",
        "/opmodel.yaml @acme/cro",
        "/roles.yaml @acme/cro csm@acme.example",
    ]
    said = codeowners(owned_files(model_of(files)), "")
    assert "#   ae\n" in said
    assert "cannot require two sides" in " ".join(said.replace("# ", "").split())
    assert "opmodel review" in said


def test_hostile_contacts_and_ids_add_nothing() -> None:
    """A contact that is no name or address is none, and what the comment lists stays on its line."""
    for contact in ('"x\\n* @evil"', '"x @evil"', '"@a #b"', '"-x"', '"@a/b/c"', '"@ev\\u202eil"', '""'):
        own = f"{{contact: {{github: {contact}, email: {contact}}}}}"
        roles = f'roles: {{"cro\\n* @evil": {own}, ae: {own}}}\n'
        stages = 'stages: {talk: {type: open, owner: "cro\\n* @evil"}, live: {type: open, owner: ae}}\n'
        assert _lines({"opmodel.yaml": "opmodel: 1\n", "model.yaml": roles + stages}) == []


def test_hostile_file_names_are_patterns_of_themselves(tmp_path: Path) -> None:
    """Blanks are escaped; what a pattern or a line would obey is matched by any characters, before exact names."""
    repo = Repo(tmp_path / "a")
    (repo.root / "m y").mkdir()
    (repo.root / "m y" / "opmodel.yaml").write_text("opmodel: 1\nmodel: {owner: cro}\n" + ROLES, encoding="utf-8")
    names = ("a b.yaml", "a\n* @evil.yaml", "a #b.yaml", "[a]*.yaml", "!a.yaml", "ü.yaml", "\\a.yaml")
    for number, name in enumerate(names):
        text = f"kpis: {{k{number}: {{aggregation: count, owner: cro}}}}\n"
        (repo.root / "m y" / name).write_text(text, encoding="utf-8")
    ran = opmodel("codeowners", repo.root / "m y")
    lines = [line for line in ran.out.splitlines() if line and not line.startswith("#")]
    assert ran.code == 0
    assert lines[0] == "/m\\ y/ @acme/cro"
    assert sorted(lines[1:]) == sorted(
        [
            "/m\\ y/*a*.yaml @acme/cro",
            "/m\\ y/*a.yaml @acme/cro",
            "/m\\ y/*a.yaml @acme/cro",
            "/m\\ y/a*\\ @evil.yaml @acme/cro",
            "/m\\ y/a\\ *b.yaml @acme/cro",
            "/m\\ y/a\\ b.yaml @acme/cro",
            "/m\\ y/opmodel.yaml @acme/cro csm@acme.example",
            "/m\\ y/ü.yaml @acme/cro",
        ]
    )
    assert all("*" not in line for line in lines[-3:])


def test_northwind_has_one() -> None:
    """The paths start at the top of the repository."""
    ran = opmodel("codeowners", NORTHWIND)
    assert (ran.code, ran.err) == (0, "")
    assert [line for line in ran.out.splitlines() if line.startswith("/") and "models/northwind/" not in line] == []
