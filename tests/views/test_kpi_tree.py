"""The tree of KPIs: what moves the north star, who owns it, what is cut."""

from opmodel.drawing import Drawing
from tests.views import pictures

_KPIS = "kpis:\n" + "".join(
    f"  {name}: {{aggregation: count, kind: {kind}, good: up{owner}}}\n"
    for name, kind, owner in (
        ("revenue", "outcome", ", owner: head"),
        ("profit", "outcome", ", owner: head"),
        ("deals", "volume", ", owner: ae"),
        ("meetings", "volume", ""),
        ("calls", "activity", ", owner: ae"),
        ("leads", "volume", ", owner: ae"),
        ("alone", "volume", ", owner: ae"),
    )
)
_TEXT = f"""
roles: {{head: {{}}, ae: {{levers: [hours]}}}}
levers: {{hours: {{}}, price: {{}}}}
{_KPIS}influences:
  deals: {{revenue: +strong, profit: -weak}}
  meetings: {{deals: +0.6, revenue: +weak}}
  calls: {{meetings: {{effect: "+", lag: 2w}}}}
  leads: {{calls: +medium}}
  hours: {{calls: +strong}}
  price: {{profit: "-"}}
"""


def _drawn(north_star: str = "") -> Drawing:
    manifest = f"opmodel: 1\nmodel: {{name: Acme, north_star: {north_star}}}\n" if north_star else ""
    return pictures.of(f"{manifest}{_TEXT}", "kpi_tree")


def test_without_a_north_star_every_outcome_is_a_root() -> None:
    """Each KPI and lever stands once, below the nearest outcome it moves most, and names what else it moves."""
    drawing = _drawn()
    above = {shape.id: shape.parent for shape in drawing.shapes}
    assert above == {
        "kpi/revenue": "",
        "kpi/deals": "kpi/revenue",
        "kpi/meetings": "kpi/revenue",
        "kpi/calls": "kpi/meetings",
        "lever/hours": "kpi/calls",
        "kpi/leads": "kpi/calls",
        "kpi/profit": "",
        "lever/price": "kpi/profit",
        "kpi/": "",
        "kpi/alone": "kpi/",
    }
    assert pictures.shape(drawing, "kpi/deals").second == "AE · also − Profit"
    assert pictures.shape(drawing, "kpi/meetings").second == "no owner · also + Deals"


def test_the_north_star_is_the_root() -> None:
    """Only what moves it hangs on it; the rest is linked to no outcome."""
    text = pictures.drawn("northwind", "kpi_tree")
    root = text.shapes[0]
    assert (root.id, root.kind, root.parent) == ("kpi/arr_in_use", "north_star", "")


def test_branches_carry_sign_strength_and_delay() -> None:
    """A strength that nobody wrote is left out."""
    lines = {edge.source: (edge.kind, edge.label, edge.second) for edge in _drawn().edges}
    assert lines["kpi/deals"] == ("raises", "+ strong", "")
    assert lines["kpi/calls"] == ("raises", "+", "2w")
    assert lines["lever/price"] == ("lowers", "−", "")


def test_owners_have_colours_and_are_written() -> None:
    """The colour of an owner stands in the legend, who has none is dashed, a lever is of who holds it."""
    drawing = _drawn()
    kinds = {shape.id: shape.kind for shape in drawing.shapes}
    assert kinds["kpi/deals"] == kinds["lever/hours"] == "owner1"
    assert (kinds["kpi/meetings"], kinds["lever/price"], kinds["kpi/alone"]) == ("unowned", "unowned", "unlinked")
    assert [(key.kind, key.text) for key in drawing.legend] == [("owner1", "AE")]
    assert pictures.shape(drawing, "lever/hours").second == "lever: AE"
    assert pictures.shape(drawing, "lever/price").second == "lever of nobody"


def test_below_the_third_level_is_counted() -> None:
    """A chain of ten is drawn to its third step; the box there says how many follow."""
    names = [f"k{at}" for at in range(10)]
    kpis = "".join(f"  {name}: {{aggregation: count{', kind: outcome' if name == 'k0' else ''}}}\n" for name in names)
    moves = "".join(f"  k{at + 1}: {{k{at}: +strong}}\n" for at in range(9))
    drawing = pictures.of(f"kpis:\n{kpis}influences:\n{moves}", "kpi_tree")
    assert [shape.id for shape in drawing.shapes] == ["kpi/k0", "kpi/k1", "kpi/k2", "kpi/k3"]
    assert drawing.shapes[-1].second == "no owner · +6 below"


def test_a_crowd_keeps_the_strongest() -> None:
    """Of a hundred that move one outcome as many are drawn as a page holds, the strongest; the root counts the rest."""
    kpis = "".join(f"  k{at}: {{aggregation: count}}\n" for at in range(100))
    moves = "".join(f"  k{at}: {{top: +0.{at + 100}}}\n" for at in range(100))
    drawing = pictures.of(f"kpis:\n  top: {{aggregation: sum, kind: outcome}}\n{kpis}influences:\n{moves}", "kpi_tree")
    assert len(drawing.shapes) == 41
    assert drawing.shapes[1].id == "kpi/k99"
    assert drawing.shapes[0].second == "no owner · +60 below"


def test_what_is_missing_is_said() -> None:
    """Without influences the KPIs stand apart, without an outcome there is no root; both are sentences."""
    drawing = pictures.drawn("misaligned", "kpi_tree")
    assert drawing.shapes[0].id == "kpi/new_arr"
    assert pictures.of("kpis: {a: {aggregation: count, kind: outcome}}\n", "kpi_tree").description == (
        "No influence is declared, so nothing says what moves what."
    )
    assert pictures.of("", "kpi_tree").description.startswith("No north star and no KPI of kind outcome")
