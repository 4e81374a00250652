"""Slips between words: what stands there, and what to write instead."""

from itertools import pairwise

from opmodel.expressions.reading import words
from opmodel.expressions.reading.characters import measured
from opmodel.expressions.reading.tokens import COMPARISONS, Token
from opmodel.expressions.tree import NOT_UNDERSTOOD, Comparison, Expression, Literal, Mistake, Node

_LONGEST_QUOTE = 40


def leftover(text: str, found: list[Token], at: int, node: Node | Token) -> Mistake:
    """Explain the token after the last one that made sense."""
    before, token = found[at - 1], found[at]
    if token.kind == ")":
        return _mistake(token, token, "this parenthesis closes nothing", "leave it out, or open it before")
    if token.kind == ",":
        return _comma(before, token, found[at + 1])
    if before.kind == "number" and token.kind == "number":
        return _mistake(
            before, token, f"'{before.text} {token.text}' is not a number", f"write {before.text}{token.text}"
        )
    if before.kind == "text" and token.kind == "text":
        way_out = f"write in ({before.text}, {token.text}) for either of them"
        return _mistake(before, token, "two texts stand side by side", way_out)
    if before.kind == "number" and token.kind == "name":
        explained = measured(before.text, token.text, text[before.start : token.end])
        if explained:
            return _mistake(before, token, *explained)
    if token.kind == "name" and token.text.lower() in words.INFIX:
        return _mistake(token, token, f"'{token.text}' is not SQL here", words.INFIX[token.text.lower()])
    if before.kind == "name" and token.kind in ("name", "number", "text"):
        message = f"between {_piece(text, before)} and {_piece(text, token)} a comparison is missing"
        return _mistake(before, token, message, "put =, <>, <, <=, >, >=, and, or between them")
    message = f"{_piece(text, token)} is not expected after {_piece(text, node)}"
    return _mistake(token, token, message, "join conditions with and, or")


def not_closed(text: str, found: list[Token], at: int, opening: Token) -> Mistake:
    """Explain why a parenthesis does not close where it should."""
    if found[at].kind == "end":
        return _mistake(opening, opening, "this parenthesis is not closed", "add the closing one")
    return leftover(text, found, at, found[at - 1])


def no_value(text: str, found: list[Token], at: int) -> Mistake:
    """Explain what stands where a column or a literal is due."""
    token = found[at]
    if len(found) == 1:
        return Mistake(NOT_UNDERSTOOD, 0, len(text), "the condition is empty", "write one, such as score >= 80")
    before = found[at - 1] if at else None
    if token.kind == "null":
        return _mistake(token, token, "null stands only after is and is not", "write column is null")
    if token.kind in ("and", "or") and found[at + 1].kind == "(":
        message, way_out = f"'{token.text}' stands between two conditions, it is no function", f"write a {token.text} b"
        return _mistake(token, token, message, way_out)
    if token.kind in COMPARISONS or token.kind in ("is", "in", "between", "like"):
        if before is not None and before.kind in COMPARISONS:
            return _mistake(before, token, f"'{before.text} {token.text}' is not SQL", "use one of = <> < <= > >=")
        return _mistake(token, token, f"the left side of '{token.text}' is missing", "put a column before it")
    if token.kind == "not":
        return _mistake(token, token, "'not' stands before a whole comparison, not inside one", "write not (a = b)")
    if before is None:
        return _mistake(token, token, f"a condition cannot start with {_piece(text, token)}", "start with a column")
    place = before if token.kind == "end" else token
    if before.kind == "(" and token.kind == ")":
        return _mistake(before, token, "there is nothing between these parentheses", "leave them out")
    message = f"the right side of '{before.text}' is missing"
    if before.kind in ("(", ","):
        message = f"after {_piece(text, before)} a column or a value is missing"
    return _mistake(before, place, message, "add it, or leave the rest out")


def name(text: str, token: Token, following: Token) -> Mistake | None:
    """Explain a name that is a function or a word of SQL; None for a name that may be a column."""
    word = token.text.lower()
    if following.kind == "(":
        way_out = words.FUNCTIONS.get(word, words.OTHER_FUNCTION)
        return _mistake(token, token, f"the function '{token.text}' is not part of the conditions", way_out)
    if following.kind == "text" and word in ("date", "timestamp"):
        way_out = f"write {following.text} alone"
        return _mistake(token, following, f"{_piece(text, token)} is not needed before a date", way_out)
    if word in words.LEADING:
        return _mistake(token, token, f"'{token.text}' is not part of the conditions", words.LEADING[word])
    for step in word.split("."):
        if step in words.RESERVED:
            return _mistake(token, token, f"'{step}' is a word of SQL and names no column", words.RENAME)
    return None


def chained(text: str, node: Expression, sign: Token, following: Token) -> Mistake:
    """Explain `10 < x < 20`."""
    middle = _piece(text, node.right, bare=True) if isinstance(node, Comparison) else "the value"
    way_out = f"write {_piece(text, node, bare=True)} and {middle} {sign.text} {following.text}"
    message = "comparisons cannot be chained"
    return Mistake(NOT_UNDERSTOOD, node.start, sign.end, message, way_out)


def compared_with_null(text: str, left: Node, sign: Token, null: Token) -> Mistake:
    """Explain `= null`."""
    ending = "is null" if sign.kind == "=" else "is not null"
    way_out = f"write {_piece(text, left, bare=True)} {ending}"
    return _mistake(sign, null, f"'{sign.text} null' is never true, not even for an empty field", way_out)


def is_something(text: str, left: Node, token: Token, *, negated: bool) -> Mistake:
    """Explain `is 'SMB'`."""
    subject, word = _piece(text, left, bare=True), token.text.lower()
    if token.kind in ("in", "between", "like"):
        way_out = f"write {subject} {'not ' if negated else ''}{token.kind} ..."
    elif token.kind == "name" and word in words.EMPTY:
        way_out = f"write {subject} {'is not null' if negated else 'is null'}"
    elif token.kind in ("true", "false"):
        way_out = f"write {subject} = {'false' if (token.kind == 'true') == negated else 'true'}"
    elif token.kind in ("text", "number"):
        way_out = f"write {subject} {'<>' if negated else '='} {token.text}"
    else:
        way_out = f"write {subject} is {'not ' if negated else ''}null"
    return _mistake(token, token, "after 'is' only null may stand", way_out)


def after_not(text: str, left: Node, token: Token) -> Mistake:
    """Explain `x not null`."""
    subject = _piece(text, left, bare=True)
    way_out = f"write {subject} is not null" if token.kind == "null" else f"write not before {subject}"
    return _mistake(token, token, "after 'not' in, between or like is expected", way_out)


def list_without_parentheses(word: Token, token: Token) -> Mistake:
    """Explain `in 'US'`."""
    way_out = f"write in ({token.text})" if token.kind in ("text", "number") else "write in ('a', 'b')"
    return _mistake(word, token, "the list after 'in' has no parentheses", way_out)


def empty_list(opening: Token, closing: Token) -> Mistake:
    """Explain `in ()`."""
    return _mistake(opening, closing, "the list after 'in' is empty", "name at least one value")


def thousands_in_list(text: str, values: tuple[Expression, ...]) -> Mistake | None:
    """Explain `in (25,000)`: a number that starts with zeros right behind a comma."""
    for left, right in pairwise(values):
        digits = text[right.start : right.end]
        if len(digits) == 3 and digits.startswith("0") and digits.isdigit() and right.start == left.end + 1:
            number = text[left.start : left.end]
            return Mistake(NOT_UNDERSTOOD, left.start, right.end, *_thousands(number, digits))
    return None


def between_without_and(text: str, word: Token, low: Node, token: Token) -> Mistake:
    """Explain `between 1`, `between 1 to 5`."""
    way_out = f"write between {_piece(text, low, bare=True)} and the upper end"
    return Mistake(NOT_UNDERSTOOD, word.start, max(low.end, token.end), "'between' has no and", way_out)


def pattern_missing(word: Token, token: Token) -> Mistake:
    """Explain `like` without a quoted pattern."""
    return _mistake(word, token, "after 'like' a pattern in single quotes is expected", "write like '%text%'")


def minus_alone(sign: Token, token: Token) -> Mistake:
    """Explain `-discount`."""
    way_out = f"write 0 - {token.text}" if token.kind == "name" else "put a number behind it"
    return _mistake(sign, token, "a minus stands before a number or between two values", way_out)


def at_least_shape(word: Token, end: int) -> Mistake:
    """Explain an at_least without its count."""
    message = "at_least starts with how many, then the conditions"
    return Mistake(NOT_UNDERSTOOD, word.start, max(end, word.end), message, "write at_least(2, a, b, c)")


def value_alone(text: str, node: Expression, beside: Expression | None) -> Mistake:
    """Explain a value where a condition is due, as in `country = 'US' or 'CA'`."""
    shown = _piece(text, node, bare=True)
    way_out = f"compare it, as in {shown} > 0"
    if isinstance(node, Literal):
        way_out = f"compare a column with it, as in column = {shown}"
    if isinstance(beside, Comparison):
        way_out = f"repeat the column: {_piece(text, beside.left, bare=True)} {beside.operator} {shown}"
    return Mistake(NOT_UNDERSTOOD, node.start, node.end, f"{shown} is a value, and here a condition is due", way_out)


def _comma(before: Token, comma: Token, after: Token) -> Mistake:
    glued = before.end == comma.start and comma.end == after.start
    if glued and before.kind == after.kind == "number" and len(after.text.split(".")[0]) == 3:
        return _mistake(before, after, *_thousands(before.text, after.text))
    return _mistake(comma, comma, "a comma stands here", "join conditions with and, or")


def _thousands(number: str, digits: str) -> tuple[str, str]:
    return f"'{number},{digits}' has a thousands separator", f"write {number}{digits}"


def _piece(text: str, node: Node | Token, *, bare: bool = False) -> str:
    if isinstance(node, Token) and node.kind == "end":
        return "the end"
    piece = text[node.start : node.end]
    if len(piece) > _LONGEST_QUOTE:
        return "the column" if bare else "what stands before"
    return piece if bare or piece.startswith("'") else f"'{piece}'"


def _mistake(first: Token, last: Token, message: str, way_out: str) -> Mistake:
    return Mistake(NOT_UNDERSTOOD, first.start, max(last.end, first.end), message, way_out)
