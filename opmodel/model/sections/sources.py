"""Where the statements of a model come from."""

from datetime import date

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, role
from opmodel.model.shapes import Date, Flag, Text


@section(
    "sources",
    "source",
    example="""
    handbook: {url: "https://wiki.example.com/sales", read: 2026-03-02, title: Sales handbook, by: revops}
    """,
)
class Source(Entity):
    """A page, file or repository that the model quotes, cited elsewhere as `wiki` or `wiki#anchor`."""

    url: str | None = key(Text(), "its address")
    path: str | None = key(Text(), "where it lies in its repository")
    version: str | None = key(Text(), "the commit or version that was read")
    read: date | None = key(Date(), "the day it was read")
    title: str | None = key(Text(), "what it is called")
    gone: bool = key(Flag(only_true=True), "it is cited, and whoever follows the link finds nothing", default=False)
    by: str | None = key(role(), "the role or function that writes it")
