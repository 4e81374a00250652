"""Changes for people at a terminal: who must approve, what changes for whom, and the details at the end."""

from collections.abc import Iterable, Iterator

from opmodel.changes import Change, Changes, Weight
from opmodel.reports import Options, Paint, aligned, shown, wrapped
from opmodel.reports.answers.changes import _words as words

_COLOURS = {Weight.BREAKING: "error", Weight.RISKY: "warning"}


def text(changes: Changes, options: Options) -> str:
    """Write changes by audience and weight."""
    return "".join(f"{line}\n" for line in _lines(changes, options))


def _lines(changes: Changes, options: Options) -> Iterator[str]:
    paint = Paint(options.color)
    for line in wrapped(shown(f"{changes.before} -> {changes.after}: {words.summary(changes)}"), options.width):
        yield paint.strong(line)
    if changes.unread:
        yield ""
        yield from wrapped(
            shown(f"Not compared, because it could not be read: {', '.join(changes.unread)}"), options.width
        )
    if not changes.found:
        return
    yield ""
    yield paint.strong("Who must approve")
    rows = [tuple(map(shown, row)) for row in words.asked(changes)]
    for lines in aligned(rows, options.width - 2):
        yield from (f"  {line}" for line in lines)
    for function in changes.audiences:
        yield ""
        yield from map(paint.strong, wrapped(shown(words.heading(changes, function)), options.width))
        yield from _indented(words.must_approve(changes, function), 2, options)
        yield from _own(changes, changes.of(function), options)
    if orphans := words.orphans(changes):
        yield ""
        yield paint.strong(words.EVERYBODY)
        yield from _own(changes, orphans, options)
    yield from _details(changes, options)


def _own(changes: Changes, own: Iterable[Change], options: Options) -> Iterator[str]:
    paint, numbers = Paint(options.color), {id(one): at for at, one in enumerate(changes.found, 1)}
    for weight in Weight:
        found = [one for one in own if one.weight is weight]
        if found:
            yield f"  {paint.level(_COLOURS.get(weight, ''), str(weight))}"
        for one in found:
            yield from _numbered(numbers[id(one)], one.told, options)
            yield from _indented(one.note, 8, options) if one.note else ()


def _details(changes: Changes, options: Options) -> Iterator[str]:
    """Yield, once for each change, where it stands, what it reaches and who must approve it."""
    paint = Paint(options.color)
    yield ""
    yield paint.strong("Where, how far and who")
    for number, one in enumerate(changes.found, 1):
        said = (("reaches", words.reached(one)), ("approves", words.approving(one)))
        yield from _numbered(number, f"{one.kind}, {one.fingerprint}, {words.places(one)}", options)
        for label, value in said:
            yield from _indented(f"{label} {value}", 8, options) if value else ()
    if found := tuple(words.contacts(changes)):
        yield ""
        yield paint.strong("How to reach them")
        for lines in aligned([tuple(map(shown, row)) for row in found], options.width - 2):
            yield from (f"  {line}" for line in lines)


def _numbered(number: int, value: str, options: Options) -> Iterator[str]:
    for at, line in enumerate(wrapped(shown(value), options.width - 8)):
        yield f"   {number:>3}  {line}" if at == 0 else f"{' ' * 8}{line}"


def _indented(value: str, blanks: int, options: Options) -> Iterator[str]:
    return (f"{' ' * blanks}{line}" for line in wrapped(shown(value), options.width - blanks))
