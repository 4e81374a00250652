"""What a query may not do: each line of a hostile statement is refused or interrupted, in one sentence."""

import pytest

from opmodel.errors import UsageError
from opmodel.tables.sandbox import MOST_STEPS
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


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select idd from stages", "there is no column 'idd' in stages; did you mean 'id'?"),
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
