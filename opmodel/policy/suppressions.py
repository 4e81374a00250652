"""What a model itself lets pass: comments beside its text, and its section `waivers`."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
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
    begins: dict[str, dict[int, list[str]]] = {}
    for ref, entity in model.entities.items():
        span = entity.head.span
        begins.setdefault(span.file, {}).setdefault(span.line, []).append(ref)
    files = {name: _Lines(Text(name, model.texts[name]), begins.get(name, {})) for name in _named(model.remarks)}
    for remark in model.remarks:
        yield checked(_comment(remark, files[remark.file]), limits, on)


def _named(remarks: Iterable[Comment]) -> Iterable[str]:
    return dict.fromkeys(one.file for one in remarks)


class _Lines:
    """The lines of one file: what stands on them, which entities begin there, and which they belong to."""

    def __init__(self, text: Text, heads: Mapping[int, list[str]]) -> None:
        self.heads = heads
        self._text, self._begins = text, sorted(heads)
        count = text.position(len(text.string))[0]
        self._below = list(range(count + 1))
        """The first line from each on that is neither blank nor a comment; the line itself where there is none."""
        for number in range(count - 1, 0, -1):
            if self[number][:1] in ("", "#"):
                self._below[number] = self._below[number + 1]

    def __getitem__(self, number: int) -> str:
        return self._text.line(number).strip()

    def after(self, number: int) -> int:
        """Return the line that a comment on a line of its own is about."""
        return self._below[min(number + 1, len(self._below) - 1)]

    def entity(self, number: int) -> str:
        """Return the entity that a line belongs to: the last that begins there or above."""
        at = bisect_right(self._begins, number)
        return self.heads[self._begins[at - 1]][-1] if at else ""


def _comment(remark: Comment, lines: _Lines) -> Suppression:
    read = _COMMENT.fullmatch(remark.text)
    assert read is not None
    line = lines.after(remark.line) if remark.own_line else remark.line
    entity, own = lines.entity(line), lines.heads.get(line, ())
    keys: tuple[Key, ...] = ((remark.file, line), *(("entity", ref) for ref in own))
    options, _, reason = read["rest"].partition("--")
    values = dict(word.partition("=")[::2] for word in options.split())
    names = tuple(name for part in (read["rules"] or "").split(",") if (name := part.strip()))
    until = as_day(values.get("until", ""))
    wrong = ""
    if read["verb"] != "ignore" or values.keys() - {"until", "by"} or (until is None and values.get("until")):
        wrong = f"'{remark.text[1:70].strip()}' is not understood"
    elif not names:
        wrong = "it names no rule"
    anchor = " ".join(own) or f"{entity} {lines[line].removesuffix(remark.text).strip()}"
    by = values.get("by", "")
    return Suppression(Kind.COMMENT, remark.span, keys, anchor, names, reason.strip(), by, until, wrong, _FORM, entity)


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
