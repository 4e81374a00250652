"""Nothing that is written is lost on the way through schema and reader to the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from opmodel.model import Model
from opmodel.source import Node, Scalar, Sequence
from opmodel.wording import bare
from tests.handbook.pages import pages, whole
from tests.models.folders import LUMEN, NORTHWIND

ABSENCES = ("unknown", "withheld", "none")


def written(node: Node, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every scalar below a node, ids of entries among them, with the key it stands at."""
    if isinstance(node, Scalar):
        yield key, node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from written(item, key)
    else:
        for name, below in node.entries():
            yield from written(below, name.text)


def forms(key: str, text: str, model: Model) -> Iterator[str]:
    """Yield how a scalar may read on a page: as it is, by what people call it, in words."""
    yield " ".join(text.split())
    yield text.replace("_", " ")
    id_, _, anchor = text.partition("#")
    yield from (
        f"{one.label} {'#' * bool(anchor)}{anchor}".strip() for one in model.entities.values() if one.id == bare(id_)
    )
    yield from {"true": ("yes", key.replace("_", " ")), "false": ("no", "not")}.get(text, ())


@pytest.mark.parametrize("folder", [LUMEN, NORTHWIND], ids=lambda folder: folder.name)
def test_every_scalar_is_on_the_page(folder: Path) -> None:
    """Each value of each entity can be read on its page."""
    model, found = pages(folder)
    lost = []
    for ref, entity in model.entities.items():
        text = whole(found[ref])
        lost += [
            f"{ref}: {key} {value}"
            for key, value in written(entity.node)
            if not any(form in text for form in forms(key, value, model))
        ]
    assert lost == []


@pytest.mark.parametrize("folder", [LUMEN, NORTHWIND], ids=lambda folder: folder.name)
def test_every_reference_is_on_the_page_of_what_it_names(folder: Path) -> None:
    """Whatever names an entity is told on its page."""
    model, found = pages(folder)
    lost = [
        f"{link.source} {link.edge} {link.target}"
        for link in model.links
        if link.source != link.target and model.entities[link.source].label not in whole(found[link.target])
    ]
    assert lost == []


@pytest.mark.parametrize("folder", [LUMEN, NORTHWIND], ids=lambda folder: folder.name)
def test_every_line_has_its_place(folder: Path) -> None:
    """A line can be found in the files."""
    model, found = pages(folder)
    for one in found.values():
        for chapter in one.chapters:
            for line in chapter.lines:
                assert line.file in model.texts
                assert 1 <= line.line <= model.texts[line.file].count("\n") + 1


@pytest.mark.parametrize("folder", [LUMEN, NORTHWIND], ids=lambda folder: folder.name)
def test_no_line_is_python(folder: Path) -> None:
    """No value shows how the program holds it."""
    _, found = pages(folder)
    for one in found.values():
        assert not any(word in whole(one) for word in ("None", "Duration(", "frozenset", "()", "object at 0x"))
