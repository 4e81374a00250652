"""Why a model does not say something: nobody knows, it is kept elsewhere, it could not be read, or nobody wrote it."""

import enum

from opmodel.model import Model, Why


class Silence(enum.StrEnum):
    """What a company has where its model says nothing; only where nobody knows is it sure to have nothing."""

    UNWRITTEN = "not written"
    UNKNOWN = "nobody knows"
    ELSEWHERE = "kept elsewhere"
    BROKEN = "could not be read"


_WHY = {Why.UNKNOWN: Silence.UNKNOWN, Why.WITHHELD: Silence.ELSEWHERE, Why.BROKEN: Silence.BROKEN}


def silence(model: Model, ref: str, field: str) -> Silence:
    """Tell why an entity does not say a field, by what is written about its absence or about what stands around it."""
    entity = model.entities.get(ref)
    for one in entity.absences.values() if entity else ():
        if field in (one.field, one.path) or field.startswith(f"{one.path}."):
            return _WHY.get(one.why, Silence.UNWRITTEN)
    return Silence.UNWRITTEN
