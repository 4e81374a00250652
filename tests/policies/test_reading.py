"""Files of policies: whatever is wrong with one is said with file, line and column, and nothing is read elsewhere."""

from pathlib import Path

import pytest

from opmodel.engine import rules
from opmodel.errors import UsageError
from opmodel.finding import Severity
from opmodel.policy import read_settings
from opmodel.policy.policies import policies_in
from opmodel.source import Document, parse
from tests.cli.process import ON, opmodel, write
from tests.gitted import Repo
from tests.policies.judged import MODEL, each, policies, query

NAMED = "policies:\n  ours:\n    severity: error\n    why: x\n"
WRONG = {
    "": "1:1: a file of policies holds a map `policies:`",
    "policies: [a]": "1:1: a file of policies holds a map `policies:`",
    f"{NAMED}    each: stages\n    require: owner = 'a'\nstages: {{}}": "7:1: a file of policies holds `policies:`",
    "policies:\n  Our-Rule: {}": "2:3: 'Our-Rule' cannot be the id of a policy",
    "policies:\n  ours: {why: x, each: stages}": "2:3: policy 'ours' lacks 'severity'",
    "policies:\n  ours: {severity: bad, why: x}": "2:20: policy 'ours': severity must be error, warning or note",
    f"{NAMED}    owners: x": "5:5: policy 'ours' has no key 'owners' (did you mean 'owner'?)",
    NAMED: "2:3: policy 'ours' asks nothing: it needs each and require, or a query",
    f"{NAMED}    each: stages": "2:3: policy 'ours' asks nothing",
    f"{NAMED}    query: select 1\n    where: id = 'x'": "6:5: policy 'ours' has a query, which says by itself",
    f"{NAMED}    each: stage": "did you mean 'stages'?",
    each("stages", "ownr is not null"): "6:14: stages has no column 'ownr' (did you mean 'owner'?)",
    each("stages", "owner = 'a'", where="probabilty_percent > 3"): "6:12: stages has no column 'probabilty_percent'",
    each("stages", "stall_after_hours"): "here a condition is due",
    each("stages", "stall_after_hours <= '24'"): "6:",
    each("stages", "type = 'opne'"): "'open'",
    each("stages", "owner is"): "6:",
    each("stages", "length(owner) > 3"): "the function 'length' is not part of the conditions",
    each("stages", f"{'(' * 300}id = 'x'{')' * 300}"): "6:",
    each("stages", "owner = 'a'", more='    message: "{ownr}"\n'): "7:14: stages has no column 'ownr' for the blank",
    each("stages", "owner = 'a'", more="    tests: [{model: {}}]\n"): "lacks 'expect'",
    each("stages", "owner = 'a'", more="    tests: [{model: [], expect: []}]\n"): "7:21: the model of a test is a map",
    "policies: {a: &x {}, b: *x}": "1:15: anchor",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_with_a_file(text: str) -> None:
    """The first mistake is said at its place, in one line."""
    with pytest.raises(UsageError) as refused:
        policies(text)
    said = str(refused.value)
    assert said.startswith("policies/own.yaml:")
    assert WRONG[text] in said
    assert "\n" not in said


def test_what_a_policy_is() -> None:
    """Two policies are equal that ask the same, wherever they stand and however their conditions are spaced."""
    one = policies(each("stages", "owner is not null"))[0]
    moved = policies("# remark\n" + each("stages", "owner is not null"))[0]
    assert one == moved
    assert one.span.line != moved.span.line
    assert one != policies(each("stages", "owner is null"))[0]
    assert policies(query("select 1", severity="note"))[0].severity is Severity.NOTE


def settings(written: str, **files: str) -> str:
    """Return what is said of `check.policies`, or the ids of the policies it comes to."""

    def fetch(name: str) -> Document:
        if name not in files:
            raise FileNotFoundError(2, "No such file or directory")
        return parse(files[name].encode(), name)

    node = parse(f"check: {{policies: {written}}}".encode(), "opmodel.yaml").root
    assert node
    try:
        found = read_settings(node.get("check"), rules(), fetch).policies
    except UsageError as error:
        return str(error)
    return " ".join(one.id for one in found)


OURS = {"a.yaml": each("stages", "owner is not null"), "b.yaml": query("select 1")}


def test_names_of_packs_and_files() -> None:
    """A pack may be named with one that has it, a file beside it; a name without meaning is said at its place."""
    assert len(settings("[starter, standard]").split()) == 11
    assert settings("a.yaml", **OURS) == "ours"
    assert settings("[]") == ""
    assert "1:20: there is no pack of policies 'standrad'; did you mean 'standard'?" in settings("[standrad]")
    assert "policy 'ours' is declared twice, first in a.yaml" in settings("[a.yaml, b.yaml]", **OURS)
    assert "opmodel.yaml:1:20: the policies 'c.yaml' cannot be read: no such file" in settings("[c.yaml]")
    family = {"a.yaml": OURS["a.yaml"].replace("ours", "handoffs")}
    assert "a.yaml:2:3: 'handoffs' is a family of rules" in settings("[a.yaml]", **family)


@pytest.mark.parametrize("path", ["/etc/own.yaml", "../own.yaml", "a/../../own.yaml", "~/own.yaml"])
def test_paths_that_lead_out(path: str) -> None:
    """Nothing outside of the folder of the settings is read."""
    assert f"'{path}' leads out of the folder of the settings" in settings(f"['{path}']")


SECRET = "policies: {ours: SECRET}\n"


def test_links_that_lead_out(tmp_path: Path) -> None:
    """A link out of the folder is not followed, be it the file or a folder on the way; a pipe is not waited for."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "own.yaml").write_text(SECRET, encoding="utf-8")
    model = write(tmp_path / "model")
    (model / "policies").symlink_to(tmp_path / "out")
    (model / "own.yml").symlink_to(tmp_path / "out" / "own.yaml")
    for name in ("policies/own.yaml", "own.yml"):
        (model / "opmodel.yaml").write_text(f"opmodel: 1\ncheck: {{policies: [{name}]}}\n", encoding="utf-8")
        ran = opmodel("check", model)
        assert ran.code == 2
        assert "a link leads out of the folder" in ran.err
        assert "SECRET" not in ran.out + ran.err


def test_the_program_judges_by_policies(tmp_path: Path) -> None:
    """A check fails by them, `--rule` runs one of them, and a file of policies that is wrong is exit 2."""
    model = write(tmp_path / "model", opmodel="opmodel: 1\ncheck: {policies: [policies/own.yaml]}\n", a=MODEL)
    own = write(model / "policies", own=each("transitions", "sla_within_hours <= 24", where="is_handoff")) / "own.yaml"
    (model / "policies" / "opmodel.yaml").unlink()
    ran = opmodel("check", model, "--rule", "ours", *ON)
    assert ran.code == 1
    assert "a.yaml:14:3" in ran.out
    assert "opmodel policy explain ours" in ran.out
    assert opmodel("check", model, "--rule", "our", *ON).err.endswith("did you mean 'ours'?\n")
    own.write_text(own.read_text(encoding="utf-8").replace("is_handoff", "is_handof"), encoding="utf-8")
    ran = opmodel("check", model)
    assert (ran.code, ran.out) == (2, "")
    assert "own.yaml:6:12: transitions has no column 'is_handof' (did you mean 'is_handoff'?)" in ran.err


def test_a_file_of_policies_is_no_part_of_a_model(tmp_path: Path) -> None:
    """Put beside the sections it is told where it belongs."""
    ran = opmodel("check", write(tmp_path, own=each("stages", "owner is not null")))
    assert "put the file into a folder policies/ and name it in check" in " ".join(ran.out.split())


def test_a_file_with_nothing_known_is_read_as_data() -> None:
    """What a test's model says is no setting and no model of the company."""
    text = each("stages", "owner is not null", more="    tests: [{model: {stages: {a: {}}}, expect: [stage/a]}]\n")
    assert policies_in(parse(text.encode(), "x.yaml"))[0].examples[0].expect == ("stage/a",)


def test_a_change_is_judged_by_the_policies_before_it(tmp_path: Path) -> None:
    """Who breaks a policy and loosens it in the same change has broken it; what broke it before is known."""
    manifest = "opmodel: 1\ncheck: {policies: [policies/own.yaml]}\n"
    strict = each("transitions", "sla_within_hours <= 24", where="is_handoff")
    repo = Repo(tmp_path).write(opmodel=manifest, a=MODEL, policies__own=strict)
    repo.commit()
    repo.git("checkout", "-q", "-b", "change")
    loose = {"policies__own": strict.replace("24", "999"), "a": MODEL.replace("within: 4h", "within: 9d")}
    repo.write(**loose).commit()
    ran = opmodel("check", "--against", "main", "--rule", "policies", "--format", "concise", *ON, cwd=tmp_path)
    assert ran.code == 1
    assert "transition 'answer' does not keep to the policy 'ours': sla_within_hours <= 24" in ran.out
    repo.write(a=MODEL).commit()
    assert opmodel("check", "--against", "main", "--rule", "policies", *ON, cwd=tmp_path).code == 0
