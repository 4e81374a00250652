"""Slips below the level of words: `25k`, curly quotes, `&&`, a currency sign."""

import re
from collections.abc import Callable

from opmodel.expressions.tree import NOT_UNDERSTOOD, Mistake

_TIMES = {"k": 1_000, "tsd": 1_000, "m": 1_000_000, "mio": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_DAYS = {
    **dict.fromkeys(("d", "day", "days"), 1),
    **dict.fromkeys(("w", "wk", "week", "weeks"), 7),
    **dict.fromkeys(("mo", "month", "months"), 30),
    **dict.fromkeys(("q", "quarter", "quarters"), 90),
    **dict.fromkeys(("y", "yr", "year", "years"), 365),
}
_HOURS = frozenset(("h", "bh", "bd", "min", "hour", "hours", "minute", "minutes"))


def not_sql(text: str, position: int) -> Mistake:
    """Say what stands at the first place that is no token."""
    while text[position] in " \t\r\n":
        position += 1
    for pattern, explain in _SLIPS:
        if match := pattern.match(text, position):
            message, way_out = explain(match)
            return Mistake(NOT_UNDERSTOOD, match.start(), match.end(), message, way_out)
    character = text[position]
    shown = character if character.isprintable() else f"the character U+{ord(character):04X}"
    return Mistake(NOT_UNDERSTOOD, position, position + 1, f"{shown!r} has no meaning in a condition", "leave it out")


def measured(amount: str, unit: str, shown: str) -> tuple[str, str] | None:
    """Explain a number with a unit (`25k`, `90 days`), or None if the word is no unit."""
    word = unit.lower()
    if word in _TIMES:
        return f"'{shown}' is not a number in SQL", f"write {_scaled(amount, _TIMES[word])}"
    if word in _DAYS:
        return f"'{shown}' is a duration, and dates count in days here", (
            f"write {_scaled(amount, _DAYS[word])}, as in close_date < current_date + {_scaled(amount, _DAYS[word])}"
        )
    if word in _HOURS:
        return f"'{shown}' is a duration, and dates count in whole days here", (
            "compare days, or put working time into an sla"
        )
    return None


def _scaled(amount: str, factor: int) -> str:
    if len(amount) > 15:
        return "the number of days" if factor <= 365 else "the number with all its digits"
    value = float(amount) * factor
    return f"{value:.0f}" if value == int(value) else f"{value:g}"


def _unit(match: re.Match[str]) -> tuple[str, str]:
    amount, unit = match["amount"], match["unit"]
    return measured(amount, unit, match.group()) or (
        f"'{amount}{unit}' is neither a number nor a name",
        "put texts in single quotes",
    )


def _double_quoted(match: re.Match[str]) -> tuple[str, str]:
    inside = match["inside"]
    return f'"{inside}" is in double quotes, which SQL keeps for names', f"write {_quoted(inside)}"


def _curly(match: re.Match[str]) -> tuple[str, str]:
    inside = match["inside"].strip()
    return "a curly quote stands here, SQL knows only the straight one", f"write {_quoted(inside or 'text')}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _money(match: re.Match[str]) -> tuple[str, str]:
    digits = re.sub(r"[^0-9.]", "", match.group().replace(",", ""))
    return f"'{match.group().strip()}' carries a currency sign", f"write {digits}, money is in the model's currency"


def _says(message: str, way_out: str) -> Callable[[re.Match[str]], tuple[str, str]]:
    return lambda match: (message.format(match.group()), way_out.format(match.group()))


_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str]]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), explain)
    for pattern, explain in (
        (r"[$€£]\s*[0-9][0-9.,]*", _money),
        (r"[0-9][0-9.,]*\s*[$€£]", _money),
        (
            r"[0-9]+(?:\.[0-9]+)?%",
            _says("'{0}' carries a percent sign", "write the number alone: percentages are 0 to 100"),
        ),
        (r"(?P<amount>[0-9]+(?:\.[0-9]+)?)(?P<unit>[A-Za-z]+)(?!\w)", _unit),
        (
            r"[0-9]+(?:\.[0-9]*){2,}",
            _says("'{0}' is not a number", "write digits with one decimal point, texts in quotes"),
        ),
        (r"[0-9]+\.", _says("'{0}' ends after the decimal point", "write {0}0")),
        (r"\.[0-9]+", _says("'{0}' starts with the decimal point", "write 0{0}")),
        (r"[0-9]\w*", _says("'{0}' is neither a number nor a name", "put texts in single quotes")),
        (r'"(?P<inside>[^"]*)"', _double_quoted),
        (r'"', _says("a double quote stands here, and SQL puts texts in single ones", "write 'text'")),
        (r"[“„”«»‘’‚](?P<inside>[^“„”«»‘’‚'\"]*)[“„”«»‘’‚]?", _curly),
        (
            r"'(?:[^']|'')*'\w",
            _says("a text ends in the middle of a word", "write a quote inside a text twice: 'don''t know'"),
        ),
        (r"'.*", _says("the text that starts here has no closing quote", "close it with a single quote")),
        (r"`[^`]*`?", _says("{0} is in backticks", "write the name as it is")),
        (r"\[[^\]]*\]?", _says("'{0}' is in square brackets", "write names as they are and lists in parentheses")),
        (
            r"\{+[^}]*\}*",
            _says("'{0}' is a template, and nothing fills templates in here", "write the column or the value"),
        ),
        (r";", _says("a semicolon stands here, but a condition is one expression", "leave it and what follows out")),
        (r"--|/\*|#|//", _says("'{0}' starts a comment, and a condition has none", "put the comment behind a YAML #")),
        (r"&&?", _says("'{0}' is not SQL", "write and")),
        (r"\|\|?", _says("'{0}' is not SQL for or", "write or")),
        (r"===?|<=>", _says("'{0}' is not SQL", "write =")),
        (r"=>|≥|⩾", _says("'{0}' is not SQL", "write >=")),
        (r"=<|≤|⩽", _says("'{0}' is not SQL", "write <=")),
        (r"!==|≠|><|=!|~=", _says("'{0}' is not SQL", "write <>")),
        (r"!", _says("'!' is not SQL", "write not")),
        (r"=?~\*?", _says("'{0}' is a pattern of another language", "write like '%text%'")),
        (
            r"\*",
            _says("a condition adds and subtracts, it does not multiply", "declare a field that holds the product"),
        ),
        (
            r"/|÷",
            _says(
                "a condition adds and subtracts, it does not divide", "measure a share as a kpi of aggregation ratio"
            ),
        ),
        (r"%", _says("a condition adds and subtracts, it has no remainder", "leave it out")),
        (r"[–—−]", _says("'{0}' is a typographic dash", "write -")),
        (
            r"[\u00a0\u2007\u202f\u2009\u200b\ufeff]",
            _says("a blank that is none (copied from a page) stands here", "type the blank again"),
        ),
        (r"[A-Za-z_][\w.]*\.(?!\w)", _says("'{0}' ends in a dot", "name the column after the dot: account.segment")),
        (r"[A-Za-z_]\w*(?:\.\w*)*", _says("'{0}' is not a name", "names are made of a-z, 0-9 and _")),
        (r"::?=?\w*", _says("'{0}' has no meaning in a condition", "compare with =, and leave casts out")),
        (r"[@?]\w*", _says("'{0}' is a placeholder, and nothing fills it in here", "write the value")),
        (
            r"[^\W\d_]\w*",
            _says("'{0}' is not a name", "names are made of a-z, 0-9 and _, texts stand in single quotes"),
        ),
    )
)
