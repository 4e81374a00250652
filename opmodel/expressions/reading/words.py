"""Words of SQL, spreadsheets and CRMs that people bring along, and what to write instead."""

FUNCTIONS = {
    **dict.fromkeys(("now", "today", "getdate", "sysdate", "current_timestamp"), "write current_date"),
    **dict.fromkeys(("isnull", "isblank", "isempty", "is_null", "is_blank", "ispickval"), "write column is null"),
    **dict.fromkeys(("contains", "includes", "search", "find"), "write column like '%text%'"),
    **dict.fromkeys(("begins", "startswith", "starts_with"), "write column like 'text%'"),
    **dict.fromkeys(("endswith", "ends_with"), "write column like '%text'"),
    **dict.fromkeys(("coalesce", "ifnull", "nvl"), "write (column >= 1 or column is null)"),
    **dict.fromkeys(
        ("datediff", "date_diff", "days_between"), "subtract the dates: close_date - signed_at counts days"
    ),
    **dict.fromkeys(("dateadd", "date_add", "adddays"), "add days: current_date + 30"),
    **dict.fromkeys(("date", "to_date", "datevalue", "timestamp"), "write the date alone in quotes: '2026-11-21'"),
    **dict.fromkeys(
        ("count", "sum", "avg", "min", "max"), "a condition looks at one record, counting belongs to a kpi"
    ),
    **dict.fromkeys(("lower", "upper", "trim"), "compare with the value as it is stored"),
    **dict.fromkeys(("if", "iif", "case"), "join the cases with and, or"),
    **dict.fromkeys(("abs", "round", "floor", "ceil"), "compare both sides: amount < 5 and amount > -5"),
    "isnotnull": "write column is not null",
    "exists": "write column is not null",
}
OTHER_FUNCTION = "the only function is at_least(2, a, b, c)"

INFIX = {
    **dict.fromkeys(("contains", "includes", "matches", "ilike", "regexp", "rlike", "similar"), "write like '%text%'"),
    **dict.fromkeys(("starts", "begins", "startswith"), "write like 'text%'"),
    **dict.fromkeys(("ends", "endswith"), "write like '%text'"),
    **dict.fromkeys(("equals", "eq", "equal"), "write ="),
    **dict.fromkeys(("ne", "neq", "unequal"), "write <>"),
    **dict.fromkeys(("gt", "over", "above", "exceeds"), "write >"),
    **dict.fromkeys(("lt", "under", "below"), "write <"),
    **dict.fromkeys(("gte", "ge"), "write >="),
    **dict.fromkeys(("lte", "le"), "write <="),
    **dict.fromkeys(("xor",), "write <> between two columns that are true or false"),
    **dict.fromkeys(("div", "mod", "times"), "a condition only adds and subtracts"),
    **dict.fromkeys(("isnull", "empty", "blank"), "write is null"),
    "notnull": "write is not null",
    "as": "leave it out, a condition names nothing",
    "nor": "write and not",
    "but": "write and",
    "unless": "write and not",
    "if": "join conditions with and, or",
    "when": "join conditions with and, or",
    "collate": "leave it out, case always counts",
}

EMPTY = frozenset(("empty", "blank", "none", "nil", "missing", "undefined", "unset", "nan"))
"""What people call a field without a value."""

_RESERVED = """
    all alter any array as asc by case cast check collate column connect constraint create cross current_catalog
    current_schema current_time current_timestamp current_user delete desc describe distinct drop else end except
    exists fetch for foreign from full glob grant group having if ilike inner insert intersect interval into join
    lateral left limit localtime localtimestamp minus natural notnull offset on only order outer partitioned_by primary
    qualify references regexp returning revoke right rlike rollback select session_user some straight_join table
    tablesample then uncache union unique update user using values variadic when where window with xor
"""
RESERVED = frozenset(_RESERVED.split())
"""Words that mean something else to a warehouse, so that no column may bear them."""

LEADING = {
    "where": "the condition starts right away, without where",
    "when": "the condition starts right away, without when",
    "if": "the condition starts right away, without if",
    "select": "a condition looks at the columns of one record, it queries nothing",
    "case": "join the cases with and, or",
    "exists": "write column is not null",
    "interval": "dates count in days: current_date + 90",
}
RENAME = "give the field another id and keep its CRM name under column"
