"""A page about one entity: chapters of lines, each with its place in the files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said: a label, the words and where it is written; `depth` counts the lines it belongs to."""

    label: str
    text: str
    file: str
    line: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """Lines about one side of an entity."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about one entity: what people call it, how reports write it, what its section holds, and chapters."""

    label: str
    entity: str
    sentence: str
    file: str
    line: int
    chapters: tuple[Chapter, ...]
