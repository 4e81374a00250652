"""Whether a scope that somebody asks for means something in a model."""

from collections.abc import Iterable, Mapping

from opmodel.errors import UsageError
from opmodel.model.model import Model
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.variants import Variant
from opmodel.model.variants.cases import case_of
from opmodel.wording import did_you_mean

_NAMED = 8


def fitting(models: Iterable[Model], scope: Mapping[str, str]) -> None:
    """Make sure that some model knows each dimension of a scope and its value, and each variant.

    Raises:
        UsageError: none does, or no record has all of it.
    """
    known: dict[str, set[str]] = {}
    variants: set[str] = set()
    for model in models:
        variants.update(one.id for one in model.of(Variant))
        for dimension in model.of(Dimension):
            known.setdefault(dimension.id, set()).update(value.id for value in dimension.values)
        records = case_of(scope, model.of(Variant), None).cells[0]
        empty = next((name for name, values in records.items() if not values), "")
        if empty:
            raise UsageError(f"no record is in all of '{_written(scope)}': its parts name different values of {empty}")
    for name, value in scope.items():
        if value:
            _known("dimension", name, known)
            _known(f"value of {name}", value, known[name])
        elif name not in variants:
            _no_variant(name, variants, known)


def _no_variant(name: str, variants: set[str], known: Mapping[str, Iterable[str]]) -> None:
    home = next((dimension for dimension, values in sorted(known.items()) if name in values), "")
    if home:
        raise UsageError(f"'{name}' is a value of {home}; write {home}={name}")
    if name in known:
        raise UsageError(f"'{name}' is a dimension; write {name}={min(known[name], default='VALUE')}")
    if not variants:
        raise UsageError(f"'{name}' is no scope; write it like segment=ent")
    _known("variant", name, variants)


def _known(what: str, word: str, choices: Iterable[str]) -> None:
    names = sorted(choices)
    if word not in names:
        hint = did_you_mean(word, names) or (
            f"there are {', '.join(names[:_NAMED])}" if names else "the model has none"
        )
        raise UsageError(f"there is no {what} '{word}'; {hint}")


def _written(scope: Mapping[str, str]) -> str:
    return ",".join(f"{name}={value}" if value else name for name, value in scope.items())
