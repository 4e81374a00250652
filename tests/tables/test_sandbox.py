"""What a query may not do: each line of a hostile statement is refused or interrupted, in one sentence."""

import json
import sqlite3
from itertools import count, pairwise, product

import pytest

from opmodel.errors import UsageError
from opmodel.graph import Graph
from opmodel.tables import Tables
from opmodel.tables.reach import MOST_KEPT, Reach
from opmodel.tables.sandbox import MOST_STEPS
from tests.models.folders import DAY, model_of
from tests.tables.asking import SMALL, rows, tables

ONLY = "only a SELECT is answered here"
BOMB = ", ".join(["a0 as (select 1 x)", *(f"a{n} as (select 1 x from a{n - 1} p, a{n - 1} q)" for n in range(1, 60))])
REFUSED = {
    "": ONLY,
    "   ; ": ONLY,
    "delete from stages": ONLY,
    "insert into stages (id) values ('x')": ONLY,
    "update stages set id = 'x'": ONLY,
    "create table t (x)": ONLY,
    "drop table stages": ONLY,
    "attach 'x.db' as other": ONLY,
    "pragma table_info(stages)": ONLY,
    "vacuum into 'x.db'": ONLY,
    "explain select 1": ONLY,
    "values (1)": ONLY,
    "select 1; drop table stages": ONLY,
    "select 1; select 2": ONLY,
    "with x as (select 1) delete from stages": ONLY,
    "select * from sqlite_master": ONLY,
    "select count(*) from sqlite_schema": ONLY,
    "select * from pragma_table_info('stages')": ONLY,
    "select * from json_each('[1]')": ONLY,
    "select load_extension('x')": "the function 'load_extension' is not allowed",
    "select readfile('/etc/passwd')": "there is no function 'readfile' here",
    "select random()": "the function 'random' is not allowed",
    "select date('now')": "as_of() is the day asked about",
    "select current_timestamp": "as_of() is the day asked about",
    "select strftime('%s', 'now')": "as_of() is the day asked about",
    "select julianday('now')": "'now' is no day; write it like 2026-11-21",
    "select zeroblob(1000000000)": "the function 'zeroblob' is not allowed",
    "select printf('%1000000d', 1)": "the function 'printf' is not allowed",
    "select replace(replace(replace('aaaaaaaaaaaaaaaaaaaa', 'a', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'), 'b', "
    "'cccccccccccccccccccccccccccccc'), 'c', 'dddddddddddddddddddd')": "makes a text that is too long",
    "with recursive r(s) as (select 'aaaa' union all select s || s from r) select max(length(s)) from r": "too long",
    "with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r": f"{MOST_STEPS:,} steps",
    "with recursive r(n) as (select 1 union all select n + 1 from r) select n from r": "larger than 100,000 rows",
    f"with {BOMB} select count(*) from a59": "too much memory",
    f"select {'(' * 150}1{')' * 150}": "nests too deep",
    f"select {'1+' * 200}1": "nests too deep",
    "select '" + "x" * 20_000 + "'": "10,000 are read",
    "select 'a\0b'": "a character that no text has",
    "select '\ud800'": "a character that no text has",
    "select ?": "has a parameter",
    "select id from temp.stages": "there is no table 'temp.stages'",
    "select 'abc": "is not understood near",
    "select": "the statement ends too early",
    "select id from": "the statement ends too early",
    "select reaches('nwe', 'won')": "there is no stage, lever or KPI 'nwe'; did you mean 'new'?",
    "select reaches('new', 'won')": "'new' is stage/new and kpi/new; write which one",
}


@pytest.mark.parametrize("sql", REFUSED, ids=lambda sql: sql[:50].encode("ascii", "replace").decode() or "nothing")
def test_refused(sql: str) -> None:
    """It answers with one line, and goes on answering."""
    asked = tables()
    with pytest.raises(UsageError) as refused:
        asked.ask(sql)
    assert REFUSED[sql] in str(refused.value)
    assert "\n" not in str(refused.value)
    assert asked.ask("select count(*) from stages").rows == ((4,),)


LONG = (
    "with recursive r(n) as (select 1 union all select n + 1 from r where n < 400000), "
    f"t(x) as materialized (select replace('{'1' * 4500}', '1', '1111')) select "
)
WORK = {
    "replace": "sum(length(replace(x, '1', n % 9)))",
    "instr": "sum(instr(x, '2' || n))",
    "like": "sum(x like '%1%1%1%1%1%1%1%1%2%' || n)",
    "like with any character": "sum(x like '%1_1_1_1_1_1_1_1_2%' || n)",
    "length": "sum(length(x || n))",
    "lower": "count(distinct lower(x || n))",
    "trim": "sum(trim(x, '1' || n) is null)",
    "substr": "sum(substr(x, n % 9, 16000) is null)",
    "concatenation": f"sum({' or '.join(['(x || n) is null'] * 90)})",
    "comparison": f"sum({' or '.join(['x || n = x'] * 90)})",
    "julianday": f"sum({' + '.join(['julianday(as_of())'] * 90)} + n)",
    "reaches": "sum(" + " + ".join(["reaches('stage/new', substr('won', 1, 3 + n % 2))"] * 90) + ")",
    "maximum": f"sum(max({', '.join(['x || n'] * 19)}) = n)",
}


@pytest.mark.parametrize("what", WORK)
def test_work_inside_a_step_is_counted(what: str) -> None:
    """Functions that read long texts spend the steps of the statement, and texts have a longest length."""
    with pytest.raises(UsageError, match=rf"{MOST_STEPS:,} steps"):
        tables().ask(f"{LONG}{WORK[what]} from r, t")


def test_what_steps_do_not_see_ends_by_the_clock() -> None:
    """A clock that runs a second at each look ends the statement at its fourth."""
    ticks = count()
    model = model_of({"opmodel.yaml": "opmodel: 1\n", "a.yaml": SMALL}).resolve(DAY)
    asked = Tables(Graph(model), DAY, clock=lambda: float(next(ticks)))
    with pytest.raises(UsageError, match="takes more than 3 seconds"):
        asked.ask(f"{LONG}sum({' + '.join(['x'] * 90)} + n) from r, t")
    assert next(ticks) < 10


def test_walks_are_counted_and_not_kept_for_ever() -> None:
    """Each start of `reaches` costs what is walked from it, and the ends of the first ones are forgotten."""
    stages = [f"s{number}" for number in range(1500)]
    moves = {f"t{at}": {"from": one, "to": two, "kind": "advance"} for at, (one, two) in enumerate(pairwise(stages))}
    text = json.dumps({"stages": {name: {"type": "open"} for name in stages}, "transitions": moves})
    graph = Graph(model_of({"opmodel.yaml": "opmodel: 1\n", "a.yaml": text}).resolve(DAY))
    spent: list[int] = []
    reach = Reach(graph)
    assert all(reach.reaches(name, "s1499", spent.append) for name in stages[:-1])
    assert sum(spent) > MOST_KEPT
    assert sum(map(len, reach._found.values())) <= MOST_KEPT
    with pytest.raises(UsageError, match="steps"):
        Tables(graph, DAY).ask("select sum(reaches(a.id, b.id)) from stages a, stages b")


EXPRESSIONS = (
    "substr('h\u00e9llo', {0}, {1})",
    "substr('h\u00e9llo', {0})",
    "length({0} / 4.0)",
    "length('h\u00e9llo')",
    "upper('h\u00e9llo') || lower('H\u00c9LLO')",
    "trim('xxaxyx', substr('xy', {0}))",
    "ltrim('  a ') || rtrim(' a  ') || trim(' a ')",
    "instr('hello', substr('hello', {0}, {1}))",
    "replace('hello', substr('llo', {0}, {1}), 'x')",
    *(f"'h\u00e9L%o' like '{like}'" for like in ("h_l%", "%L%", "%l_o", "h%h", "", "%", "_____", "____", "%_%_%l%")),
    *(f"'h\u00e9L%o' like '{like}' escape '!'" for like in ("%!%o", "!h%", "%l!_o", "h_l!%o!")),
    "length(null) is null and null like 'a' is null",
)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_own_functions_answer_as_those_of_sqlite(expression: str) -> None:
    """Counting what they cost changes no answer."""
    asked, plain = tables(), sqlite3.connect(":memory:")
    for numbers in product(range(-7, 8), repeat=2 if "{" in expression else 1):
        sql = f"select {expression.format(*numbers)}"
        assert asked.ask(sql).rows == (plain.execute(sql).fetchone(),), sql
    plain.close()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select idd from stages", "there is no column 'idd' in stages; did you mean 'id'?"),
        (
            "select probabilty from stages",
            "there is no column 'probabilty' in stages; did you mean 'probability_percent'?",
        ),
        ("select probability from stages", "in stages; did you mean 'probability_percent'?"),
        ("select stall_after from stages", "did you mean 'stall_after_hours'?"),
        ("select checklist from stages", "it is one of stages_checklist"),
        ("select zzzz from stages", "there is no column 'zzzz' in stages; `opmodel query --tables` lists them"),
        ("select open", "there is no column 'open'; a text stands in single quotes: 'open'"),
        ("select id from stage", "there is no table 'stage'; did you mean 'stages'?"),
        ("select id from teams", "there is no table 'teams'; did you mean 'functions'?"),
        ("select id from kpi", "did you mean 'kpis'?"),
        ("select id, from from transitions", 'words of SQL are quoted: "from"'),
        ("select s.id from stages s join roles r on owner = r.id and function = 'x'", "several tables have the column"),
    ],
)
def test_slips(sql: str, said: str) -> None:
    """A name that is not known comes with the nearest one."""
    with pytest.raises(UsageError) as refused:
        rows(sql)
    assert said in str(refused.value)


def test_a_name_in_double_quotes_is_never_a_text() -> None:
    """SQLite takes an unknown name in double quotes for a text, and a condition with a slip would hold for all."""
    with pytest.raises(UsageError, match="there is no column 'opne' in stages"):
        rows('select id from stages where type <> "opne"')
    assert rows("select \"type\" from stages where id = 'won'") == [("won",)]
    assert rows('select 1 as "a ""name""" -- it\'s a remark: "x\n from stages where id = \'won\'') == [(1,)]
    assert rows('select \'"id"\' /* "y */ from stages limit 1') == [('"id"',)]


def test_a_large_text_is_cut() -> None:
    """A text of a model that is larger than anybody compares costs no query."""
    assert rows(
        "select length(description) from stages where id = 'new'",
        "stages: {new: {type: open, description: " + "x" * 9000 + "}}",
    ) == [(4000,)]


def test_same_question_same_answer() -> None:
    """Rows come in the order of ids, whatever the order of the text."""
    lines = SMALL.strip().splitlines()
    at = lines.index("stages:")
    turned = "\n".join(
        (*lines[:at], "stages:", lines[at + 4], lines[at + 2], lines[at + 3], lines[at + 1], *lines[at + 5 :])
    )
    assert rows("select id, owner from stages", turned) == rows("select id, owner from stages")
