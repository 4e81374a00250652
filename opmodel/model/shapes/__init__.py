"""What may stand in a field: one class per kind of text, each with its reader, its JSON Schema and its words."""

from opmodel.model.shapes.amounts import Amount, Date, Integer, Length, Number
from opmodel.model.shapes.base import BAD, Bad, Json, Shape
from opmodel.model.shapes.due import Due, DueDate
from opmodel.model.shapes.sql import Sql
from opmodel.model.shapes.strength import Effect
from opmodel.model.shapes.words import Anything, Choice, Flag, OrWord, Ref, Text, Word

__all__ = [
    "BAD",
    "Amount",
    "Anything",
    "Bad",
    "Choice",
    "Date",
    "Due",
    "DueDate",
    "Effect",
    "Flag",
    "Integer",
    "Json",
    "Length",
    "Number",
    "OrWord",
    "Ref",
    "Shape",
    "Sql",
    "Text",
    "Word",
]
