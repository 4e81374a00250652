"""Changes for programs: one JSON document of version 1, whose schema is `changes-v1.schema.json`."""

import opmodel
from opmodel.changes import Approver, Change, Changes
from opmodel.finding import Span
from opmodel.reports import Options
from opmodel.reports.json import Value, written

VERSION = 1


def json(changes: Changes, options: Options) -> str:  # noqa: ARG001 - all formats are called alike
    """Write everything that changes know."""
    return written(value(changes))


def value(changes: Changes) -> Value:
    """Turn changes into plain JSON."""
    return {
        "schema": VERSION,
        "tool": {"name": "opmodel", "version": opmodel.__version__},
        "before": changes.before,
        "after": changes.after,
        "not_read": list(changes.unread),
        "summary": {str(weight): number for weight, number in changes.counts.items()},
        "owner": _approver(changes.owner),
        "approvers": [{**_approver(one), "changes": list(places)} for one, places in changes.approvers],
        "audiences": [
            {
                "function": name,
                "label": changes.functions.get(name, name),
                "changes": [at for at, one in enumerate(changes.found) if name in one.audiences],
            }
            for name in changes.audiences
        ],
        "changes": [_change(one) for one in changes.found],
    }


def _change(change: Change) -> Value:
    reached = change.reached
    return {
        "entity": change.entity,
        "path": change.path,
        "action": str(change.action),
        "message": change.message,
        "class": str(change.weight),
        "kind": change.kind,
        "old": change.old,
        "new": change.new,
        "note": change.note,
        "before": _place(change.before),
        "after": _place(change.after),
        "reaches": {
            "stages": list(reached.stages),
            "kpis": list(reached.kpis),
            "incentives": list(reached.incentives),
            "roles": list(reached.roles),
            "dashboards": list(reached.dashboards),
        },
        "approvers": [_approver(one) for one in change.approvers],
        "audiences": list(change.audiences),
        "scopes": list(change.scopes),
        "waivable": change.waivable,
        "not_by_author": change.not_by_author,
        "fingerprint": change.fingerprint,
    }


def _approver(approver: Approver) -> dict[str, Value]:
    return {
        "role": approver.role or None,
        "function": approver.function or None,
        "reasons": list(approver.reasons),
        "contact": dict(approver.contact),
    }


def _place(span: Span | None) -> Value:
    if span is None:
        return None
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
