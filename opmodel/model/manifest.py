"""The manifest of a model: what `opmodel.yaml` says beside the sections."""

from fnmatch import fnmatch

from opmodel.model.declaration import group, key
from opmodel.model.entity import role
from opmodel.model.reading import Reading
from opmodel.model.sections import later, sections
from opmodel.model.sections.parts import CalendarPeriod
from opmodel.model.shapes import BAD, Anything, Bad, Choice, Json, Length, Ref, Shape, Text, Word
from opmodel.model.structures import Group, Many
from opmodel.model.values import Duration
from opmodel.source import Node, Scalar
from opmodel.wording import did_you_mean

VERSION = "1"
NOT = "!"
"""Stands before a pattern of `files:` that leaves files out."""


class SectionName(Shape[str]):
    """The plural name of a section."""

    def read(self, node: Node, reading: Reading) -> str | Bad:
        """Return the name."""
        if type(node) is Scalar and (node.text in sections() or node.text in later()):
            return node.text
        way_out = did_you_mean(node.text, sections()) if type(node) is Scalar else ""
        reading.wrong_type(node, self.words(), way_out)
        return BAD

    def schema(self) -> dict[str, Json]:
        """Accept the names."""
        return {"enum": [*sections(), *sorted(later())]}

    def words(self) -> str:
        """Say what fits."""
        return "the name of a section such as definitions"


@group()
class Freeze:
    """The days before the end of a period in which some sections must not change."""

    last: Duration | None = key(Length(), "the length of the freeze")
    of: CalendarPeriod | None = key(Choice(CalendarPeriod), "the period at whose end it lies")
    blocks: tuple[str, ...] = key(Many(SectionName()), "the sections that must not change")


@group()
class Approvers:
    """Who must agree to a change, by what it touches."""

    governance: str | None = key(role(), "rules, levels and suppressions")
    forecast: str | None = key(role(), "what enters the forecast")
    compensation: str | None = key(role(), "plans")
    finance: str | None = key(role(), "revenue and its definitions")
    sponsor: str | None = key(role(), "shared revenue measures and decision rights")


@group(instead={"title": "name", "fiscal_year": "fiscal_year_start"})
class About:
    """The company and who answers for the model."""

    name: str | None = key(Text(), "what the company or model is called")
    owner: str | None = key(role(), "the role that answers for the model")
    currency: str | None = key(Word("[A-Z]{3}", "a currency such as EUR"), "the currency of money, as in EUR")
    fiscal_year_start: str | None = key(
        Word("(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", "a month and day such as 02-01"),
        "the first day of the fiscal year, month and day",
    )
    calendar: str | None = key(Ref("calendars"), "the calendar by which business durations run")
    north_star: str | None = key(Ref("kpis"), "the KPI the company steers by")
    freeze: Freeze | None = key(Group(Freeze), "when definitions and stages must not change")
    approvers: Approvers | None = key(Group(Approvers), "who must agree to a change, by what it touches")


@group(later=("plugins",))
class Manifest:
    """The keys of `opmodel.yaml` that are no sections."""

    opmodel: str = key(
        Word(VERSION, "1, the version of the language"),
        "the version of the language: write `opmodel: 1`",
        required=True,
    )
    model: About | None = key(Group(About), "the company and who answers for the model")
    files: tuple[str, ...] = key(
        Many(Text()), "patterns of the files that belong to the model, by default all; `!` before one leaves files out"
    )
    check: Node | None = key(Anything(), "settings of `opmodel check`")


def is_taken(file: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether the patterns of `files:` take a file; without any that takes files all are taken."""
    taking = tuple(one for one in patterns if not one.startswith(NOT))
    return not is_kept_out(file, patterns) and (not taking or _fits(file, taking))


def is_kept_out(file: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a pattern leaves a file out."""
    return _fits(file, tuple(one.removeprefix(NOT) for one in patterns if one.startswith(NOT)))


def _fits(file: str, patterns: tuple[str, ...]) -> bool:
    every = (form for pattern in patterns for form in (pattern, pattern.replace("**/", "")))
    return any(fnmatch(file, form) for form in every)
