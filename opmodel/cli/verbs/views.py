"""List the views: what `opmodel draw` can show."""

from opmodel.cli import options
from opmodel.cli.output import colored, width, write


@options.verb(example="opmodel views")
@options.listing
@options.color
def command(format_: str, color: str) -> int:
    """List the views that `opmodel draw` knows. All are placed by this program: none needs Graphviz."""
    from importlib import import_module

    from opmodel import views
    from opmodel.cli.tables import listed, table
    from opmodel.reports import Paint

    rows = [
        {"name": name, "sentence": (import_module(f"opmodel.views.{name}").__doc__ or "").strip()}
        for name in views.names()
    ]
    write(listed(rows) if format_ == "json" else table(rows, width(), Paint(colored(color))))
    return 0
