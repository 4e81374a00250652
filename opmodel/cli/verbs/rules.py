"""List the rules: what each says must hold, and from which profile on it runs."""

import click

from opmodel.cli import options


@options.verb(example="opmodel rules --family incentives")
@click.option("--family", metavar="NAME", help="List the rules of this family only.")
@options.listing
@options.color
def command(family: str | None, format_: str, color: str) -> int:
    """List all rules. A finding may be milder than its rule's severity, and settings may change it."""
    from opmodel.cli.tables import list_rows
    from opmodel.engine import rules
    from opmodel.errors import UsageError
    from opmodel.wording import did_you_mean

    families = {one.family for one in rules()}
    if family is not None and family not in families:
        hint = did_you_mean(family, families) or f"there are {', '.join(sorted(families))}"
        raise UsageError(f"there is no family '{family}'; {hint}")
    rows = [
        {
            "name": one.name,
            "family": one.family,
            "severity": one.severity.value,
            "profile": one.page.profile,
            "sentence": one.page.sentence,
        }
        for one in rules()
        if family in (None, one.family)
    ]
    ordered = sorted(rows, key=lambda row: (row["family"], row["name"]))
    return list_rows(ordered, format_, color)
