"""Drawings of any size, as views would make them: journeys, matrices and reporting lines."""

from dataclasses import replace
from itertools import pairwise
from random import Random

from opmodel.drawing import Drawing, Edge, Group, Lane, Mark, Shape
from opmodel.finding import Severity

_FUNCTIONS = (
    "Marketing", "Inbound sales", "Outbound sales", "Sales", "Solutions", "Deal desk", "Legal", "Finance",
    "Onboarding", "Customer success", "Support", "Renewals", "Partners", "Product", "Revenue operations", "Enablement",
    "Data", "Security", "Professional services", "Training", "Community", "Events", "Brand", "Pricing", "Procurement",
    "Billing", "Collections", "Field marketing", "Alliances", "Customer education",
)  # fmt: skip
_STAGES = (
    "Inbound", "Working", "Qualified", "Discovery", "Evaluation", "Technical validation", "Proposal", "Negotiation",
    "Procurement", "Legal review", "Onboarding", "Implementation", "Live", "Renewing", "Expanding", "Handover",
)  # fmt: skip
_AXES = ("gives", "takes")
_CLOCKS = ("2bh", "1bd", "5bd", "", "2w")


def northwind() -> Drawing:
    """Draw three lifecycles of a company as one journey, with everything a stage map can show."""
    lanes = (
        Lane("role/demand_manager", "Demand manager", "Marketing"),
        Lane("role/prospector", "Prospector", "Sales", marks=(Mark(Severity.WARNING, 1),)),
        Lane("role/ae", "Account executive", "Sales"),
        Lane("role/csm", "Customer success manager", "Customer"),
    )
    groups = (
        Group("lifecycle/lead_flow", "Leads", "lead"),
        Group("lifecycle/new_business", "New business", "opportunity"),
        Group("lifecycle/customer_life", "Customer life", "subscription"),
    )
    rows = (
        ("inbound", "Inbound", "open", "demand_manager", 0, 0, "5bd"),
        ("working", "Working", "open", "prospector", 0, 1, "10–30d"),
        ("nurture", "Nurture", "holding", "demand_manager", 0, 2, "9mo"),
        ("discovery", "Discovery", "open", "ae", 1, 0, "10% · pipeline"),
        ("evaluation", "Evaluation", "open", "ae", 1, 1, "40% · best case"),
        ("procurement", "Procurement", "open", "ae", 1, 2, "75% · commit"),
        ("won", "Won", "won", "ae", 1, 3, "100%"),
        ("lost", "Lost", "lost", "ae", 1, 4, "4 reasons"),
        ("onboarding", "Onboarding", "open", "csm", 2, 0, "2w–3mo"),
        ("live", "Live", "open", "csm", 2, 1, ""),
        ("renewing", "Renewing", "open", "csm", 2, 2, "60–120d"),
        ("churned", "Churned", "lost", "csm", 2, 3, "4 reasons"),
    )
    shapes = tuple(
        Shape(
            f"stage/{name}", label, kind, second, f"role/{lane}", groups[group].id, column, place=f"journey.yaml:{at}"
        )
        for at, (name, label, kind, lane, group, column, second) in enumerate(rows, 14)
    )
    return Drawing(
        "journey", "Northwind: the journey of a customer", "grid",
        "Who owns each stage, where the owner changes and what comes back.",
        tuple(
            _marked(shape) for shape in shapes
        ), _northwind_edges(), lanes, groups,
        left_out=("3 findings about something that is not on this picture",),
    )  # fmt: skip


def _marked(shape: Shape) -> Shape:
    marks = {
        "stage/evaluation": (Mark(Severity.ERROR, 1), Mark(Severity.WARNING, 2)),
        "stage/live": (Mark(Severity.NOTE, 1),),
    }
    return replace(shape, marks=marks.get(shape.id, ()))


def _northwind_edges() -> tuple[Edge, ...]:
    rows = (
        ("hand_to_prospector", "inbound", "working", "handoff", "2bh"),
        ("revive", "nurture", "inbound", "reopen", "after 9 quiet months"),
        ("hand_to_ae", "working", "discovery", "handoff", "1bd"),
        ("to_evaluation", "discovery", "evaluation", "advance", "50%"),
        ("to_procurement", "evaluation", "procurement", "advance", "50%"),
        ("win", "procurement", "won", "advance", "50%"),
        ("reopen_deal", "lost", "discovery", "reopen", "after 180d"),
        ("hand_to_csm", "won", "onboarding", "handoff", "2bd"),
        ("go_live", "onboarding", "live", "advance", ""),
        ("csm_change", "live", "live", "handoff", "no clock"),
        ("open_renewal", "live", "renewing", "scheduled", ""),
        ("renew", "renewing", "live", "advance", ""),
    )
    single = [
        Edge(f"transition/{name}", f"stage/{source}", f"stage/{target}", kind, label, alarm=label == "no clock",
             marks=(Mark(Severity.WARNING, 1),) if name == "hand_to_ae" else ())
        for name, source, target, kind, label in rows
    ]  # fmt: skip
    single.append(Edge("transition/lost_to_won", "stage/lost", "stage/won", "reopen", "reopen first", forbidden=True))
    several = (
        ("recycle", ("inbound", "working"), "nurture", "recycle"),
        ("lose", ("discovery", "evaluation", "procurement"), "lost", "lose"),
        ("churn", ("onboarding", "live", "renewing"), "churned", "lose"),
    )
    for name, sources, target, kind in several:
        single += [
            Edge(
                f"transition/{name}/{source}",
                f"stage/{source}",
                f"stage/{target}",
                kind,
                entities=(f"transition/{name}",),
            )
            for source in sources
        ]
    return tuple(single)


def journey(stages: int, *, per_lifecycle: int = 10, lanes: int = 5) -> Drawing:
    """Draw lifecycles one after the other; some stages are unowned, drafts, or recycled from far away."""
    owners = tuple(Lane(f"role/r{at}", f"{_FUNCTIONS[at]} lead", _FUNCTIONS[at]) for at in range(lanes))
    groups, shapes, edges = [], [], []
    before = ""
    for block, first in enumerate(range(0, stages, per_lifecycle)):
        count = min(per_lifecycle, stages - first)
        group = Group(f"lifecycle/l{block}", f"Lifecycle {block + 1}", "opportunity" if block % 2 else "lead")
        groups.append(group)
        names = [f"stage/s{block}_{at}" for at in range(count)]
        shapes += [_stage(name, block, at, count, group.id, lanes) for at, name in enumerate(names)]
        if before:
            edges.append(Edge(f"transition/next{block}", before, names[0], "handoff", "1bd"))
        edges += _moves(block, names, {shape.id: shape.lane for shape in shapes})
        before = names[max(count - 2, 0)]
    return Drawing(
        "journey", f"A journey of {stages} stages", "grid", "Drawn by rule, not by hand.",
        tuple(shapes), tuple(edges), owners, tuple(groups),
    )  # fmt: skip


def _stage(name: str, block: int, at: int, count: int, group: str, lanes: int) -> Shape:
    kinds = {count - 1: "lost", count - 2: "won"} if count > 3 else {}
    kind = kinds.get(at, "open")
    lane = "" if (block + at) % 13 == 5 else f"role/r{(at * lanes // max(count, 1) + block) % lanes}"
    label = {"lost": "Lost", "won": "Won"}.get(kind) or _STAGES[(at + 3 * block) % len(_STAGES)]
    alarm = not lane and kind == "open"
    marks = (Mark(Severity.ERROR, 1),) if alarm else (Mark(Severity.NOTE, 2),) if at == 3 else ()
    second = "no owner" if alarm else f"{10 * at}%"
    return Shape(
        name, label, kind, second, lane, group, at, place=f"j.yaml:{at}", alarm=alarm, draft=at == 6, marks=marks
    )


def _moves(block: int, names: list[str], lanes: dict[str, str]) -> list[Edge]:
    edges = []
    for at, (source, target) in enumerate(pairwise(names[:-1])):
        handoff = lanes[source] != lanes[target]
        clock = _CLOCKS[at % len(_CLOCKS)]
        label = (clock or "no clock") if handoff else f"{90 - 5 * at}%"
        edges.append(
            Edge(
                f"transition/t{block}_{at}",
                source,
                target,
                "handoff" if handoff else "advance",
                label,
                alarm=handoff and not clock,
            )
        )
    edges += [Edge(f"transition/lose{block}/{source}", source, names[-1], "lose") for source in names[1:-2:2]]
    if len(names) > 5:
        edges.append(Edge(f"transition/back{block}", names[4], names[1], "recycle", "not ready"))
        edges.append(Edge(f"transition/skip{block}", names[1], names[4], "advance", "fast lane"))
        edges.append(Edge(f"transition/reopen{block}", names[-1], names[2], "reopen", "after 90d"))
    return edges


def matrix(functions: int) -> Drawing:
    """Draw who hands work to whom, with some work coming back."""
    names = [f"function/f{at}" for at in range(functions)]
    shapes = [Shape(name, _FUNCTIONS[at], "function") for at, name in enumerate(names)]
    edges = []
    for at in range(functions):
        for step in (1, 2, 5):
            if at + step < functions and (at * step) % 4 != 3:
                alarm = (at + step) % 4 == 0
                marks = (Mark(Severity.WARNING, 1),) if (at, step) == (1, 1) else ()
                second = "no clock" if alarm else "1bd"
                edges.append(
                    Edge(
                        f"h{at}_{step}",
                        names[at],
                        names[at + step],
                        "handoff",
                        str(1 + at % 3),
                        second,
                        alarm=alarm,
                        marks=marks,
                    )
                )
        if at % 3 == 2:
            edges.append(Edge(f"r{at}", names[at], names[at - 2], "recycle", "1", "2bd"))
    turned = sorted(shapes, key=lambda shape: (len(shape.label) * 7) % 11)
    description = "Columns give, rows take. Numbers are handoffs."
    return Drawing("handoffs", "Who hands work to whom", "matrix", description, tuple(turned), tuple(edges), axes=_AXES)


def org(roles: int) -> Drawing:
    """Draw reporting lines three or four levels deep with vacancies and dotted lines."""
    titles = ("Account executive", "Sales development rep", "Customer success manager", "Solutions engineer", "Analyst")
    shapes = [Shape("role/ceo", "Chief executive", "executive", "company")]
    heads = [f"role/vp{at}" for at in range(min(6, max(2, roles // 12)))]
    shapes += [
        Shape(name, f"VP {_FUNCTIONS[at * 3]}", "executive", _FUNCTIONS[at * 3], parent="role/ceo")
        for at, name in enumerate(heads)
    ]
    managers = [f"role/m{at}" for at in range(0 if roles < 20 else len(heads) * 3)]
    shapes += [
        Shape(name, f"{_FUNCTIONS[at % 30]} manager", "manager", "1 person", parent=heads[at % len(heads)])
        for at, name in enumerate(managers)
    ]
    bosses = managers or heads
    for at in range(roles - len(shapes)):
        kind = "vacant" if at % 9 == 4 else "queue" if at % 17 == 8 else "individual"
        shapes.append(
            Shape(f"role/i{at}", titles[at % 5], kind, f"{1 + at % 6} people", parent=bosses[at % len(bosses)])
        )
    dotted = [Edge("dotted/1", "role/i1", heads[0], "dotted"), Edge("dotted/2", "role/i2", heads[-1], "dotted")]
    return Drawing(
        "org", f"Reporting lines of {roles} roles", "tree", "Who reports to whom.", tuple(shapes), tuple(dotted)
    )


def scribble(chance: Random) -> Drawing:
    """Draw a journey at random: any owner, any order, twice as many edges as stages at most."""
    groups = tuple(Group(f"g{at}", f"Group {at}") for at in range(chance.randint(0, 4)))
    lanes = tuple(Lane(f"l{at}", f"Lane {at}") for at in range(chance.randint(0, 5)))
    words = ("", "", "1bd", "after 90 days", "a rather long label on a line")
    error, warning = (Mark(Severity.ERROR, 1),), (Mark(Severity.WARNING, 2),)
    shapes = tuple(
        Shape(
            f"s{at}", chance.choice(("Evaluation", "Won", "A longer label for this", "Implementation phase", "X")),
            chance.choice(("open", "won", "lost", "holding")), chance.choice(("", "10%", "something quite long here")),
            f"l{chance.randint(0, 5)}", f"g{chance.randint(0, 4)}", chance.randint(0, 8), alarm=chance.random() < 0.1,
            marks=error if chance.random() < 0.1 else (),
        )
        for at in range(chance.randint(2, 25))
    )  # fmt: skip
    kinds = ("advance", "handoff", "recycle", "lose", "reopen", "scheduled", "convert")
    edges = tuple(
        Edge(
            f"e{at}", chance.choice(shapes).id, chance.choice(shapes).id, chance.choice(kinds), chance.choice(words),
            alarm=chance.random() < 0.1, forbidden=chance.random() < 0.05,
            marks=warning if chance.random() < 0.1 else (),
        )
        for at in range(chance.randint(0, 2 * len(shapes)))
    )  # fmt: skip
    return Drawing("journey", "Scribble", "grid", "Nobody would draw this.", shapes, edges, lanes, groups)


def conflicts(roles: int) -> Drawing:
    """Draw what stands between any two of some roles, each pair once."""
    shapes = tuple(Shape(f"role/{at}", f"Account executive {at}", "party", "40% variable") for at in range(roles))
    kinds = ("conflict", "friction", "tension")
    edges = tuple(
        Edge(f"finding/{a}-{b}", f"role/{a}", f"role/{b}", kinds[(a + b) % 3], "E 25%", "opposed incentives +1",
             marks=(Mark(Severity.ERROR, 2), Mark(Severity.NOTE, 1)))
        for a in range(roles) for b in range(a) if (a * b) % 4 == 0
    )  # fmt: skip
    return Drawing("conflicts", "Who pulls apart", "matrix", shapes=shapes, edges=edges)


def columns(chance: Random, sizes: tuple[int, ...]) -> Drawing:
    """Draw columns of boxes with lines over one, two or no columns, and brackets at both sides."""
    kinds = ("pays_up", "pays_down", "raises", "lowers", "mixed", "conflict", "tension")
    shapes = tuple(
        Shape(f"k/{column}/{at}", chance.choice(_STAGES), "kpi", "should rise", group=f"g{column}", column=column,
              marks=(Mark(Severity.ERROR, 2),) if at % 3 == 0 else ())
        for column, size in enumerate(sizes) for at in range(size)
    )  # fmt: skip
    pairs = [(chance.choice(shapes), chance.choice(shapes)) for _ in range(2 * len(shapes))]
    edges = tuple(
        Edge(f"e{at}", one.id, other.id, chance.choice(kinds), "+ 25%", chance.choice(("quarter", "9% of pay", "")),
             alarm=at % 9 == 0, marks=(Mark(Severity.WARNING, 1),) if at % 5 == 0 else ())
        for at, (one, other) in enumerate(pairs)
    )  # fmt: skip
    groups = tuple(Group(f"g{column}", "Who is paid for it") for column in range(len(sizes)))
    return Drawing("incentives", "Who is paid for what", "columns", shapes=shapes, edges=edges, groups=groups)


def drivers(chance: Random, size: int) -> Drawing:
    """Draw trees of KPIs with words on most branches, and boxes below a heading."""
    shapes = [Shape("k/0", "Recurring revenue", "north_star", "Chief revenue officer")]
    edges = []
    for at in range(1, size):
        above = chance.choice([shape for shape in shapes if shape.column < 3])
        parent = "" if at % 11 == 0 else above.id
        column = above.column + 1 if parent else 0
        marks = (Mark(Severity.ERROR, 1),) if at % 4 == 0 else ()
        second, owner = "Account executive · also + Win rate", f"owner{1 + at % 8}"
        shapes.append(
            Shape(f"k/{at}", chance.choice(_STAGES), owner, second, column=column, parent=parent, marks=marks)
        )
        if parent and at % 7:
            kind = chance.choice(("raises", "lowers"))
            edges.append(Edge(f"e{at}", f"k/{at}", parent, kind, chance.choice(("+ strong", "−", "")), "2w"))
    shapes.append(Shape("k/", "Leads nowhere", "heading"))
    shapes += [Shape(f"n/{at}", chance.choice(_STAGES), "unlinked", "no owner", parent="k/") for at in range(size % 9)]
    return Drawing("kpi_tree", "What moves revenue", "drivers", shapes=tuple(shapes), edges=tuple(edges))
