"""Explain a rule, a family of rules, a measure, a section, a field or a word of a report."""

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
    """Show the page of NAME: a rule or family of rules, a measure, a section or field (stages.stall.after), or a word.

    Words are those of reports and answers, such as certain, stake or alignment (glossary shows them all), those that
    keys take, such as outcome or queue, units such as bd, and settings such as counterweight_percent. The names
    manifest, check, conditions, values and tables explain what the sections share.
    """
    from opmodel.cli.pages import rendered
    from opmodel.reports import Paint

    write(rendered(_page(name), width(), Paint(colored(color))))
    return 0


def _page(name: str) -> str:
    from opmodel.cli.language import topic
    from opmodel.engine import rules
    from opmodel.measures import find
    from opmodel.measures import names as measures
    from opmodel.model import sections

    known = {one.name: one for one in rules()}
    if name in known:
        return _rule(known[name])
    if name in measures():
        return find(name).page.text
    if row := _row(name, tuple(known.values())):
        return row
    if name.partition(".")[0] in sections() and "." in name:
        return _field(name)
    page = _section(name) if name in sections() else topic(name) or _word(name.lower())
    about = _about(name, tuple(known.values()))
    if not (page or about):
        raise _unknown(name, tuple(known.values()))
    return "\n".join((page or f"# {name}\n", about))


def _unknown(name: str, rules: tuple["Rule", ...]) -> Exception:
    from opmodel.cli.language import entries, names
    from opmodel.errors import UsageError
    from opmodel.measures import names as measures
    from opmodel.model import sections
    from opmodel.model.explain import key_names
    from opmodel.wording import did_you_mean

    pages = (*(one.name for one in rules), *(one.family for one in rules), *measures(), *sections(), *names())
    hint = did_you_mean(name, pages) or did_you_mean(name, (*entries(), *key_names()))
    way_out = hint or (
        "`opmodel rules` and `opmodel sections` list what there is, beside manifest, check, conditions, values, "
        "tables and glossary"
    )
    return UsageError(f"nothing is called '{name}'; {way_out}")


def _word(name: str) -> str:
    """Return what a word means, the section it is one entry of or the keys of that name, and where it is a value."""
    from opmodel.cli.language import entry, setting
    from opmodel.model import singulars
    from opmodel.model.explain import choice_page, keys_page

    more = _section(singulars()[name].name) if name in singulars() else keys_page(name)
    return "\n".join(part for part in (entry(name), more, choice_page(name), setting(name)) if part)


def _field(name: str) -> str:
    from opmodel.model.explain import field_page

    return field_page(name)


def _section(name: str) -> str:
    from opmodel.tables.page import section_page

    return section_page(name)


def _rule(rule: "Rule") -> str:
    """Return a rule's page with what stands in its front matter and code below the title."""
    profile = f"in the profile {rule.page.profile} and those above it"
    if rule.page.profile == "strict":
        profile = "in the profile strict"
    facts = f"{rule.severity.value} at most, of the family {rule.family}, {profile}"
    title, _, text = rule.page.text.partition("\n")
    return f"{title or f'# {rule.name}'}\n\n{facts}\n{text}"


def _row(name: str, known: tuple["Rule", ...]) -> str:
    """Return what a row of the diagnosis says, what a model must declare for it, and what answers it."""
    from opmodel.diagnosis import rows
    from opmodel.measures import measures

    row = next((one for one in rows() if one.id == name.upper()), None)
    if row is None:
        return ""
    needs = [f"- {' or '.join(f'`{need}`' for need in either)}" for either in row.needs]
    pages = [*((one.name, one.page) for one in known), *((one.name, one.page) for one in measures())]
    answered = [f"- {name}: {page.sentence}" for name, page in pages if row.id in page.rows]
    parts = [f"# {row.id}", row.statement, f"It belongs to the root cause: {row.cause.heading.lower()}."]
    parts += ["## What a model must declare for it", "\n".join(needs)] if needs else []
    parts += ["## What answers it", "\n".join(answered)] if answered else []
    parts += ["It needs the history of the model (`opmodel diagnose --history`)."] if row.computed == "history" else []
    return "\n\n".join(parts) + "\n"


def _about(name: str, rules: tuple["Rule", ...]) -> str:
    """List the rules of a family, and those of other families that look at the section of that name."""
    family = [one for one in rules if one.family == name]
    others = [one for one in rules if one not in family and any(need.partition(".")[0] == name for need in one.needs)]
    parts = []
    if family:
        parts.append(f"## Rules\n\n`check.rules.{name}` sets a level for all of them.\n\n{_listed(family)}\n")
    set_by = [one for one in rules if name in one.parameters]
    if set_by:
        parts.append(f"## Rules with a parameter of that name\n\n{_listed(set_by)}\n")
    if others:
        parts.append(f"## Rules of other families that look at {name}\n\n{_listed(others)}\n")
    return "\n".join(parts)


def _listed(rules: list["Rule"]) -> str:
    return "\n".join(f"- {one.name}: {one.page.sentence}" for one in rules)
