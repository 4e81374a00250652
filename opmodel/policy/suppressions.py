"""What a model itself lets pass: comments beside its text, and its section `waivers`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from opmodel.engine import Kind, Limits, Suppression
from opmodel.engine.passing.suppression import Key
from opmodel.model import Model, is_draft, named
from opmodel.model.sections.waivers import Waiver
from opmodel.source import Comment, Text
from opmodel.wording import did_you_mean, listed

_COMMENT = re.compile(r"#[ \t]*opmodel:\s*(?P<verb>[\w-]*)\s*(?:\[(?P<rules>[^\]]*)\])?(?P<rest>.*)", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FORM = "write `# opmodel: ignore[rule] until=2027-03-31 by=role -- why`"


def suppressions(model: Model, limits: Limits, on: date) -> tuple[Suppression, ...]:
    """Return what a model lets pass, valid or not, in the order of its files."""
    found = [*_comments(model, limits, on), *_waivers(model, limits, on)]
    return tuple(sorted(found, key=lambda one: one.span))


def _comments(model: Model, limits: Limits, on: date) -> Iterator[Suppression]:
    if not model.remarks:
        return
    heads: dict[tuple[str, int], list[str]] = {}
    for ref, entity in model.entities.items():
        heads.setdefault((entity.head.span.file, entity.head.span.line), []).append(ref)
    for remark in model.remarks:
        yield _comment(remark, model, heads, limits, on)


def _comment(
    remark: Comment, model: Model, heads: dict[tuple[str, int], list[str]], limits: Limits, on: date
) -> Suppression:
    read = _COMMENT.fullmatch(remark.text)
    assert read is not None
    text = Text(remark.file, model.texts[remark.file])
    line = _next(text, remark.line) if remark.own_line else remark.line
    place = (remark.file, line)
    keys: tuple[Key, ...] = (place, *(("entity", ref) for ref in heads.get(place, ())))
    options, _, reason = read["rest"].partition("--")
    values = dict(word.partition("=")[::2] for word in options.split())
    names = tuple(name for part in (read["rules"] or "").split(",") if (name := part.strip()))
    until = as_day(values.get("until", ""))
    wrong = ""
    if read["verb"] != "ignore" or values.keys() - {"until", "by"} or (until is None and values.get("until")):
        wrong = f"'{remark.text[1:70].strip()}' is not understood"
    elif not names:
        wrong = "it names no rule"
    anchor = text.line(line).removesuffix(remark.text).strip()
    by = values.get("by", "")
    made = Suppression(Kind.COMMENT, remark.span, keys, anchor, names, reason.strip(), by, until, wrong, _FORM)
    return checked(made, limits, on)


def _next(text: Text, after: int) -> int:
    """Return the line that follows a comment on a line of its own, blank lines and other comments left out."""
    last = text.position(len(text.string))[0]
    written = (
        number for number in range(after + 1, last + 1) if (line := text.line(number).strip()) and line[0] != "#"
    )
    return next(written, after)


def _waivers(model: Model, limits: Limits, on: date) -> Iterator[Suppression]:
    for one in model.of(Waiver):
        if is_draft(one):
            continue
        wrong, help_ = _target(one, model)
        yield checked(
            Suppression(
                Kind.WAIVER,
                model.span(one.where()),
                (("entity", one.target),),
                one.target,
                (one.rule,),
                one.reason,
                one.approved_by,
                one.until,
                wrong,
                help_,
                one.ref,
            ),
            limits,
            on,
        )


def _target(waiver: Waiver, model: Model) -> tuple[str, str]:
    """Say why a waiver is about nothing, and the way out."""
    if waiver.target in model.entities or waiver.target in model.broken or model.unread:
        return "", ""
    return f"there is no {named(waiver.target)}", did_you_mean(waiver.target, model.entities) or "take it out"


def checked(one: Suppression, limits: Limits, on: date) -> Suppression:
    """Return a suppression that says why it lets nothing pass, where it lacks what it must say."""
    if one.wrong:
        return one
    lacks = [
        *(["why"] if limits.require_reason and not one.reason else ()),
        *(["until when"] if limits.require_until and one.until is None else ()),
        *(["by whom"] if not one.by else ()),
    ]
    if lacks:
        return replace(one, wrong=f"it does not say {listed(lacks)}", help=one.help or "say so")
    if one.until is not None and (one.until - on).days > limits.max_days:
        wrong = f"it reaches until {one.until}, which is more than {limits.max_days} days ahead"
        return replace(one, wrong=wrong, help=f"end it within {limits.max_days} days and look again then")
    return one


def as_day(text: str) -> date | None:
    """Return the day a text names, as in 2027-03-31."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
