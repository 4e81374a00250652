"""Northwind before and after a quarter's end in which too much happened at once."""

from dataclasses import replace

from opmodel.changes import Changes, diff
from tests.changes.company import DAY
from tests.models.folders import NORTHWIND, model_of, texts

EDITS: dict[str, tuple[tuple[str, str], ...]] = {
    "definitions.yaml": (("test: score >= 65 and", "test: score >= 60 and"),),  # more leads count
    "pay.yaml": (  # in a running period
        ("        weight: 85\n", "        weight: 75\n"),
        ("{weight: 15, direction: down, level: team, period: quarter}   # what",
         "{weight: 25, direction: down, level: team, period: quarter}   # what"),
    ),
    "customers.yaml": (("  renewing:\n    type: open\n    side: post_sale\n    owner: csm\n",
                        "  renewing:\n    type: open\n    side: post_sale\n    owner: account_manager\n"),),
    "new_business.yaml": (
        ("stages: [discovery, pilot, contracting,", "stages: [discovery, pilot, security, contracting,"),
        ("  contracting:\n    type: open\n",
         "  security: {name: Security review, type: open, owner: solutions_engineer, probability: 60,\n"
         "    forecast_category: best_case}\n  contracting:\n    type: open\n"),
        ("  pass_pilot: {from: pilot, to: contracting,", "  pass_pilot: {from: pilot, to: security,"),
        ("  sign:\n    from: contracting\n",
         "  clear_security: {from: security, to: contracting, kind: advance, by: [solutions_engineer]}\n"
         "  sign:\n    from: contracting\n"),
        ("within: 6bh, clock: chicago, starts: meeting_held", "within: 4bh, clock: chicago, starts: meeting_held"),
        ("The rep books the meeting; it counts once", "A rep books the meeting; it counts once"),
    ),
    "opmodel.yaml": (("fail_on: warning", "fail_on: error"),),
}  # fmt: skip
"""What is written otherwise, file by file."""


def edited() -> dict[str, str]:
    """Return the files of the new version."""
    files = texts(NORTHWIND)
    for name, pairs in EDITS.items():
        for old, new in pairs:
            assert files[name].count(old) == 1, old
            files[name] = files[name].replace(old, new)
    return files


def quarter_end() -> Changes:
    """Return what changed."""
    found = diff(model_of(texts(NORTHWIND)), model_of(edited()), DAY)
    return replace(found, before="main", after="quarter-end")
