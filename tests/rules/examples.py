"""The pages of the rules as tests see them: headings, example models and their marked lines."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

from opmodel import discover
from opmodel.changes import events
from opmodel.engine import Profile, Result, Rule, Settings, rules
from opmodel.history import History, Version
from opmodel.model import Model, read
from opmodel.pipeline import check_model, load_folder
from opmodel.source import parse

DAY = date(2026, 11, 21)
"""The day on which the examples are checked."""

FOLDER = discover.folder("opmodel.rules")
MANIFEST = "opmodel.yaml"
PLAIN_MANIFEST = "opmodel: 1\nmodel: {name: Page}\n"

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_MODEL = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TEXT = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"[ \t]*# finding: (\S+)(?: x(\d+))?$", re.MULTILINE)
_GUARD = re.compile(r"[ \t]*# guard: (.+?)(?: -> (.+))?$")
_DATED = re.compile(r"\d{4}-\d\d-\d\d/")
_WHOLE = "this line"
_FILE = re.compile(r"# file: (\S+)")
_OWN_MANIFEST = re.compile(r"^opmodel:", re.MULTILINE)

Places = Counter[tuple[str, int]]
"""How many findings a line of a file has."""


@dataclass(frozen=True)
class Part:
    """What stands below one heading of the second level."""

    heading: str
    text: str


@dataclass(frozen=True)
class Example:
    """One example model of a page: its files by name, and the heading it stands under."""

    rule: Rule
    heading: str
    name: str
    files: dict[str, str]

    @property
    def now(self) -> dict[str, str]:
        """The files as they are on the day of the check; `2026-03-01/model.yaml` is a file as it is since a day."""
        return self._at(DAY.isoformat())

    @property
    def history(self) -> History | None:
        """What changed from each day that a file names to the next; None where no file names one."""
        days = sorted({name[:10] for name in self.files if _DATED.match(name)})
        versions = [(Version(date.fromisoformat(day), day), self._read(self._at(day))) for day in days]
        found = (events(was, now, at) for (_, was), (at, now) in pairwise(versions))
        return History(DAY, tuple(at for at, _ in versions), tuple(chain(*found))) if versions else None

    def _at(self, day: str) -> dict[str, str]:
        dated = sorted(name for name in self.files if _DATED.match(name) and name[:10] <= day)
        always = {name: text for name, text in self.files.items() if not _DATED.match(name)}
        return {**always, **{name[11:]: self.files[name] for name in dated}}

    def _read(self, files: dict[str, str]) -> Model:
        whole = {MANIFEST: PLAIN_MANIFEST, **files}
        return read([parse(_MARK.sub("", text).encode(), name) for name, text in whole.items()], MANIFEST)

    def guards(self) -> Iterator[tuple[str, "Example"]]:
        """Yield each guard that is marked, and the example without it.

        `# guard: TEXT` stands behind a line that has the text, `# guard: TEXT -> OTHER` says what it becomes, and
        `# guard: this line` marks a whole line.
        """
        for name, text in self.files.items():
            lines = text.splitlines()
            for number, line in enumerate(lines):
                mark = _GUARD.search(line)
                if mark:
                    rest = [*lines[:number], *_taken_out(line[: mark.start()], mark[1], mark[2]), *lines[number + 1 :]]
                    yield mark[0].strip(), replace(self, files={**self.files, name: "\n".join(rest) + "\n"})

    def load(self, folder: Path) -> Model:
        """Write the files, without the markers, into an empty folder and read them as a model."""
        for name, text in {MANIFEST: PLAIN_MANIFEST, **self.now}.items():
            (folder / name).write_text(_MARK.sub("", text), encoding="utf-8")
        return load_folder(folder, folder)

    def marked(self) -> Places:
        """Return the lines that carry the rule's marker; `x2` behind the name means two findings."""
        found: Places = Counter()
        for name, text in self.now.items():
            for number, line in enumerate(text.splitlines(), 1):
                mark = _MARK.search(line)
                if mark and mark[1] == self.rule.name:
                    found[(name, number)] += int(mark[2] or 1)
        return found


def _taken_out(line: str, guard: str, instead: str | None) -> tuple[str, ...]:
    """Return a line without its guard; none where the whole line is the guard."""
    if guard == _WHOLE:
        return ()
    assert line.count(guard) == 1, f"{guard!r} stands once in {line!r}"
    return (line.replace(guard, instead or ""),)


def strict(model: Model, rule: Rule, history: History | None = None) -> Result:
    """Check a model with one rule; one that judges the others needs them to run, and only what it finds is kept."""
    only = () if rule.last or rule.closing else (rule.name,)
    result = check_model(model, Settings(profile=Profile.STRICT), DAY, only=only, history=history)
    return replace(result, outcomes=tuple(one for one in result.outcomes if one.rule == rule.name))


def path(rule: Rule) -> Path:
    """Return where the page of a rule stands."""
    return FOLDER / rule.family / f"{rule.name.replace('-', '_')}.md"


def parts(text: str) -> tuple[Part, ...]:
    """Cut a page at its headings of the second level."""
    pieces = _HEADING.split(text)[1:]
    return tuple(Part(heading, below) for heading, below in zip(pieces[::2], pieces[1::2], strict=True))


def examples() -> Iterator[Example]:
    """Yield every example model of every page."""
    for rule in rules():
        for part in parts(rule.page.text):
            if part.heading.startswith(("Bad", "Good")):
                blocks = _MODEL.findall(part.text)
                for number, block in enumerate(blocks, 1):
                    name = part.heading if len(blocks) == 1 else f"{part.heading} ({number})"
                    yield Example(rule, part.heading, f"{rule.name}: {name}", _files(block))


def _files(block: str) -> dict[str, str]:
    """Return the files of a block: `# file: name.yaml` begins one; a block without is one file."""
    files: dict[str, list[str]] = {}
    name = MANIFEST if _OWN_MANIFEST.search(block) and not _FILE.search(block) else "model.yaml"
    for line in block.splitlines():
        begins = _FILE.fullmatch(line)
        name = begins[1] if begins else name
        files.setdefault(name, []).append(line)
    return {name: "\n".join(lines) + "\n" for name, lines in files.items()}


def expected_text(page: str) -> str | None:
    """Return the text below `## Findings`, None where the page shows none."""
    found = _findings_block(page)
    return found[1] if found else None


def with_text(page: str, text: str) -> str:
    """Return the page with another text below `## Findings`; nothing else changes."""
    found = _findings_block(page)
    assert found is not None
    return page[: found.start(1)] + text + page[found.end(1) :]


def _findings_block(page: str) -> re.Match[str] | None:
    heading = re.search(r"^## Findings$", page, re.MULTILINE)
    return _TEXT.search(page, heading.end()) if heading else None
