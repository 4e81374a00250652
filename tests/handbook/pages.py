"""Pages of models, as plain text."""

from functools import cache
from pathlib import Path

from opmodel.graph import Graph
from opmodel.handbook import Page, page_of
from opmodel.model import Model
from tests.models.folders import DAY, model_of, texts


def page(text: str, ref: str) -> Page:
    """Return the page of an entity of a model that is one text."""
    model = model_of({"opmodel.yaml": "opmodel: 1\n", "a.yaml": text}).resolve(DAY)
    return page_of(model.entities[ref], Graph(model), ())


def told(found: Page) -> dict[str, list[str]]:
    """Return the lines of each chapter: `label: text`."""
    return {
        chapter.title: [f"{one.label}: {one.text}".strip(": ") for one in chapter.lines] for chapter in found.chapters
    }


def whole(found: Page) -> str:
    """Return all words of a page."""
    return "\n".join((found.label, *(line for lines in told(found).values() for line in lines)))


@cache
def graph_of(folder: Path) -> Graph:
    """Return the graph of a model of the repository."""
    return Graph(model_of(texts(folder)).resolve(DAY))


def pages(folder: Path) -> tuple[Model, dict[str, Page]]:
    """Return a model of the repository and the pages of all its entities."""
    graph = graph_of(folder)
    return graph.model, {ref: page_of(entity, graph, ()) for ref, entity in graph.model.entities.items()}
