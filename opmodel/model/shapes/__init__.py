"""What may stand in a field: one class per kind of text, each with its reader, its JSON Schema and its words."""

from opmodel.model.shapes.amounts import Amount, Date, Integer, Length, Number
from opmodel.model.shapes.base import BAD, Bad, Json, Shape
from opmodel.model.shapes.fields import Declared, Fields, Key, declare, declared_by, read_fields
from opmodel.model.shapes.sql import Sql
from opmodel.model.shapes.structures import ByForm, Group, Keyed, Many, Varying, build
from opmodel.model.shapes.words import Anything, Choice, Flag, OrWord, Ref, Text, Word

__all__ = [
    "BAD",
    "Amount",
    "Anything",
    "Bad",
    "ByForm",
    "Choice",
    "Date",
    "Declared",
    "Fields",
    "Flag",
    "Group",
    "Integer",
    "Json",
    "Key",
    "Keyed",
    "Length",
    "Many",
    "Number",
    "OrWord",
    "Ref",
    "Shape",
    "Sql",
    "Text",
    "Varying",
    "Word",
    "build",
    "declare",
    "declared_by",
    "read_fields",
]
