"""Explain a rule, a family of rules, a section or a field."""

from typing import TYPE_CHECKING

import click

from opmodel.cli import options
from opmodel.cli.output import colored, width, write

if TYPE_CHECKING:  # `--help` does without it
    from opmodel.engine import Rule


@options.verb(example="opmodel explain weights-do-not-add-up")
@click.argument("name", metavar="NAME")
@options.color
def command(name: str, color: str) -> int:
    """Show the page of NAME: a rule, a family of rules, a section (stages) or a field (stages.stall.after)."""
    from opmodel.cli.pages import rendered
    from opmodel.reports import Paint

    write(rendered(_page(name), width(), Paint(colored(color))))
    return 0


def _page(name: str) -> str:
    from opmodel.engine import rules
    from opmodel.errors import UsageError
    from opmodel.model import sections
    from opmodel.wording import did_you_mean

    known = {one.name: one for one in rules()}
    if name in known:
        return _rule(known[name])
    section = name.partition(".")[0]
    if section in sections() and "." in name:
        return _field(name)
    family = tuple(one for one in known.values() if one.family == name)
    if name in sections() or family:
        return "\n".join((_section(name) if name in sections() else f"# {name}\n", _family(name, family)))
    hint = did_you_mean(name, (*known, *(one.family for one in known.values()), *sections()))
    raise UsageError(
        f"nothing is called '{name}'; {hint or '`opmodel rules` and `opmodel sections` list what there is'}"
    )


def _field(name: str) -> str:
    from opmodel.model.explain import field_page

    return field_page(name)


def _section(name: str) -> str:
    from opmodel.model.explain import section_page

    return section_page(name)


def _rule(rule: "Rule") -> str:
    """Return a rule's page with what stands in its front matter and code below the title."""
    profile = f"in the profile {rule.page.profile} and those above it"
    if rule.page.profile == "strict":
        profile = "in the profile strict"
    facts = f"{rule.severity.value} at most, of the family {rule.family}, {profile}"
    title, _, text = rule.page.text.partition("\n")
    return f"{title or f'# {rule.name}'}\n\n{facts}\n{text}"


def _family(name: str, members: tuple["Rule", ...]) -> str:
    if not members:
        return ""
    items = "\n".join(f"- {one.name}: {one.page.sentence}" for one in members)
    return f"## Rules\n\n`check.rules.{name}` sets a level for all of them.\n\n{items}\n"
