"""The page of a rule: its documentation, its explanation and its test in one file."""

import re
from dataclasses import dataclass
from typing import Final

from opmodel.finding import Severity

PROFILES: Final = ("core", "recommended", "strict")
"""From the least to the most: a rule of one belongs to all that follow."""

_MARK = re.compile(r"[ \t]+# (finding|guard): .*")


@dataclass(frozen=True, slots=True)
class Page:
    """The front matter of a page and its text below.

    `profile` is the least profile that runs the rule, `rows` the rows of the diagnosis it answers, `reason` what kind
    of reason its findings are why a question has no single answer, `guards` fields whose absence may bring its error
    up. Of the rows some are `spare`, written `M22?`: a healthy company may have nothing there for the rule to look at,
    and they hold without it. `unsaid` marks a rule that finds only what nobody wrote: the company may have it all the
    same.
    """

    profile: str
    rows: tuple[str, ...]
    reason: str
    guards: tuple[str, ...]
    text: str
    spare: frozenset[str] = frozenset()
    unsaid: bool = False

    @property
    def sentence(self) -> str:
        """What must hold: the first paragraph after the title."""
        paragraphs = [part.strip() for part in self.text.split("\n\n") if part.strip()]
        return next((part.replace("\n", " ") for part in paragraphs if not part.startswith("#")), "")

    @property
    def why(self) -> str:
        """Why it matters: the paragraphs below that heading as one."""
        _, _, rest = self.text.partition("\n## Why it matters\n")
        return " ".join(rest.partition("\n## ")[0].split())

    @property
    def manual(self) -> str:
        """The text below the title, without the marks by which tests know its examples."""
        return without_marks(self.text.partition("\n")[2]).strip() + "\n"


@dataclass(frozen=True, slots=True)
class About:
    """What reports say of a rule that found something: its family, how bad its findings are at most, its page."""

    family: str
    severity: Severity
    page: Page


def without_marks(text: str) -> str:
    """Take away the marks by which the tests of a page know the line of a finding, or what keeps one away."""
    return _MARK.sub("", text)


def read_page(text: str) -> Page:
    """Read a page; front matter is `key: value` or `key: [a, b]`, a line each."""
    _, _, rest = text.partition("---\n")
    front, _, body = rest.partition("\n---\n")
    values = {}
    for line in front.splitlines():
        name, _, value = line.partition(":")
        values[name.strip()] = tuple(part.strip() for part in value.strip(" []").split(",") if part.strip())
    profile = "".join(values.get("profile", ("recommended",)))
    reason = "".join(values.get("reason", ()))
    rows = values.get("rows", ())
    names = tuple(row.removesuffix("?") for row in rows)
    spare = frozenset(row.removesuffix("?") for row in rows if row.endswith("?"))
    unsaid = values.get("unsaid") == ("true",)
    return Page(profile, names, reason, values.get("guards", ()), body.strip() + "\n", spare, unsaid)
