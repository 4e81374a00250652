"""A database in memory that answers SELECTs and nothing else, within a budget of steps that is the same everywhere."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from opmodel.errors import UsageError
from opmodel.tables.cells import Cell
from opmodel.tables.functions import CALL, LONGEST_TEXT, Spend, counted

MOST_STEPS = 8_000_000
"""Instructions of SQLite's machine that a statement may take, with what functions cost; a second of work at most.

A join of 10,000 rows with 10,000 takes a quarter.
"""
MOST_SECONDS = 3.0
"""What a statement may use of the processor: it ends what steps do not see, as adding up texts of 10,000 digits."""
MOST_ROWS = 100_000
MOST_CHARACTERS = 20_000_000
MOST_MEMORY = 256 * 1024 * 1024
_STRIDE = 10_000
_ALLOWED = frozenset(
    (
        *(
            "abs",
            "avg",
            "coalesce",
            "count",
            "current_date",
            "group_concat",
            "ifnull",
            "iif",
            "instr",
            "length",
            "like",
        ),
        *("lower", "ltrim", "max", "min", "nullif", "replace", "round", "rtrim", "sign", "substr", "substring", "sum"),
        *("total", "trim", "typeof", "upper"),
        *("row_number", "rank", "dense_rank", "lag", "lead", "first_value", "last_value", "ntile"),
        *("as_of", "julianday", "reaches"),
    )
)
"""Functions that queries may use; no clock, no dice, nothing that makes a large value out of a number."""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_TEXT,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 20,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


class Refused(Exception):  # noqa: N818 - it is what the database says, and becomes a sentence above
    """What SQLite says about a statement that it does not run, or not to its end."""


class Sandbox:
    """A database of one model on one day; tables are filled when a statement names them.

    Its memory is free when nobody holds it any more: what SQLite calls back knows nothing of the database. `reaches`
    says what it costs; `clock` tells the seconds of processor used so far.
    """

    def __init__(self, day: date, reaches: Callable[[str, str, Spend], bool], clock: Callable[[], float]) -> None:
        connection = self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        watch = self._watch = _Watch(reaches, clock)
        connection.execute(f"pragma hard_heap_limit = {MOST_MEMORY}")
        connection.create_function("as_of", 0, day.isoformat, deterministic=True)
        connection.create_function("current_date", 0, day.isoformat, deterministic=True)
        connection.create_function("reaches", 2, watch.told(watch.reach), deterministic=True)
        for (name, arguments), function in counted(watch.spend).items():
            connection.create_function(name, arguments, watch.told(function), deterministic=True)

    def fill(self, name: str, columns: Iterable[tuple[str, str]], rows: Iterable[tuple[Cell, ...]]) -> None:
        """Make a table, once.

        Raises:
            UsageError: it is too large.
        """
        if name in self._watch.filled:
            return
        self._watch.filled.add(name)
        self._connection.set_authorizer(None)
        self._connection.set_progress_handler(None, 0)
        heads = tuple(columns)
        told = ", ".join(f'"{column}" {kind}' for column, kind in heads)
        marks = ", ".join("?" * len(heads))
        try:
            self._connection.execute(f'create table "{name}" ({told}) strict')
            self._connection.execute("begin")
            self._connection.executemany(f'insert into "{name}" values ({marks})', rows)  # noqa: S608 - names are ours
            self._connection.execute("commit")
        except MemoryError as error:
            raise UsageError(f"the tables take more than {MOST_MEMORY // 1024 // 1024} MB; name fewer") from error

    def drop(self, name: str) -> None:
        """Take a table away, so that it can be made anew."""
        if name in self._watch.filled:
            self._watch.filled.remove(name)
            self._connection.set_authorizer(None)
            self._connection.set_progress_handler(None, 0)
            self._connection.execute(f'drop table "{name}"')

    def ask(self, sql: str) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
        """Return the names of the columns and the rows.

        Raises:
            Refused: the statement is not understood, or asks for something that is not allowed.
            UsageError: it takes too long, or a function is asked something that the model has no answer to.
        """
        watch = self._watch
        watch.begin()
        self._connection.set_authorizer(watch.authorize)
        self._connection.set_progress_handler(watch.step, _STRIDE)
        usual = {limit: self._connection.setlimit(limit, most) for limit, most in _LIMITS.items()}
        try:
            cursor = self._connection.execute(sql)
            names = tuple(column[0] for column in cursor.description or ())
            return names, tuple(_within_limits(cursor))
        except (sqlite3.Error, ValueError, OverflowError, MemoryError) as error:
            raise _said(error, watch) from error
        finally:
            for limit, most in usual.items():
                self._connection.setlimit(limit, most)


@dataclass(slots=True)
class _Watch:
    """What SQLite calls while a statement is prepared and runs."""

    reaches: Callable[[str, str, Spend], bool]
    clock: Callable[[], float]
    filled: set[str] = field(default_factory=set)
    steps: int = 0
    end: float = 0.0
    trouble: UsageError | None = None

    def begin(self) -> None:
        """Forget the statement before."""
        self.steps, self.end, self.trouble = 0, self.clock() + MOST_SECONDS, None

    def step(self) -> int:
        """Count steps; anything but 0 ends the statement."""
        self.steps += _STRIDE
        return int(self.steps > MOST_STEPS or self.clock() > self.end)

    def spend(self, steps: int) -> None:
        """Count what a function costs.

        Raises:
            UsageError: that is more than is left.
        """
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise UsageError(_TOO_LONG)

    def authorize(
        self,
        action: int,
        first: str | None,
        second: str | None,
        database: str | None,
        within: str | None,  # noqa: ARG002
    ) -> int:
        """Let through SELECT, reads of the model's tables and of parts of the statement, and harmless functions."""
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _ALLOWED:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and (first in self.filled or (database is None and _is_own(first or ""))):
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    def told(self, function: Callable[..., Cell]) -> Callable[..., Cell]:
        """Keep what a function has to say: SQLite says only that one failed."""

        def call(*arguments: Cell) -> Cell:
            try:
                return function(*arguments)
            except UsageError as error:
                self.trouble = error
                raise

        return call

    def reach(self, source: Cell, target: Cell) -> Cell:
        """Answer the function `reaches`."""
        self.spend(CALL)
        return None if source is None or target is None else int(self.reaches(str(source), str(target), self.spend))


def _said(error: Exception, watch: _Watch) -> UsageError | Refused:
    if watch.trouble:
        return watch.trouble
    if "interrupted" in str(error):
        return UsageError(_TOO_LONG if watch.steps > MOST_STEPS else _TOO_SLOW)
    if isinstance(error, MemoryError) or "out of memory" in str(error):
        return UsageError("the statement takes too much memory; narrow it with where")
    return Refused(str(error))


_TOO_LONG = (
    f"the statement takes more than {MOST_STEPS:,} steps; join tables on their ids, and end a recursion with where"
)
_TOO_SLOW = f"the statement takes more than {MOST_SECONDS:g} seconds; do not reckon with long texts"


def _within_limits(cursor: sqlite3.Cursor) -> Iterator[tuple[Cell, ...]]:
    characters = 0
    for number, row in enumerate(cursor, 1):
        characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if number > MOST_ROWS or characters > MOST_CHARACTERS:
            raise UsageError(f"the answer is larger than {MOST_ROWS:,} rows of text; narrow it with where or limit")
        yield tuple(cell.decode("utf-8", "replace") if isinstance(cell, bytes) else cell for cell in row)


def _is_own(name: str) -> bool:
    """Tell whether a name is that of a part of the statement, and not of what SQLite has by itself."""
    return not name.lower().startswith(("sqlite_", "pragma_"))
