"""Hostile models: no crash, no hang, no foreign content, and always a finding that says where."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from opmodel.reports import formats
from opmodel.reports.markdown import MARKER, MOST
from tests.cli.process import CALM, ON, Ran, opmodel, write
from tests.gitted import Repo
from tests.reports.runner import commands
from tests.reports.test_hostile import HOSTILE, theirs, unsafe
from tests.reports.test_markdown import LIVELY, live

JSON = ("--format", "json", *ON)
MANY = 5_000


def rules_of(ran: Ran) -> set[str]:
    """Return the rules that found something, and check that each finding has a place."""
    findings = json.loads(ran.out)["findings"]
    assert all(one["line"] >= 1 and one["column"] >= 1 and one["file"] for one in findings)
    return {one["rule"] for one in findings}


def check(folder: Path, data: bytes | str, name: str = "a.yaml") -> Ran:
    """Check a model whose one file holds these bytes."""
    write(folder)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return opmodel("check", folder, *JSON)


NESTED = {
    "brackets": "[" * 100_000,
    "dashes": "- " * 100_000,
    "maps": "{a: " * 100_000,
    "two megabytes": "[" * 2_000_000,
    "indentation": "a:\n" + "\n".join(" " * n + "a:" for n in range(1, 1500)),
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_1_nesting(tmp_path: Path, text: str) -> None:
    """Endless nesting is refused where it becomes too deep."""
    ran = check(tmp_path, text)
    assert ran.code == 3
    assert rules_of(ran) & {"file-too-deep", "file-too-large", "yaml-syntax"}


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
MERGE = "b0: &b0 {x: 1}\n" + "".join(f"b{n}: &b{n} {{<<: [*b{n - 1}, *b{n - 1}]}}\n" for n in range(1, 40))


@pytest.mark.parametrize(
    "text", ["a: &a [*a]\n", BOMB, MERGE, "x: *nothing\n"], ids=["self", "bomb", "merge", "nothing"]
)
def test_2_aliases(tmp_path: Path, text: str) -> None:
    """An alias is refused at its anchor and never walked."""
    ran = check(tmp_path, text)
    assert ran.code == 3
    assert rules_of(ran) & {"anchor-or-alias", "yaml-syntax"}


@pytest.mark.parametrize(
    "text",
    ["roles: {ae: {}, ae: {}}\n", "roles: {ae: {}, 'ae': {}}\n", "roles: {\u00e9: {}, e\u0301: {}}\n"],
    ids=["same", "quoted", "twins"],
)
def test_3_duplicate_keys(tmp_path: Path, text: str) -> None:
    """Both places of a key that stands twice are named."""
    ran = check(tmp_path, text)
    twice = [one for one in json.loads(ran.out)["findings"] if one["rule"] == "duplicate-key"]
    assert ran.code == 1
    assert len(twice) == 1
    assert len({(one["line"], one["column"]) for one in (*twice, *twice[0]["notes"])}) == 2


@pytest.mark.parametrize("word", ["NO", "9:30", "010", "1.10", "2026-02-30", "=", "9" * 5000, "1e999", ".nan", "~"])
def test_4_scalars(tmp_path: Path, word: str) -> None:
    """A word that YAML reads in its own way never ends the program."""
    text = f"roles:\n  ae: {{name: {word}, headcount: {word}, cost: {word}, effective: {{from: {word}}}}}\n"
    assert check(tmp_path, text).code == 1


@pytest.mark.parametrize(
    "data",
    [
        b"a: !!python/object/apply:os.system ['touch owned']\n",
        b"a: !include /etc/passwd\n",
        b"%TAG ! tag:x,2000:\n---\na: 1\n",
        b"a: 1\n---\nb: 2\n",
        "roles: {}\n".encode("utf-16"),
        b"a: \x00\n",
        b"a: \xff\xfe\xfa\n",
        b"a: \xed\xa0\x80\n",
    ],
    ids=["object", "include", "directive", "documents", "utf-16", "nul", "latin", "surrogate"],
)
def test_5_text_that_is_no_model(tmp_path: Path, data: bytes) -> None:
    """Tags, directives, further documents and other encodings are read by nobody."""
    ran = check(tmp_path, data)
    assert ran.code == 3
    assert "yaml-syntax" in rules_of(ran)
    assert not (tmp_path / "owned").exists()
    assert "root:" not in ran.out


@pytest.mark.parametrize("text", ["[a, b]\n", "- a: 1\n", "some text\n"], ids=["brackets", "dashes", "text"])
def test_5_a_file_that_holds_no_map(tmp_path: Path, text: str) -> None:
    """A list or a text is no part of a model: the file counts as not read."""
    ran = check(tmp_path, text)
    assert ran.code == 3
    assert "wrong-type" in rules_of(ran)
    assert [Path(file).name for file in json.loads(ran.out)["not_read"]] == ["a.yaml"]


def test_5_a_byte_order_mark_is_harmless(tmp_path: Path) -> None:
    """Files that an old editor saved are read."""
    assert check(tmp_path, b"\xef\xbb\xbf" + CALM.encode()).code == 0


def test_6_a_huge_scalar(tmp_path: Path) -> None:
    """A text of a million characters does not come back in the report."""
    ran = check(tmp_path, f"roles: {{ae: {{nme: {'x' * 1_000_000}}}}}\n")
    assert ran.code == 1
    assert len(ran.out) < 100_000


def test_6_many_keys(tmp_path: Path) -> None:
    """More keys than anybody writes are read within the limits or refused with a finding."""
    ran = check(tmp_path, "roles:\n" + "".join(f"  r{number}: {{}}\n" for number in range(200_000)))
    assert ran.code == 3
    assert "file-too-large" in rules_of(ran)


def test_6_many_files(tmp_path: Path) -> None:
    """Files by the thousand end in a report, not in a hang."""
    write(tmp_path)
    for number in range(MANY):
        (tmp_path / f"f{number}.yaml").touch()
    assert opmodel("check", tmp_path, *JSON).code == 0


SECRET = "root_secret_4711"


@pytest.mark.parametrize("format_", formats())
def test_7_links_out_of_the_model(tmp_path: Path, format_: str) -> None:
    """A link that leaves the folder is a finding, and nothing of the file behind it is shown."""
    secret = tmp_path / "secret.yaml"
    secret.write_text(f"roles: {{{SECRET}: {{}}}}\n", encoding="utf-8")
    folder = write(tmp_path / "acme", org=CALM)
    (folder / "link.yaml").symlink_to(secret)
    (folder / "up.yaml").symlink_to(Path("..") / "secret.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "below").symlink_to(tmp_path)
    ran = opmodel("check", folder, "--format", format_, *ON)
    assert ran.code == 3
    assert "path-outside-model" in ran.out
    assert SECRET not in ran.out + ran.err


def test_7_patterns_that_leave_the_folder(tmp_path: Path) -> None:
    """`files:` names no file elsewhere."""
    (tmp_path / "secret.yaml").write_text(f"roles: {{{SECRET}: {{}}}}\n", encoding="utf-8")
    folder = write(tmp_path / "acme", opmodel='opmodel: 1\nfiles: ["../*.yaml", /etc/passwd, "*.yaml"]\n', org=CALM)
    ran = opmodel("check", folder, *JSON)
    assert "path-outside-model" in rules_of(ran)
    assert SECRET not in ran.out + ran.err


def test_7_pipes_and_devices(tmp_path: Path) -> None:
    """A pipe nobody writes to and a device without end are no ordinary files."""
    folder = write(tmp_path, org=CALM)
    os.mkfifo(folder / "pipe.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    ran = opmodel("check", folder, *JSON)
    assert ran.code == 3
    assert {"file-unreadable", "path-outside-model"} <= rules_of(ran)


def test_7_a_manifest_that_is_a_pipe_or_a_link(tmp_path: Path) -> None:
    """A pipe makes no model; a manifest that is a link out of the folder makes one of which nothing is read."""
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / "opmodel.yaml")
    assert opmodel("check", tmp_path / "pipe", *JSON).code == 4
    (tmp_path / "secret.yaml").write_text(f"opmodel: 1\nmodel: {{name: {SECRET}}}\n", encoding="utf-8")
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "opmodel.yaml").symlink_to(tmp_path / "secret.yaml")
    ran = opmodel("check", tmp_path / "link", *JSON)
    assert ran.code == 3
    assert "path-outside-model" in rules_of(ran)
    assert SECRET not in ran.out + ran.err


def test_7_links_of_a_commit(tmp_path: Path) -> None:
    """A link in another version leads nowhere either."""
    secret = tmp_path / "secret.yaml"
    secret.write_text(f"roles: {{{SECRET}: {{name: {SECRET}}}}}\n", encoding="utf-8")
    repo = Repo(tmp_path / "acme").write(opmodel="opmodel: 1\n", org=CALM)
    for name, target in (("link", secret), ("up", "../secret.yaml"), ("git", ".git/config")):
        (repo.root / f"{name}.yaml").symlink_to(target)
    repo.commit()
    for name in ("link", "up", "git"):
        (repo.root / f"{name}.yaml").unlink()
    repo.commit()
    for words in (("check", "--against", "HEAD~1"), ("review", "--against", "HEAD~1"), ("diff", "HEAD~1", "HEAD")):
        ran = opmodel(*words, *ON, cwd=repo.root)
        assert ran.code in (0, 3)
        assert not {SECRET, "repositoryformatversion"} & set(re.findall(r"\w+", ran.out + ran.err))


@pytest.mark.parametrize("name", ["opmodel.yaml", "a.yaml"])
def test_7_a_file_larger_than_any_memory(tmp_path: Path, name: str) -> None:
    """Of a file of 64 GiB no more is read than a file may have."""
    folder = write(tmp_path, org=CALM)
    with (folder / name).open("wb") as file:
        file.truncate(1 << 36)
    ran = opmodel("check", folder, *JSON)
    assert ran.code == 3
    assert "file-too-large" in rules_of(ran)


def _hostile_files() -> Mapping[str, str]:
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in HOSTILE if "\ud800" not in text)
    texts = tuple(text.replace("\n", "\\n").replace("\r", "\\r") for text in quoted)
    return {
        "keys": "roles:\n" + "".join(f'  "k{number}{text}": {{"{text}": 1}}\n' for number, text in enumerate(texts)),
        "values": "roles:\n"
        + "".join(f'  v{number}: {{name: "{text}", function: "{text}"}}\n' for number, text in enumerate(texts)),
    }


@pytest.mark.parametrize("format_", formats())
def test_8_commands_in_texts_and_names(tmp_path: Path, format_: str) -> None:
    """Keys, values and file names command neither a terminal nor a build log, on either output."""
    folder = write(tmp_path / "::error::acme", **_hostile_files())
    for name in ("::error::x.yaml", "##[error]y.yaml", "a\n::error::z.yaml", "\x1b[31mred.yaml", "\u202ebidi.yaml"):
        (folder / name).write_text("rles: {}\n", encoding="utf-8")
    (folder / os.fsdecode(b"latin\xe9.yaml")).write_text("rles: {}\n", encoding="utf-8")
    for path, cwd in (("::error::acme", tmp_path), (".", folder)):
        ran = opmodel("check", path, "--format", format_, *ON, cwd=cwd)
        assert ran.code == 3
        assert theirs(format_, ran.out) == []
        assert commands(ran.err) == []
        assert unsafe(ran.out + ran.err) == set()


ANSWERS = (
    ("show", "v0"),
    ("show", "v0", "--format", "markdown"),
    ("query", "select * from roles"),
    ("query", "select * from roles", "--format", "csv"),
    ("query", "select * from roles", "--format", "json"),
    ("ask", "\x1b[31m\n::error::who owns v0"),
    ("diagnose", "--all"),
    ("measure",),
    ("incentives",),
    ("influence", "v0", "v1"),
)


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_8_commands_in_answers(tmp_path: Path, words: tuple[str, ...]) -> None:
    """What other verbs say of a model is as harmless as a report."""
    folder = write(tmp_path / "::error::acme", **_hostile_files())
    about = (folder,) if words[0] in ("diagnose", "incentives") else ("--model", folder)
    ran = opmodel(*words, *about, *ON)
    assert commands(ran.out + ran.err) == []
    assert unsafe(ran.out.replace("\r\n", "\n") + ran.err) == set()


def test_9_markdown(tmp_path: Path) -> None:
    """Keys and values that are markup, mentions or our own marker are shown, and 600 of them have room."""
    keys = [text.replace("\\", "\\\\").replace('"', '\\"') for text in LIVELY * 60]
    long = "x@y|`" * 14_000
    lines = [f'  "k{number} {text}": {{"{text}": 1}}' for number, text in enumerate(keys)]
    folder = write(tmp_path, roles="\n".join(["roles:", *lines, f'  last: {{name: "{long}", level: "{long}"}}', ""]))
    out = opmodel("check", folder, "--format", "markdown", *ON).out
    assert len(out) <= MOST
    assert live(out) == []
    assert (out.startswith(MARKER), out.count(MARKER)) == (True, 1)
    assert "had no room here" in out


@pytest.mark.parametrize(
    "words", [("check", "\x1b[31mx"), ("\x1b[31m",), ("explain", "##[error]x"), ("check", "--rule", "a\nb")]
)
def test_8_commands_in_arguments(words: tuple[str, ...]) -> None:
    """What was typed comes back as harmless as what was read."""
    ran = opmodel(*words)
    assert ran.code == 2
    assert unsafe(ran.err) == set()
    assert commands(ran.err) == []
