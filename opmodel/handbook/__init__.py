"""Everything a model says about one entity, from all files, as one page of a handbook."""

from opmodel.handbook.page import FINDINGS, page_of
from opmodel.handbook.pointing import pointed_at
from opmodel.handbook.values import Chapter, Line, Page

__all__ = ["FINDINGS", "Chapter", "Line", "Page", "page_of", "pointed_at"]
