"""A CODEOWNERS file: who is asked about each file of a model."""

import re
from collections.abc import Iterator

from opmodel.changes.owning import OwnedFile, OwnedFiles
from opmodel.reports import shown, wrapped

_ODD = re.compile(r"[^\w./@+~,=% -]+")
"""What a pattern would take for something else, or what is no text: any characters match it."""
_WIDTH = 100
_HEAD = (
    "Written by `opmodel codeowners`: who answers for what stands in each file of the model. GitHub asks all of a line "
    "and is content with one of them: CODEOWNERS cannot require two sides. `opmodel review` works out for each "
    "change who must approve it."
)


def codeowners(owned: OwnedFiles, folder: str) -> str:
    """Write the file; names of files are those from the top of the repository, `folder` is that of the model."""
    return "".join(f"{line}\n" for line in _lines(owned, folder))


def _lines(owned: OwnedFiles, folder: str) -> Iterator[str]:
    yield from _comment(_HEAD)
    unreached = sorted({name for one in owned.files for name in one.unreached})
    if unreached:
        yield from _comment(
            "Roles without a `contact` that GitHub knows (`github` or `email`); who leads them is asked in their place:"
        )
        yield from (f"#   {shown(name)}" for name in unreached)
    yield ""
    if owned.default:
        yield f"{_pattern(folder)}/ {owned.default}" if folder else f"* {owned.default}"
    for one in sorted((one for one in owned.files if one.handles), key=_order):
        yield f"{_pattern(one.file)} {' '.join(one.handles)}"


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in wrapped(text, _WIDTH))


def _order(one: OwnedFile) -> tuple[bool, str]:
    """Sort key: the last line that matches counts, so patterns that match more than one file come first."""
    return not _ODD.search(one.file), one.file


def _pattern(file: str) -> str:
    """Write a path as a pattern that starts at the top; blanks are escaped, and what has a meaning matches itself."""
    return f"/{_ODD.sub('*', file)}".replace(" ", "\\ ")
