"""Everything about one entity: a page for a terminal, for a handbook in Markdown, and for programs."""

from collections.abc import Iterator
from os.path import commonpath
from pathlib import PurePosixPath

from opmodel.handbook import FINDINGS, Chapter, Line, Page
from opmodel.reports import Options, Paint, aligned, columns, shown, wrapped
from opmodel.reports._markdown import code, inert
from opmodel.reports.json import Value, written

_INDENT = "  "
_BLANK = "\u00a0"
"""Stands for a blank at the start of a cell, which wrapping would take away."""
_NOTHING = "No finding is about it."


def text(page: Page, options: Options) -> str:
    """Write the page for a terminal: what is said, and at the end of each line where."""
    paint = Paint(options.color)
    head = shown(f"{page.label} ({page.entity})")
    lines = [*map(paint.strong, wrapped(head, options.width)), paint.quiet("-" * min(columns(head), options.width))]
    lines += wrapped(shown(page.sentence), options.width)
    home = _home(page)
    more = f" (the places below are in {home})" if home else ""
    lines += [paint.quiet(shown(f"{page.file}:{page.line}{more}"))]
    rows = [_row(line, home) for chapter in page.chapters for line in chapter.lines]
    cells = aligned(rows, options.width - len(_INDENT))
    for chapter in page.chapters:
        lines += ["", paint.strong(shown(chapter.title))]
        for line in chapter.lines:
            lines += (_INDENT + each for each in _painted(line, chapter, next(cells), paint))
    lines += [] if _has_findings(page) else ["", _NOTHING]
    return "".join(f"{line}\n" for line in lines)


def markdown(page: Page, _: Options) -> str:
    """Write the page for a handbook."""
    lines = [f"# {inert(page.label)}", "", f"{code(page.entity)}, {code(f'{page.file}:{page.line}')}", ""]
    lines += [inert(page.sentence)]
    for chapter in page.chapters:
        lines += ["", f"## {inert(chapter.title.capitalize())}", "", *map(_item, chapter.lines)]
    lines += [] if _has_findings(page) else ["", _NOTHING]
    return "".join(f"{line}\n" for line in lines)


def json(page: Page, _: Options) -> str:
    """Write the page for programs."""
    found: Value = {
        "entity": page.entity,
        "label": page.label,
        "sentence": page.sentence,
        "file": page.file,
        "line": page.line,
        "chapters": [
            {
                "title": chapter.title,
                "lines": [
                    {"depth": one.depth, "label": one.label, "text": one.text, "file": one.file, "line": one.line}
                    for one in chapter.lines
                ],
            }
            for chapter in page.chapters
        ],
    }
    return written(found)


def _home(page: Page) -> str:
    """Return the folder that holds all the files of a page, which then need not be told in every line."""
    files = {page.file, *(line.file for chapter in page.chapters for line in chapter.lines)}
    folder = commonpath([PurePosixPath(file).parent for file in files])
    return f"{folder}/" if folder else ""


def _row(line: Line, home: str) -> tuple[str, str, str]:
    place = f"{line.file.removeprefix(home)}:{line.line}"
    return (_BLANK * 2 * line.depth + shown(line.label), shown(line.text), shown(place))


def _painted(line: Line, chapter: Chapter, cells: list[str], paint: Paint) -> Iterator[str]:
    """Yield the lines of a row; a finding stands in the colour of its severity."""
    for cell in cells:
        seen = cell.replace(_BLANK, " ")
        yield paint.level(line.label.partition(" ")[0], seen) if chapter.title == FINDINGS else seen


def _item(line: Line) -> str:
    label = f"**{inert(line.label)}**" if line.label else ""
    said = ": ".join(part for part in (label, inert(line.text)) if part)
    return f"{_INDENT * line.depth}- {said} ({code(f'{line.file}:{line.line}')})"


def _has_findings(page: Page) -> bool:
    return any(chapter.title == FINDINGS for chapter in page.chapters)
