"""The words of pictures: names from ids, amounts on little room, counts."""

import pytest

from opmodel.model.sections.stages import Stage
from opmodel.views._words import percent, time
from opmodel.wording import bare, beside, counted, listed, spelled
from tests.views import pictures


@pytest.mark.parametrize(
    ("name", "title"),
    [("new_lead", "New lead"), ("vp_sales", "VP sales"), ("head_of_vp", "Head of VP"), ("stage_0", "Stage 0")],
)
def test_ids_become_titles(name: str, title: str) -> None:
    """An id starts with a capital letter, and what the trade writes in capitals stays so."""
    assert spelled(name) == title


@pytest.mark.parametrize(
    ("within", "said"),
    [
        ("4bh", "4bh"),
        ("~3mo", "~3mo"),
        ("1bd..2bd", "1–2bd"),
        ("3d..2w", "3d–2w"),
        ("{by: segment, small: 10d, large: 40d}", "10–40d"),
        ("{by: segment, small: 3w, large: 10d}", "10d–3w"),
    ],
)
def test_lengths_of_time_are_short(within: str, said: str) -> None:
    """Of several cases the shortest and the longest are told, the unit once where it is the same."""
    text = f"""
dimensions: {{segment: {{values: {{small: {{}}, large: {{}}}}}}}}
stages: {{a: {{type: open, sla: {{within: {within}}}}}}}
"""
    stage = pictures.read(text).get(Stage, "a")
    assert stage is not None
    assert stage.sla is not None
    assert time(stage.sla.within) == said


def test_shares_are_short() -> None:
    """One share, or the smallest and the largest."""
    text = "stages: {a: {type: open, probability: 45}, b: {type: open, probability: 10..20}, c: {type: open}}\n"
    stages = pictures.read(text).of(Stage)
    assert [percent(stage.probability) for stage in stages] == ["45%", "10–20%", ""]


def test_numbers_are_counted() -> None:
    """One is not many, thousands are grouped, lists end with `and`."""
    assert [counted(count, "stage") for count in (1, 2, 1560)] == ["1 stage", "2 stages", "1,560 stages"]
    assert counted(3, "person", "people") == "3 people"
    assert [listed(parts) for parts in ((), ("a",), ("a", "b", "c"))] == ["", "a", "a, b and c"]


def test_ids_lose_their_section() -> None:
    """An id may be written with the section it is of."""
    assert (bare("role/ae"), bare("ae")) == ("ae", "ae")


def test_parts_stand_beside_each_other() -> None:
    """What says nothing, or nothing that can be seen, leaves no gap."""
    assert beside("30d", "", "\u200b", " 40%\n") == "30d · 40%"
