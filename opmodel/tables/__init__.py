"""A model as SQL tables, one for each section, and the sandbox that answers SELECTs about them."""

from opmodel.tables.query import ResultSet, Tables, sections_of
from opmodel.tables.rows import Filled, Sight, sights, tables

__all__ = ["Filled", "ResultSet", "Sight", "Tables", "sections_of", "sights", "tables"]
