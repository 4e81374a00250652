"""Models of any size in the language: business lines of 82 sound entities, one file each."""

from pathlib import Path
from string import Template

from tests.gitted import Repo

LINE = 82
"""Entities of one business line."""

_LINE = Template((Path(__file__).parent / "line.yaml").read_text(encoding="utf-8"))
_MANIFEST = "opmodel: 1\nmodel: {name: Generated, currency: EUR}\n"
_VARIANTS = """\
dimensions:
  segment: {values: {small: {}, large: {}}}
  region: {values: {emea: {}, americas: {}}}
variants:
  small: {scope: {segment: small}, patch: {stages: {working_1: {stall: {after: 12d}}}}}
  emea: {scope: {region: emea}, patch: {stages: {working_2: {stall: {after: 12d}}}}}
"""


def line(number: int) -> str:
    """Return the text of one business line."""
    return _LINE.substitute(n=number, threshold=1000 + number, score=20 + number % 60)


def write(folder: Path, entities: int) -> int:
    """Write a model of at least as many entities, in whole business lines; return how many it has."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "opmodel.yaml").write_text(_MANIFEST, encoding="utf-8")
    lines = -(-entities // LINE)
    for number in range(1, lines + 1):
        (folder / f"line_{number:05}.yaml").write_text(line(number), encoding="utf-8")
    return lines * LINE


def write_request(folder: Path, entities: int) -> None:
    """Write a model that is committed, and change one definition in one of its files."""
    write(folder, entities)
    Repo(folder).commit()
    changed = folder / "line_00001.yaml"
    text = changed.read_text(encoding="utf-8")
    assert "test: score >= 21" in text
    changed.write_text(text.replace("test: score >= 21", "test: score >= 77"), encoding="utf-8")


def write_variants(folder: Path) -> None:
    """Let two variants that cross each other change the model in a folder: three sets beside the model itself."""
    (folder / "variants.yaml").write_text(_VARIANTS, encoding="utf-8")
