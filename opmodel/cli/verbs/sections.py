"""List the sections of the language: what each describes."""

from opmodel.cli import options


@options.verb(example="opmodel sections --format json")
@options.listing
@options.color
def command(format_: str, color: str) -> int:
    """List the sections a model may have; `opmodel explain SECTION` shows the keys of one."""
    from opmodel.cli.tables import list_rows
    from opmodel.model import sections

    rows = [
        {"name": one.name, "entity": one.singular, "sentence": one.doc.strip().partition("\n\n")[0].replace("\n", " ")}
        for one in sections().values()
    ]
    return list_rows(rows, format_, color)
