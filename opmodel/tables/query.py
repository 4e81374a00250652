"""Asking a model in SQL, and saying in one line what is wrong with a question."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from opmodel.errors import UsageError
from opmodel.finding import Finding
from opmodel.graph import Graph
from opmodel.model import sections
from opmodel.tables import statement
from opmodel.tables.cells import Cell, in_sql
from opmodel.tables.reach import Reach
from opmodel.tables.rows import Filled, entries, tables
from opmodel.tables.sandbox import Refused, Sandbox
from opmodel.tables.statement import ONLY, Statement
from opmodel.wording import did_you_mean, listed, nearest

_UNIT = r"_(hours|percent)$"
_KEYWORDS = ("as", "by", "from", "in", "not", "of", "on", "order", "to", "values", "when", "with")
"""Keys of the language that are words of SQL too."""


@dataclass(frozen=True, slots=True)
class ResultSet:
    """What a query came to: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Tables:
    """A model on a day as tables that answer SELECTs; each is filled when a statement first names it.

    `findings` is asked only where a statement names the table of that name; `clock` tells the seconds of processor
    used so far, so that no statement takes long.
    """

    def __init__(
        self,
        graph: Graph,
        day: date,
        findings: Callable[[], Iterable[Finding]] = tuple,
        clock: Callable[[], float] = float,
    ) -> None:
        self._graph, self._findings = graph, findings
        self._sandbox = Sandbox(day, Reach(graph).reaches, clock)
        self._shown: dict[str, frozenset[str]] = {}

    def ask(self, text: str) -> ResultSet:
        """Answer one SELECT.

        Raises:
            UsageError: it is no SELECT, is not understood, or takes more than it may.
        """
        wanted = statement.read(text)
        named = _named(wanted)
        for table in named:
            self._fill(table, wanted)
        try:
            return ResultSet(*self._sandbox.ask(wanted.sql))
        except Refused as refused:
            raise UsageError(_sentence(str(refused), wanted, named)) from refused

    def _fill(self, table: Filled, wanted: Statement) -> None:
        """Fill a table; of a section's own, which has dozens of columns, only those that a statement has named."""
        if table.name != table.section:
            found = tuple(self._findings()) if table.name == "findings" else ()
            columns = ((column.name, in_sql(column.kind)) for column in table.columns)
            self._sandbox.fill(table.name, columns, table.rows(self._graph, found))
            return
        shown = self._shown.get(table.name, frozenset())
        every = frozenset(column.name for column in table.columns)
        more = every if wanted.names_all else every & {"id", *wanted.names}
        if shown >= more:
            return
        self._shown[table.name] = shown = shown | more
        self._sandbox.drop(table.name)
        heads = tuple((column.name, in_sql(column.kind)) for column in table.columns if column.name in shown)
        self._sandbox.fill(table.name, heads, entries(table.section, self._graph, tuple(name for name, _ in heads)))


def sections_of(text: str) -> frozenset[str]:
    """Return the sections that a statement asks for; "" stands for tables that hold something of every section.

    Raises:
        UsageError: it is no SELECT.
    """
    return frozenset(table.section for table in _named(statement.read(text)))


def _named(wanted: Statement) -> tuple[Filled, ...]:
    return tuple(table for name, table in tables().items() if name in wanted.names)


def _sentence(said: str, wanted: Statement, named: tuple[Filled, ...]) -> str:
    """Turn what SQLite says into a sentence with a way out."""
    for pattern, sentence in _SAID:
        if match := re.fullmatch(pattern, said, re.DOTALL):
            return sentence(match, wanted, named)
    return f"the statement is not understood: {said[:200]}"


def _no_column(match: re.Match[str], wanted: Statement, named: tuple[Filled, ...]) -> str:  # noqa: ARG001
    name = match[1].rpartition(".")[2]
    known = dict.fromkeys(column.name for table in named for column in table.columns)
    longer = [one for one in known if one.startswith(f"{name}_")]
    without_unit = {re.sub(_UNIT, "", one): one for one in reversed(known)}
    close = longer[0] if longer else nearest(name, known) or without_unit.get(nearest(name, without_unit), "")
    hint = f"did you mean '{close}'?" if close else ""
    if not hint and (others := [one.name for one in _of_one_section(named) if _has(one, name)]):
        hint = f"it is one of {others[0]}"
    where = f" in {listed(table.name for table in named)}" if named else ""
    way_out = hint or ("`opmodel query --tables` lists them" if named else "a text stands in single quotes: 'open'")
    return f"there is no column '{name[:60]}'{where}; {way_out}"


def _of_one_section(named: tuple[Filled, ...]) -> Iterable[Filled]:
    own = {table.section for table in named} - {""}
    return (table for table in tables().values() if table.section in own)


def _has(table: Filled, name: str) -> bool:
    return table.name.endswith(f"_{name}") or any(column.name == name for column in table.columns)


def _no_table(match: re.Match[str], wanted: Statement, named: tuple[Filled, ...]) -> str:  # noqa: ARG001
    name = match[1].removeprefix("main.")
    meant = next((one.name for one in sections().values() if name.lower() in (*one.also_called, one.singular)), "")
    hint = f"did you mean '{meant}'?" if meant else did_you_mean(name, tables())
    return f"there is no table '{name[:60]}'; {hint or '`opmodel query --tables` lists them'}"


def _syntax(match: re.Match[str], wanted: Statement, named: tuple[Filled, ...]) -> str:
    said = f"the statement is not understood near '{match[1][:40]}'"
    columns = {column.name for table in named for column in table.columns}
    quoted = [f'"{name}"' for name in _KEYWORDS if name in columns and _stands(name, wanted)]
    return f"{said}; columns that are words of SQL are quoted: {listed(quoted)}" if quoted else said


def _stands(name: str, wanted: Statement) -> bool:
    """Tell whether a word of SQL stands in a statement where it may be meant as a column; one `from` is none."""
    found = len(re.findall(rf"\b{name}\b", wanted.sql, re.IGNORECASE))
    return found > (name == "from")


def _no_function(match: re.Match[str], wanted: Statement, named: tuple[Filled, ...]) -> str:  # noqa: ARG001
    return f"there is no function '{match[1][:60]}' here"


def _refused_function(match: re.Match[str], wanted: Statement, named: tuple[Filled, ...]) -> str:  # noqa: ARG001
    name = match[1].lower()
    hint = "; as_of() is the day asked about, and days compare as they are" if name in _CLOCKS else ""
    return f"the function '{name[:60]}' is not allowed in a query{hint}"


_CLOCKS = ("date", "time", "datetime", "strftime", "unixepoch", "current_time", "current_timestamp", "timediff")
_SAID: tuple[tuple[str, Callable[[re.Match[str], Statement, tuple[Filled, ...]], str]], ...] = (
    (r"no such column: (.*)", _no_column),
    (r"no such table: (.*)", _no_table),
    (r"no such function: (.*)", _no_function),
    (r"not authorized to use function: (.*)", _refused_function),
    (r'near "(.*)": syntax error', _syntax),
    (
        r"not authorized|.* prohibited|vtable constructor failed.*",
        lambda *_: f"{ONLY}, from the tables of the model (`opmodel query --tables`)",
    ),
    (r"parser stack overflow|Expression tree is too large.*", lambda *_: "the statement nests too deep"),
    (r".*surrogates not allowed", lambda *_: "the statement holds a character that no text has"),
    (
        r"Incorrect number of bindings.*",
        lambda *_: "the statement has a parameter (? or :name), and nothing to put there",
    ),
    (r"incomplete input", lambda *_: "the statement ends too early"),
    (r"string or blob too big", lambda *_: "the statement makes a text that is too long"),
    (r"unrecognized token: (.*)", lambda match, *_: f"the statement is not understood near {match[1][:40]}"),
    (
        r"ambiguous column name: (.*)",
        lambda match, *_: f"several tables have the column '{match[1][:60]}'; put its table before it",
    ),
)
