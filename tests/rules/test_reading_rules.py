"""What reading finds becomes findings: every name it reports under is a rule, also where no page can show the cause."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodel.engine import Profile, Result, Rule, Settings, rules
from opmodel.model import MANIFEST, read
from opmodel.pipeline import check_model, load_folder
from opmodel.source import parse
from tests.rules import examples as pages

RULES = {rule.name: rule for rule in rules()}
READ_BY_REFERENCE = "definition-missing"
READING_RULES = tuple(
    rule
    for rule in RULES.values()
    if rule.family in ("files", "references", "expressions") or rule.name == READ_BY_REFERENCE
)
SEED = """\
sources: {wiki: {title: Wiki, stated_in: wiki#a}}
objects: {lead: {fields: {score: {type: integer, min: 0}, country: {type: enum, values: [us, ca]}}}}
dimensions: {size: {object: lead, values: {small: {when: score < 5}, large: {when: "score >= 5"}}}}
roles: {ae: {headcount: 3, effective: {to: 2026-01-31}}, sdr: {vacant: true}}
definitions: {mql: {term: MQL, object: lead, test: "score > 3 and country = 'us'", approvers: {ae: 2026-01-01}}}
stages:
  demo: {type: open, owner: ae, definition: mql, stall: {after: {by: size, small: 3d, large: 1mo}}}
  won: {type: won, statements: [{field: owner, says: [ae, sdr], by: sdr, stated_in: wiki}]}
transitions:
  win: {from: demo, to: won, kind: advance, when: at_least(1, mql)}
"""


def _checked(folder: Path, only: str) -> Result:
    (folder / MANIFEST).write_text(pages.PLAIN_MANIFEST, encoding="utf-8")
    return check_model(load_folder(folder, folder), Settings(profile=Profile.CORE), pages.DAY, only=[only])


def _messages(folder: Path, only: str) -> list[str]:
    return [finding.message for finding in _checked(folder, only).findings]


@pytest.mark.parametrize("rule", READING_RULES, ids=lambda rule: rule.name)
def test_reading_rules_are_in_every_profile(rule: Rule) -> None:
    """What cannot be read is never a matter of taste: the least profile reports it."""
    assert rule.page.profile == "core"


def test_every_name_that_reading_reports_under_is_a_rule(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of all examples of all pages no fault is lost for want of a rule with its name."""
    names = set()
    for example in pages.examples():
        model = example.load(tmp_path_factory.mktemp("page"))
        names |= {fault.rule for fault in model.resolve(pages.DAY).faults}
    assert names <= RULES.keys()


@given(st.data())
def test_no_mutilated_model_reports_under_a_name_without_rule(data: st.DataObject) -> None:
    """Text cut out of a model or put into it is reported under the name of a rule."""
    start = data.draw(st.integers(0, len(SEED)))
    end = data.draw(st.integers(start, min(start + 12, len(SEED))))
    added = data.draw(
        st.sampled_from(("", " ", "&a", "*a", "!t", "#x", "yes", "010", "{", "[", '"', ":", "- ", "\t", "\u202e"))
    )
    text = SEED[:start] + added + SEED[end:]
    documents = (parse(b"opmodel: 1\n", MANIFEST), parse(text.encode(), "model.yaml"))
    model = read(documents, MANIFEST)
    assert {fault.rule for fault in model.resolve(pages.DAY).faults} <= RULES.keys()


def test_file_in_utf16_is_not_read(tmp_path: Path) -> None:
    """A file of another encoding is one finding that says how to save it, and the check is incomplete."""
    (tmp_path / "roles.yaml").write_bytes("roles: {ae: {}}\n".encode("utf-16"))
    result = _checked(tmp_path, "yaml-syntax")
    assert [(finding.span.file, finding.span.line) for finding in result.findings] == [("roles.yaml", 1)]
    assert "UTF-8" in result.findings[0].help
    assert result.exit_code == 3


def test_file_of_two_mebibytes_is_not_read(tmp_path: Path) -> None:
    """An export that got into the folder is named and never parsed."""
    (tmp_path / "export.yaml").write_text("# row\n" * (2 * 1024 * 1024 // 6 + 1), encoding="utf-8")
    assert _messages(tmp_path, "file-too-large") == [
        "the file is larger than the 1,048,576 bytes (1 MiB) that a file may have"
    ]


def test_link_whose_file_is_gone_is_unreadable(tmp_path: Path) -> None:
    """A dangling link is a finding of the file, not an error of the program."""
    (tmp_path / "deals.yaml").symlink_to(tmp_path / "gone.yaml")
    assert _messages(tmp_path, "file-unreadable") == ["deals.yaml cannot be read: no such file or directory"]


def test_pipe_is_unreadable(tmp_path: Path) -> None:
    """A pipe that nobody writes to is refused at once instead of waited for."""
    os.mkfifo(tmp_path / "deals.yaml")
    assert _messages(tmp_path, "file-unreadable") == ["deals.yaml is no ordinary file"]


def test_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A file outside the model's folder is not read, however it is named inside."""
    folder = tmp_path / "model"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("roles: {spy: {}}\n", encoding="utf-8")
    (folder / "roles.yaml").symlink_to(tmp_path / "secret.yaml")
    assert _messages(folder, "path-outside-model") == ["roles.yaml is a link that leads out of the model's folder"]
    assert not load_folder(folder, folder).entities


@pytest.mark.parametrize(
    "name", ["file-unreadable", "yaml-syntax", "file-too-deep", "file-too-large", "anchor-or-alias"]
)
def test_rules_of_unread_text_exist(name: str) -> None:
    """Every rule that makes a check incomplete has a page that explains it."""
    assert RULES[name].family == "files"


@pytest.mark.parametrize(
    ("manifest", "name", "help"),
    [
        ('opmodel: 1\nfiles: ["*.yaml"]\n', "numbers.yml", "rename it to numbers.yaml"),
        ("opmodel: 1\n", "numbers.YML", "rename it to numbers.yaml"),
        ('opmodel: 1\nfiles: ["*.yaml"]\n', "pay.yml", "move what it holds to pay.yaml"),
    ],
)
def test_file_that_its_ending_leaves_out_is_named_once(tmp_path: Path, manifest: str, name: str, help: str) -> None:
    """Who saves a part of the model under another ending is told so, and how to have it read."""
    (tmp_path / MANIFEST).write_text(manifest, encoding="utf-8")
    (tmp_path / "pay.yaml").write_text("roles: {ae: {}}\n", encoding="utf-8")
    (tmp_path / name).write_text("kpis: {nrr: {}}\n", encoding="utf-8")
    result = check_model(load_folder(tmp_path, tmp_path), Settings(profile=Profile.CORE), pages.DAY)
    found = [one for one in result.findings if one.rule == "file-left-out"]
    assert [(one.span.file, one.help, one.severity.value) for one in found] == [(name, help, "warning")]
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docker-compose.yml", "services: {crm: {}}\n"),
        ("azure-pipelines.yml", "stages:\n- stage: build\n"),
        (".notes.yml", "roles: {ae: {}}\n"),
        (".git/roles.yml", "roles: {ae: {}}\n"),
        ("policies/roles.yml", "roles: {ae: {}}\n"),
        ("node_modules/roles.yml", "roles: {ae: {}}\n"),
        ("archive/roles.yml", "roles: {ae: {}}\n"),
    ],
)
def test_file_that_is_not_the_models_is_left_alone(tmp_path: Path, name: str, text: str) -> None:
    """Files of other programs, hidden ones, and what `files:` leaves out by its folder are nobody's slip."""
    patterns = "[pay.yaml]" if name.startswith("archive") else '["*.yaml"]'
    (tmp_path / MANIFEST).write_text(f"opmodel: 1\nfiles: {patterns}\n", encoding="utf-8")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = check_model(load_folder(tmp_path, tmp_path), Settings(profile=Profile.CORE), pages.DAY)
    assert "file-left-out" not in {one.rule for one in result.findings}


def test_ending_is_a_slip_in_either_direction(tmp_path: Path) -> None:
    """A model that takes `.yml` names the `.yaml` file it leaves out."""
    (tmp_path / MANIFEST).write_text('opmodel: 1\nfiles: ["*.yml"]\n', encoding="utf-8")
    (tmp_path / "roles.yaml").write_text("roles: {ae: {}}\n", encoding="utf-8")
    result = check_model(load_folder(tmp_path, tmp_path), Settings(profile=Profile.CORE), pages.DAY)
    assert [one.help for one in result.findings if one.rule == "file-left-out"] == ["rename it to roles.yml"]


def test_left_out_files_are_looked_at_within_limits(tmp_path: Path) -> None:
    """A link out of the folder is never followed, and of a flood of files twenty are opened."""
    model = tmp_path / "model"
    model.mkdir()
    (tmp_path / "outside.yml").write_text("roles: {ae: {}}\n", encoding="utf-8")
    (model / MANIFEST).write_text('opmodel: 1\nfiles: ["*.yaml"]\n', encoding="utf-8")
    (model / "a_link.yml").symlink_to(tmp_path / "outside.yml")
    for number in range(30):
        (model / f"part_{number:02}.yml").write_text("roles: {ae: {}}\n", encoding="utf-8")
    result = check_model(load_folder(model, model), Settings(profile=Profile.CORE), pages.DAY)
    found = [one.span.file for one in result.findings if one.rule == "file-left-out"]
    assert found == [f"part_{number:02}.yml" for number in range(19)]
