"""Which records of a stage nobody covers."""

import pytest

from opmodel.graph import Graph
from opmodel.model.sections.stages import Stage
from tests.model.models import model

BASE = """
functions: {sales: {lead: ae}}
roles:
  ae: {function: sales}
  se: {function: sales, scope: {segment: [mid, large]}}
  junior_se: {is_a: se}
  generalist: {function: sales, scope: {segment: small}}
objects:
  account: {fields: {staff: {type: integer, min: 1}}}
  deal: {joins: {account: account}, fields: {amount: {type: money}}}
dimensions:
  segment:
    object: account
    values: {small: {when: staff < 50}, mid: {when: staff between 50 and 499}, large: {when: staff >= 500}}
  region: {values: {north: {}, south: {}}}
lifecycles: {sale: {object: deal, stages: [pitch]}}
"""
TRIALS = "part: responsible, stages: [pitch]"


def _graph(stage: str, coverage: str = "") -> tuple[Graph, Stage]:
    rows = f"coverage:\n{coverage}\n" if coverage else ""
    found = model(BASE, more=f"stages: {{pitch: {{type: open, {stage}}}}}\n{rows}")
    assert not found.faults, [fault.message for fault in found.faults]
    pitch = found.get(Stage, "pitch")
    assert pitch
    return Graph(found), pitch


@pytest.mark.parametrize(
    ("stage", "coverage", "record"),
    [
        ("owner: ae", "", None),
        ("owner: se", "", "a deal of segment 'small'"),
        ("owner: junior_se", "", "a deal of segment 'small'"),
        ("owner: [se, generalist], jointly: true", "", None),
        ("owner: se, scope: {segment: large}", "", None),
        ("owner: se", "  a: {role: ae, object: account, when: staff < 50, part: accountable, stages: [pitch]}", None),
        ("owner: se", "  a: {role: ae, scope: {segment: small}, stages: [pitch]}", None),
        ("owner: se", "  a: {role: ae, when: account.staff < 50, part: informed, stages: [pitch]}", "segment 'small'"),
        ("owner: se", "  a: {nobody: the product does it, when: account.staff < 50, stages: [pitch]}", None),
        ("owner: se", "  a: {role: ae, when: account.staff < 40, stages: [pitch]}", "'small' and account.staff 40"),
        ("owner: se", "  a: {role: ae, scope: {region: north}, stages: [pitch]}", "region 'south'"),
        ("owner: se", "  a: {when: account.staff < 50, stages: [pitch]}", "a deal of segment 'small'"),
        ("owner: se", "  a: {unknown: [role], when: account.staff < 50, stages: [pitch]}", None),
        ("owner: se, scope: {region: north}", "", "a deal of segment 'small'"),
        ("owner: se", "  a: {role: ae, unknown: [when], stages: [pitch]}", None),
        ("owner: se", "  a: {role: ae, state: draft, stages: [pitch]}", "of segment 'small'"),
    ],
)
def test_records_without_owner(stage: str, coverage: str, record: str | None) -> None:
    """Scopes of owners and rows of the table are put together; what is left is named by its dimensions."""
    graph, pitch = _graph(stage, coverage)
    hole = graph.coverage.without_owner(pitch)
    assert (hole is None) == (record is None), hole
    assert record is None or (hole and record in hole.record), hole


@pytest.mark.parametrize(
    ("coverage", "record"),
    [
        (f"  a: {{role: se, {TRIALS}}}", "a deal of segment 'small'"),
        (f"  a: {{role: ae, when: amount >= 100, {TRIALS}}}", "a deal with amount 0"),
        (
            f"  a: {{role: ae, when: amount >= 100, {TRIALS}}}\n  b: {{nobody: small, when: amount < 100, {TRIALS}}}",
            None,
        ),
        (f"  a: {{role: ae, {TRIALS}}}", None),
        ("  a: {role: se, part: consulted, stages: [pitch]}", None),
        ("  a: {role: se, optional: [pitch], part: responsible}", None),
    ],
)
def test_records_without_worker(coverage: str, record: str | None) -> None:
    """Once the table names somebody who works in a stage, it names somebody, or nobody on purpose, for every record."""
    graph, pitch = _graph("owner: ae", coverage)
    hole = graph.coverage.without_worker(pitch)
    assert (hole is None) == (record is None), hole
    assert record is None or (hole and hole.record == record), hole


@pytest.mark.parametrize(
    ("more", "record"),
    [
        ("transitions: {in: {from: first, to: pitch, kind: advance, when: account.staff > 700}}", None),
        ("transitions: {in: {from: first, to: pitch, kind: advance, scope: {segment: large}}}", None),
        ("transitions: {in: {from: first, to: pitch, kind: advance}}", "a deal of segment 'small'"),
        ("transitions: {in: {from: first, to: pitch, kind: advance, when: account.staff > 9}}", "'small'"),
    ],
)
def test_records_that_come_into_a_stage(more: str, record: str | None) -> None:
    """Only records that the moves into a stage bring can be without anybody."""
    text = BASE.replace("stages: [pitch]}}", "stages: [first, pitch]}}")
    found = model(
        text, more=f"stages: {{first: {{type: open, owner: ae}}, pitch: {{type: open, owner: se}}}}\n{more}\n"
    )
    assert not found.faults, [fault.message for fault in found.faults]
    pitch = found.get(Stage, "pitch")
    hole = Graph(found).coverage.without_owner(pitch) if pitch else None
    assert (hole is None) == (record is None), hole
    assert record is None or (hole and record in hole.record), hole


@pytest.mark.parametrize(
    ("coverage", "record"),
    [
        ("  a: {role: ae, when: amount >= 5, ACC}\n  b: {role: se, when: amount < 9, ACC}", "a deal with"),
        ("  a: {role: ae, scope: {segment: mid}, ACC}\n  b: {role: se, ACC}", "a deal of segment 'mid'"),
        ("  a: {role: ae, when: amount >= 5, ACC}\n  b: {role: se, when: amount < 5, ACC}", None),
        ("  a: {role: ae, ACC}\n  b: {role: se, jointly: true, ACC}", None),
        ("  a: {role: ae, ACC}\n  b: {role: se, stages: [pitch], part: responsible}", None),
        ("  a: {role: se, ACC}\n  b: {role: junior_se, ACC}", None),
    ],
)
def test_records_that_two_rows_claim(coverage: str, record: str | None) -> None:
    """Two rows make different people accountable for one record unless they say that it is on purpose."""
    graph, pitch = _graph("owner: ae", coverage.replace("ACC", "stages: [pitch], part: accountable"))
    found = graph.coverage.claimed_twice(pitch)
    assert (found is None) == (record is None), found
    assert record is None or (found and found[2].startswith(record)), found
