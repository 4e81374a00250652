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
    from opmodel.errors import UsageError, did_you_mean
    from opmodel.model import sections

    known = {one.name: one for one in rules()}
    if name in known:
        return _rule(known[name])
    section = name.partition(".")[0]
    if section in sections():
        return _language(name)
    families = {one.family for one in known.values()}
    if name in families:
        return _family(name, tuple(one for one in known.values() if one.family == name))
    hint = did_you_mean(name, (*known, *families, *sections()))
    raise UsageError(
        f"nothing is called '{name}'; {hint or '`opmodel rules` and `opmodel sections` list what there is'}"
    )


def _language(name: str) -> str:
    from opmodel.model.explain import field_page, section_page

    return field_page(name) if "." in name else section_page(name)


def _rule(rule: "Rule") -> str:
    """Return a rule's page with what stands in its front matter and code below the title."""
    profile = f"in the profile {rule.page.profile} and those above it"
    if rule.page.profile == "strict":
        profile = "in the profile strict"
    facts = f"{rule.severity.value} at most, of the family {rule.family}, {profile}"
    title, _, text = rule.page.text.partition("\n")
    return f"{title or f'# {rule.name}'}\n\n{facts}\n{text}"


def _family(name: str, members: tuple["Rule", ...]) -> str:
    items = "\n".join(f"- {one.name}: {one.page.sentence}" for one in members)
    return f"# {name}\n\nA family of {len(members)} rules; `check.rules` may set a level for all of them.\n\n{items}\n"
