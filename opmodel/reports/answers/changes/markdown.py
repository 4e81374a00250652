"""Changes for a page or a pull request; nothing of a model is markup there."""

from collections.abc import Iterable, Iterator

from opmodel.changes import Change, Changes, Weight
from opmodel.reports import Options
from opmodel.reports._markdown import code, inert
from opmodel.reports.answers.changes import _words as words
from opmodel.reports.markdown import MOST


def markdown(changes: Changes, options: Options) -> str:  # noqa: ARG001 - all formats are called alike
    """Write changes by audience and weight; what is too much for a comment is cut, and that is said."""
    kept: list[str] = []
    size = 0
    for line in _lines(changes):
        size += len(line) + 1
        if size > MOST - 200:
            kept += ["", "There is more than a comment holds; `opmodel diff` prints all of it."]
            break
        kept.append(line)
    return "".join(f"{line}\n" for line in kept)


def _lines(changes: Changes) -> Iterator[str]:
    yield f"# {inert(words.summary(changes))}"
    yield ""
    yield f"From {code(changes.before)} to {code(changes.after)}."
    if changes.unread:
        yield ""
        yield f"Not compared, because it could not be read: {', '.join(map(code, changes.unread))}"
    if not changes.found:
        return
    yield from ("", "## Who must approve", "", "| who | which | as |", "|---|---|---|")
    for who, which, why in words.asked(changes):
        yield f"| {inert(who)} | {inert(which)} | {inert(why)} |"
    for function in changes.audiences:
        yield from ("", f"## {inert(words.heading(changes, function))}", "")
        who = words.must_approve(changes, function)
        yield f"{inert(who[:1].upper() + who[1:])}."
        yield from _own(changes, changes.of(function))
    if orphans := words.orphans(changes):
        yield from ("", f"## {words.EVERYBODY}")
        yield from _own(changes, orphans)
    yield from ("", "## Where, how far and who", "")
    for number, one in enumerate(changes.found, 1):
        yield f"{number}. {_detail(one)}"


def _own(changes: Changes, own: Iterable[Change]) -> Iterator[str]:
    numbers = {id(one): at for at, one in enumerate(changes.found, 1)}
    for weight in Weight:
        found = [one for one in own if one.weight is weight]
        if found:
            yield from ("", f"**{str(weight).capitalize()}**", "")
        for one in found:
            note = f" *{inert(one.note)}*" if one.note else ""
            yield f"- {numbers[id(one)]}: {inert(one.told.removesuffix('.'))}.{note}"


def _detail(change: Change) -> str:
    parts = [f"{code(change.kind)} {code(change.fingerprint)}"]
    parts += [code(words.places(change))] if words.places(change) else []
    parts += [f"reaches {inert(words.reached(change))}"] if words.reached(change) else []
    parts += [f"approves: {inert(words.approving(change))}"] if words.approving(change) else []
    return "; ".join(parts)
