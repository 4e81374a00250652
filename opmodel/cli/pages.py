"""Pages of the documentation on a terminal: the Markdown they are written in, wrapped and calm."""

import re
from collections.abc import Iterator

from opmodel.reports import Paint, grid, shown, wrapped

_ITEM = re.compile(r"(?P<mark>\s*(?:[-*]|\d+\.)\s+)(?P<text>.*)")
_INDENT = "  "


def rendered(page: str, width: int, paint: Paint) -> str:
    """Write a page: headings stand out to the left, paragraphs, tables and examples are set in and fit the terminal."""
    lines: list[str] = []
    block: list[str] = []
    fenced = False
    for line in [*page.splitlines(), ""]:
        fence, heading = line.startswith("```"), not fenced and line.startswith("#")
        if not (fence or heading or fenced) and line.strip():
            block.append(line)
            continue
        lines += (f"{_INDENT}{text}".rstrip() for text in _block(block, width - len(_INDENT), paint))
        block = []
        fenced = fenced != fence
        if heading:
            lines.append(paint.strong(shown(line.lstrip("# "))))
        elif not fence:
            lines.append(f"{_INDENT * 2}{paint.example(_without_marker(line))}" if line.strip() else "")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _without_marker(line: str) -> str:
    from opmodel.engine import without_marks

    return shown(without_marks(line))


def _block(block: list[str], width: int, paint: Paint) -> Iterator[str]:
    if block and block[0].lstrip().startswith("|"):
        yield from _table(block, width, paint)
        return
    paragraph: list[str] = []
    for line in block:
        if _ITEM.match(line) and paragraph:
            yield from _paragraph(paragraph, width)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield from _paragraph(paragraph, width)


def _paragraph(lines: list[str], width: int) -> Iterator[str]:
    item = _ITEM.match(lines[0])
    mark = item["mark"] if item else ""
    first_line = item["text"] if item else lines[0]
    text = _plain(" ".join([first_line.strip(), *(line.strip() for line in lines[1:])]))
    first, *more = wrapped(shown(text), width - len(mark))
    yield mark + first
    yield from (" " * len(mark) + line for line in more)


def _table(block: list[str], width: int, paint: Paint) -> Iterator[str]:
    rows = [_cells(line) for line in block if not re.fullmatch(r"[\s|:-]+", line)]
    most = max(map(len, rows), default=0)
    yield from grid([(*row, *[""] * (most - len(row))) for row in rows], width, paint) if rows else ()


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(shown(_plain(cell.strip().replace("\\|", "|"))) for cell in re.split(r"(?<!\\)\|", inner))


def _plain(text: str) -> str:
    """Take away marks that only a browser shows: bold, and the address of a link that stays in the page."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", re.sub(r"\*\*([^*]+)\*\*", r"\1", text))
