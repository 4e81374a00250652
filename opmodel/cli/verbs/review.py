"""Review a request: what it changes for whom, what it brings up and settles, and who must approve."""

from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry, about_one_model, names_from
from opmodel.cli.output import colored, width


@options.verb(example="opmodel review models/northwind --against origin/main --format text --format markdown=review.md")
@click.argument("path", type=options.EXISTING, default=Path())
@click.option("--against", required=True, metavar="REF", help="The version it changes: a branch, a tag or a commit.")
@click.option(
    "--format", "formats", multiple=True, metavar="NAME[=FILE]", help="text, json, markdown, github; several times."
)
@options.on
@options.config
@options.quiet
@options.color
@about_one_model
def command(inquiry: Inquiry, against: str, formats: tuple[str, ...], *, quiet: bool) -> int:
    """Review the model at PATH against the version it changes.

    Changes are told by what they mean: for whom, how much it matters, what it reaches, who must approve. The findings
    it brings are judged by the settings, policies and suppressions of the version before, as `opmodel check --against`
    does: exit code 1 means new ones that fail. Approval itself is not asked for here; the list of who must give it is
    the answer.
    """
    from opmodel import pipeline, versions
    from opmodel.cli.targets import deliver, targets
    from opmodel.files import Parsed
    from opmodel.reports import Options
    from opmodel.reports.answers import review as report

    wanted = targets(formats, report.FORMATS)
    parsed = Parsed()
    folder = inquiry.folder
    base = names_from(folder)
    model = pipeline.load_folder(folder, base, parsed)
    was = versions.before(folder, base, against, inquiry.on, parsed, inquiry.config)
    settings = pipeline.settings_for(model, folder, inquiry.config)
    drawn = any(one.format == "markdown" for one in wanted)
    found = versions.review(model, settings, was, inquiry.on, options.cpu_seconds, with_journeys=drawn)
    look = Options(colored(inquiry.color), width(110))
    code = deliver(wanted, lambda name, how: report.render(name, found, how), look, quiet=quiet)
    return max(code, found.result.exit_code)
