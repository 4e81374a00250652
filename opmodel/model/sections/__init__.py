"""One file per group of sections; every class with the `section` decorator in this folder is part of the language."""

from collections.abc import Mapping
from functools import cache

from opmodel import discover
from opmodel.model.declaration import SECTION, Section

_PLANNED = frozenset(
    [
        "variants",
        "views",
    ]
)
"""Sections of the language that are not built at first; those that have a file are."""


@cache
def sections() -> Mapping[str, Section]:
    """Return every section by its plural name, sorted."""
    found: dict[str, Section] = {}
    for module in discover.modules(__name__):
        for value in vars(module).values():
            declared = vars(value).get(SECTION) if isinstance(value, type) else None
            if isinstance(declared, Section):
                found[declared.name] = declared
    return dict(sorted(found.items()))


@cache
def singulars() -> Mapping[str, Section]:
    """Return every section by the singular that stands in `stage/evaluation`."""
    return {section.singular: section for section in sections().values()}


@cache
def later() -> frozenset[str]:
    """Return the sections of the language that come in later versions."""
    return _PLANNED - sections().keys()
