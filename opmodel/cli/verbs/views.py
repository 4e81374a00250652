"""List the views: what `opmodel draw` can show."""

from opmodel.cli import options


@options.verb(example="opmodel views")
@options.listing
@options.color
def command(format_: str, color: str) -> int:
    """List the views that `opmodel draw` knows. All are placed by this program: none needs Graphviz."""
    from importlib import import_module

    from opmodel import views
    from opmodel.cli.tables import list_rows

    rows = [
        {"name": name, "sentence": (import_module(f"opmodel.views.{name}").__doc__ or "").strip()}
        for name in views.names()
    ]
    return list_rows(rows, format_, color)
