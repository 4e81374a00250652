"""List the sections of the language: what each describes."""

from opmodel.cli import options
from opmodel.cli.output import colored, width, write


@options.verb(example="opmodel sections --format json")
@options.listing
@options.color
def command(format_: str, color: str) -> int:
    """List the sections a model may have; `opmodel explain SECTION` shows the keys of one."""
    from opmodel.cli.tables import listed, table
    from opmodel.model import sections
    from opmodel.reports import Paint

    rows = [
        {"name": one.name, "entity": one.singular, "sentence": one.doc.strip().partition("\n\n")[0].replace("\n", " ")}
        for one in sections().values()
    ]
    write(listed(rows) if format_ == "json" else table(rows, width(), Paint(colored(color))))
    return 0
