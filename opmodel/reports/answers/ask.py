"""The one answer to a question, or why there is none."""

from collections.abc import Iterator

from opmodel.diagnosis import Answer, Place, Reason
from opmodel.finding import Span
from opmodel.reports import Options, Paint, aligned, shown, wrapped
from opmodel.reports.json import Value, written
from opmodel.wording import counted


def text(answer: Answer, options: Options) -> str:
    """Write an answer for people at a terminal."""
    return "".join(f"{line}\n" for line in _lines(answer, options))


def json(answer: Answer, _: Options) -> str:
    """Write an answer for programs."""
    value: dict[str, Value] = {
        "asked": answer.asked,
        "entity": answer.question,
        "single": answer.is_single,
        "answer": " ".join(answer.sentences) if answer.is_single else None,
        "rests_on": [_place_value(one) for one in answer.places],
        "reasons": [_reason_value(one) for one in answer.reasons],
        "not_checked": list(answer.unchecked),
    }
    return written(value)


def _lines(answer: Answer, options: Options) -> Iterator[str]:
    paint = Paint(options.color)
    yield from (paint.strong(line) for line in wrapped(shown(answer.asked), options.width))
    yield ""
    if answer.is_single:
        yield from wrapped(shown(" ".join(answer.sentences)), options.width)
    else:
        yield from wrapped(f"There is no single answer, for {_count(answer)}:", options.width)
        for number, reason in enumerate(answer.reasons, 1):
            yield ""
            yield from _reason(number, reason, options)
    if answer.places:
        yield ""
        for lines in aligned([(one.what, one.entity, _at(one.span)) for one in answer.places], options.width - 2):
            yield from (f"  {line}" for line in lines)
    for sentence in answer.unchecked:
        yield ""
        yield from wrapped(shown(f"Not checked: {sentence}."), options.width)


def _count(answer: Answer) -> str:
    """Say how many reasons there are, and how many of them are only that the model is silent."""
    unsaid, count = sum(one.unsaid for one in answer.reasons), len(answer.reasons)
    if not unsaid:
        return counted(count, "reason")
    which = "" if count == 1 else "all of them " if unsaid == count else f"{unsaid} of them "
    return f"{counted(count, 'reason')} ({which}only because something is not written here; the company may know)"


def _reason(number: int, reason: Reason, options: Options) -> Iterator[str]:
    paint = Paint(options.color)
    yield paint.strong(f"{number}. {reason.kind}{' (not written)' if reason.unsaid else ''}")
    for line in wrapped(shown(reason.text), options.width - 3):
        yield f"   {line}"
    if reason.help:
        for line in wrapped(shown(f"way out: {reason.help}"), options.width - 3):
            yield f"   {line}"
    ask = f", talk to {shown(reason.ask)}" if reason.ask else ""
    yield f"   {_at(reason.span)}{ask}"


def _at(span: Span) -> str:
    return shown(f"{span.file}:{span.line}")


def _place_value(place: Place) -> Value:
    return {"what": place.what, "entity": place.entity, "file": place.span.file, "line": place.span.line}


def _reason_value(reason: Reason) -> Value:
    return {
        "kind": reason.kind,
        "message": reason.text,
        "rule": reason.rule or None,
        "file": reason.span.file,
        "line": reason.span.line,
        "ask": reason.ask,
        "help": reason.help,
        "unsaid": reason.unsaid,
    }
