"""What every verb does, said by the process itself."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import opmodel as library
from opmodel.cli.main import verbs
from opmodel.engine import rules
from opmodel.model import sections
from opmodel.views import names
from tests.cli.process import MISALIGNED, NORTHWIND, ON, opmodel, write


def test_help_lists_every_verb() -> None:
    """Each verb stands in the list with what its file says of itself."""
    ran = opmodel("--help")
    assert (ran.code, ran.err) == (0, "")
    assert re.findall(r"^  (\w+) {2,}\w", ran.out, re.MULTILINE) == list(verbs())


@pytest.mark.parametrize("verb", verbs())
def test_help_has_an_example(verb: str) -> None:
    """Each verb has help, and its example is a command of that verb."""
    ran = opmodel(verb, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"Example:\n    opmodel {verb}" in ran.out
    assert ran.out == opmodel(verb, "-h").out


def test_version() -> None:
    """The version is the one of the package."""
    assert opmodel("--version").out == f"opmodel {library.__version__}\n"


NAMES: dict[str, Callable[[], set[str]]] = {
    "rules": lambda: {one.name for one in rules()},
    "sections": lambda: set(sections()),
    "views": lambda: set(names()),
}


@pytest.mark.parametrize("verb", NAMES)
def test_lists(verb: str) -> None:
    """A list names all there is, as a table and as JSON."""
    rows = json.loads(opmodel(verb, "--format", "json").out)
    assert {row["name"] for row in rows} == NAMES[verb]()
    assert all(isinstance(row["sentence"], str) for row in rows)
    assert NAMES[verb]() <= set(opmodel(verb).out.split())


def test_rules_of_a_family() -> None:
    """A family that nobody knows is usage, one that exists narrows the list."""
    rows = json.loads(opmodel("rules", "--family", "incentives", "--format", "json").out)
    assert {row["name"] for row in rows} == {one.name for one in rules() if one.family == "incentives"}
    ran = opmodel("rules", "--family", "incentive")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'incentives'?" in ran.err


def test_explain_a_rule() -> None:
    """The page of a rule is on the terminal without the marks of its format."""
    ran = opmodel("explain", "weights-do-not-add-up")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("weights-do-not-add-up\n")
    assert "Why it matters\n" in ran.out
    assert "```" not in ran.out
    assert "# finding:" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("incentives", "measures"),
        ("stages", "stall"),
        ("stages.stall.after", "after"),
        ("handoffs", "handoff-without-sla"),
        ("transitions", "handoff-without-sla"),
        ("opmodel.yaml", "north_star"),
        ("check.rules", "family"),
        ("conditions", "at_least"),
        ("durations", "2bh"),
        ("stage", "stall"),
        ("tradeoff", "which side wins cannot be told"),
        ("Near-Path", "1% or more"),
        ("quota", "`incentives.measures.quota`"),
        ("reject_to", "Where a refused record goes"),
        ("owner", "`owner` of every section"),
    ],
)
def test_explain_sections_fields_and_families(name: str, says: str) -> None:
    """A section, a field of it, a family of rules and the words of reports have pages too."""
    ran = opmodel("explain", name)
    assert (ran.code, ran.err) == (0, "")
    assert says in ran.out


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("stagess", "did you mean 'stages'?"),
        ("tradeof", "did you mean 'tradeoff'?"),
        ("rejct_to", "did you mean 'reject_to'?"),
        ("weights-do-not-add", "did you mean 'weights-do-not-add-up'?"),
        ("contitions", "did you mean 'conditions'?"),
        ("zzzz", "list"),
    ],
)
def test_explain_what_nobody_knows(name: str, says: str) -> None:
    """A name that is nothing is usage, with the nearest one."""
    ran = opmodel("explain", name)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_schema(tmp_path: Path) -> None:
    """The schema goes to standard output, to a file or into a folder, always the same."""
    printed = opmodel("schema")
    whole = json.loads(printed.out)
    assert whole["$schema"].startswith("https://json-schema.org/")
    ran = opmodel("schema", "--out", tmp_path / "deep" / "schema.json")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "deep" / "schema.json").read_text(encoding="utf-8") == printed.out
    assert opmodel("schema", "stages", "--out", tmp_path, "--quiet").err == ""
    assert json.loads((tmp_path / "stages.json").read_text(encoding="utf-8"))
    assert "did you mean 'stages'?" in opmodel("schema", "stage").err


def test_check_finds_every_model_below() -> None:
    """A folder above several models checks each of them once, also when it is named twice."""
    report = json.loads(opmodel("check", "models", "models/northwind", *ON, "--format", "json").out)
    folders = [one["folder"] for one in report["models"]]
    assert {"models/northwind", "models/misaligned"} <= set(folders)
    assert len(folders) == len(set(folders))


def test_files_are_named_from_where_the_program_runs() -> None:
    """An editor can open what a report names: from the current folder, else from the model's."""
    arguments = ("--rule", "weights-do-not-add-up", *ON, "--format", "concise")
    assert opmodel("check", "models/misaligned", *arguments).out.startswith("models/misaligned/measurement.yaml:")
    assert opmodel("check", *arguments, cwd=MISALIGNED).out.startswith("measurement.yaml:")
    assert opmodel("check", MISALIGNED, *arguments, cwd=NORTHWIND).out.startswith("measurement.yaml:")


def test_check_says_the_same_twice() -> None:
    """The same model gives the same bytes."""
    assert opmodel("check", "models", *ON) == opmodel("check", "models", *ON)


def test_rule_and_owner_narrow_what_is_judged() -> None:
    """One rule, one owner: only their findings are listed and decide."""
    report = json.loads(opmodel("check", MISALIGNED, *ON, "--format", "json").out)
    owner = next(one["owner"] for one in report["findings"] if one["rule"] == "weights-do-not-add-up")
    own = json.loads(opmodel("check", MISALIGNED, *ON, "--format", "json", "--owner", owner).out)
    assert [one for one in report["findings"] if one["owner"] == owner] == own["findings"]
    narrow = json.loads(opmodel("check", MISALIGNED, *ON, "--format", "json", "--rule", "weights-do-not-add-up").out)
    assert {one["rule"] for one in narrow["findings"]} == {"weights-do-not-add-up"}


def test_reports_go_to_files(tmp_path: Path) -> None:
    """Several formats at once: one to standard output, the others to files, and a note on standard error."""
    ran = opmodel("check", MISALIGNED, *ON, "--format", "concise", "--format", f"json={tmp_path / 'report.json'}")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert len(ran.out.splitlines()) == len([one for one in report["findings"] if one["status"] != "suppressed"])
    assert ran.err == f"opmodel: wrote {tmp_path / 'report.json'}\n"


def test_a_file_is_judged_by_the_schema_alone(tmp_path: Path) -> None:
    """Faults of shape stand at their place; ids that other files declare are nobody's fault."""
    for file in sorted(NORTHWIND.glob("*.yaml")):
        ran = opmodel("schema", "--against", file)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == f"'{file}' has the shape that the schema asks for\n"
    file = tmp_path / "pay.yaml"
    file.write_text("kpis:\n  won: {aggregation: count, owner: sales_head, targe: 5}\n", encoding="utf-8")
    ran = opmodel("schema", "--against", "pay.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert "error: kpi 'won' has no key 'targe'\n --> pay.yaml:2:48\n" in ran.out
    assert "did you mean 'target'?" in ran.out
    assert opmodel("schema", "--against", file, "--quiet").out == opmodel("schema", "--against", file).out


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (b"roles: [\n", 3, "the [ that opens here is never closed"),
        (b"roles: {\xff}\n", 3, "UTF-8"),
        (b"", 0, "has the shape"),
        (b"opmodel: 1\nmodel: {name: Acme, ownr: ceo}\n", 1, "did you mean 'owner'?"),
        (b"- a\n", 3, "error:"),
    ],
)
def test_any_text_can_be_judged_by_the_schema(tmp_path: Path, text: bytes, code: int, says: str) -> None:
    """What cannot be read is said as everywhere, and an empty file is sound."""
    file = tmp_path / "x.yaml"
    file.write_bytes(text)
    ran = opmodel("schema", "--against", file)
    assert (ran.code, ran.err) == (code, "")
    assert says in ran.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--against", "nowhere.yaml"), "there is no file 'nowhere.yaml'"),
        (("--against", "models"), "'models' is a folder; name one YAML file"),
        (("--against", "/dev/null"), "'/dev/null' cannot be read: no ordinary file"),
        (("--against", "a\x01b.yaml"), "there is no file"),
        (("stages", "--against", "README.md"), "section 'stages' says nothing beside it"),
        (("--against", "README.md", "--out", "x.json"), "'--out' says nothing beside it"),
    ],
)
def test_files_that_cannot_be_judged(arguments: tuple[str, ...], says: str) -> None:
    """What does not fit is one line."""
    ran = opmodel("schema", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_schema_fills_a_folder(tmp_path: Path) -> None:
    """A folder gets the schema of a whole file and one for each section."""
    assert opmodel("schema", "--out", tmp_path / "schemas", "--quiet").code == 0
    written = {file.stem for file in (tmp_path / "schemas").iterdir()}
    assert written == {"schema", *sections()}
    assert json.loads((tmp_path / "schemas" / "stages.json").read_text(encoding="utf-8"))["title"] == "stages"


def test_what_could_not_be_understood_is_counted_under_a_filter(tmp_path: Path) -> None:
    """A KPI with a slip is seen by no rule of pay: "nothing to mend" alone would look whole."""
    text = "levers: {bar: {}}\nkpis: {grr: {aggregation: rato}}\ninfluences: {bar: {grr: -strong}}\n"
    ran = opmodel("check", write(tmp_path, m=text), "--rule", "incentives")
    assert "1 more entity could not be understood" in ran.out


def test_help_is_a_word_too() -> None:
    """Who asks for help by a word gets it, of the program and of a verb."""
    assert opmodel("help").out == opmodel("--help").out
    assert opmodel("help", "check").out == opmodel("check", "--help").out


@pytest.mark.parametrize("word", ["outcome", "queue", "bd", "counterweight_percent", "tolerance_percent", "program"])
def test_explain_knows_the_words_of_the_language(word: str) -> None:
    """Words that keys take, units, settings and words of sentences have an explanation."""
    assert opmodel("explain", word).code == 0


def test_an_empty_manifest_says_what_to_write(tmp_path: Path) -> None:
    """The way out is the line itself."""
    (tmp_path / "opmodel.yaml").touch()
    assert "write `opmodel: 1`" in opmodel("check", tmp_path, *ON).out
