"""Documents -> typed entities: the language, its reader and what it resolves to."""

from opmodel.model.declaration import Section, section_of
from opmodel.model.entity import Entity, Statement
from opmodel.model.manifest import Manifest
from opmodel.model.model import Link, Model, Varied, is_draft
from opmodel.model.reader import MANIFEST, Known, read
from opmodel.model.reading import Condition, Fault, Where, dotted, named
from opmodel.model.sections import sections, singulars
from opmodel.model.values import Absence, Case, Duration, Quantity, SignedStrength, Why

__all__ = [
    "MANIFEST",
    "Absence",
    "Case",
    "Condition",
    "Duration",
    "Entity",
    "Fault",
    "Known",
    "Link",
    "Manifest",
    "Model",
    "Quantity",
    "Section",
    "SignedStrength",
    "Statement",
    "Varied",
    "Where",
    "Why",
    "dotted",
    "is_draft",
    "named",
    "read",
    "section_of",
    "sections",
    "singulars",
]
