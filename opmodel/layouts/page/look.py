"""The one look of all pictures: colours, dashes, signs and words for every kind of shape, edge and mark."""

from dataclasses import replace

from opmodel.drawing import Edge, Look, Mark, Shape
from opmodel.finding import Severity

INK, MUTED, PAPER = "#1f2933", "#52606d", "#ffffff"
RULE, ZEBRA, HEADING = "#d5dae1", "#f6f7f9", "#e9edf2"
RED, PINK, BLUSH, GREY_HATCH = "#b3261e", "#f5d5d2", "#fdf1f0", "#dde2e8"
_SLATE, _BLUE, _GREEN, _OCHRE, _TEAL, _GREY = "#3e4c59", "#1d4f91", "#1e7b3c", "#8a5a00", "#0b6b62", "#6b7280"
_PLUM = "#7a3480"

_OPEN = Look(PAPER, _SLATE, INK)
_SHAPES = {
    "open": (_OPEN, "open stage"),
    "holding": (Look("#fdf3d8", _OCHRE, INK, sign="||"), "waits here, nobody works it"),
    "won": (Look("#e1f3e6", _GREEN, INK, width=2, radius=14, sign="✓"), "won"),
    "done": (Look("#eef1f4", _SLATE, INK, radius=14, sign="✓"), "done"),
    "converted": (Look("#e6eefb", _BLUE, INK, radius=14, sign="→"), "goes on as another record"),
    "lost": (Look("#eef0f3", _GREY, INK, radius=14, sign="✗"), "lost"),
    "disqualified": (Look("#eef0f3", _GREY, INK, radius=14, sign="∅"), "disqualified"),
    "void": (Look("#eef0f3", _GREY, INK, radius=14, dash=(4, 3), sign="∅"), "void"),
    "function": (Look("#e6ecf3", _SLATE, INK), "function"),
    "role": (_OPEN, "role"),
    "executive": (Look("#e6ecf3", _SLATE, INK, width=2.5), "executive"),
    "manager": (Look("#f1f4f8", _SLATE, INK, width=2), "manager"),
    "individual": (Look(PAPER, _GREY, INK), "individual role"),
    "team": (Look(PAPER, _SLATE, INK, double=True), "team"),
    "queue": (Look("#f1f4f8", _SLATE, INK, double=True, sign="≈"), "queue: nobody owns it by name"),
    "pool": (Look("#f1f4f8", _SLATE, INK, double=True), "pool"),
    "automation": (Look("#eef1f4", _GREY, INK, radius=2, sign="↺"), "automation"),
    "external": (Look(PAPER, _GREY, INK, dash=(4, 3)), "outside the company"),
    "variant": (Look("#fafbfc", _GREY, INK, radius=14), "one kind of the role above"),
    "heading": (Look(HEADING, HEADING, INK, radius=2), ""),
    "party": (Look("#e6ecf3", _SLATE, INK), "who is paid"),
    "kpi": (_OPEN, "KPI"),
    "outcome": (Look("#e1f3e6", _GREEN, INK, width=2, radius=14), "outcome"),
    "north_star": (Look("#e1f3e6", _GREEN, INK, width=3, radius=14, sign="★"), "north star"),
    "unowned": (Look(PAPER, _GREY, INK, dash=(4, 3)), "no owner"),
    "unlinked": (Look(PAPER, _GREY, INK, dash=(2, 3)), "leads to nothing on the left"),
    "vacant": (Look(PAPER, _GREY, INK, dash=(4, 3), hatch=GREY_HATCH), "vacant"),
}
_OWNERS = (
    ("#e6eefb", _BLUE), ("#fdf3d8", _OCHRE), ("#e1f3e6", _GREEN), ("#f5e8f6", _PLUM),
    ("#dff3f1", _TEAL), ("#fbe8dc", "#8a4b1d"), ("#e6eaef", _SLATE), ("#eff4d6", "#566600"),
)  # fmt: skip
OWNERS = tuple(f"owner{at}" for at in range(1, len(_OWNERS) + 1))
"""Kinds of boxes that belong to one owner each; the picture's legend names the owners."""
_SHAPES |= {kind: (Look(fill, stroke, INK), "one owner") for kind, (fill, stroke) in zip(OWNERS, _OWNERS, strict=True)}
_EDGES = {
    "advance": (Look("", _SLATE, INK, width=1.6), "advances, same owner"),
    "handoff": (Look("", _BLUE, _BLUE, width=2.8), "handoff: the owner changes"),
    "convert": (Look("", _BLUE, _BLUE, width=1.6, dash=(12, 3)), "converts into another record"),
    "scheduled": (Look("", _SLATE, INK, width=1.6, dash=(8, 3)), "by the calendar"),
    "automatic": (Look("", _SLATE, INK, width=1.6, dash=(2, 2)), "by a system"),
    "recycle": (Look("", _OCHRE, _OCHRE, width=1.6, dash=(7, 4)), "goes back"),
    "lose": (Look("", _GREY, MUTED, width=1.6, dash=(3, 3)), "is lost"),
    "disqualify": (Look("", _GREY, MUTED, width=1.6, dash=(1.5, 3)), "is disqualified"),
    "reopen": (Look("", _TEAL, _TEAL, width=1.6, dash=(9, 3, 2, 3)), "is opened again"),
    "forbidden": (Look("", RED, RED, width=2, dash=(5, 3)), "must not happen"),
    "gap": (Look("", RED, RED, width=4, dash=(2, 4)), "no move declared between neighbours"),
    "stall": (Look("", _GREY, MUTED, width=1.2, dash=(1.5, 4)), "moved on when its time is over"),
    "reject": (Look("", _GREY, MUTED, width=1.2, dash=(5, 4)), "refused by the receiver"),
    "dotted": (Look("", _OCHRE, _OCHRE, width=1.6, dash=(2, 4)), "also reports to"),
    "belongs": (Look("", _GREY, INK, width=1.2, dash=(2, 3)), "one kind of it"),
    "reports": (Look("", _SLATE, INK, width=1.4), "reports to"),
    "pays_up": (Look("", _BLUE, _BLUE, width=1.6), "is paid more when it rises"),
    "pays_down": (Look("", _OCHRE, _OCHRE, width=1.6, dash=(7, 4)), "is paid more when it falls"),
    "raises": (Look("", _GREEN, _GREEN, width=1.6), "more of it raises the other"),
    "lowers": (Look("", _PLUM, _PLUM, width=1.6, dash=(5, 3)), "more of it lowers the other"),
    "mixed": (Look("", _GREY, MUTED, width=1.6, dash=(2, 3)), "both, on different ways"),
    "conflict": (Look("", RED, RED, width=2.4), "conflict between two roles"),
    "friction": (Look("", RED, RED, width=1.2), "perhaps a conflict: a warning or a note"),
    "tension": (Look("", RED, RED, width=1.8, dash=(6, 4)), "conflict that is accepted"),
}
MUTUAL = frozenset({"conflict", "friction", "tension"})
"""Kinds of edges that stand between two, whichever comes first."""

BACKWARD = frozenset({"recycle", "lose", "disqualify", "reopen", "stall", "reject"})
"""Kinds of edges that leave the main flow."""

UNLED = frozenset({"variant", "heading"})
"""Kinds of boxes in a tree that are nobody's report: one kind of a role, a name for what stands apart."""

CLOSED = frozenset({"won", "lost", "disqualified", "converted", "done", "void"})
"""Kinds of stages nobody has to own."""

_BADGES = {
    Severity.ERROR: (Look(RED, RED, "#ffffff"), "E"),
    Severity.WARNING: (Look("#ffd166", _OCHRE, "#3d2c00"), "W"),
    Severity.NOTE: (Look("#dbe7f5", _BLUE, "#17375e"), "n"),
}


def shape_look(shape: Shape) -> Look:
    """Return how a shape is drawn: by kind, then draft, then alarm."""
    look = kind_look(shape.kind)
    if shape.draft:
        look = replace(look, hatch=GREY_HATCH, dash=(4, 3))
    if shape.alarm:
        look = replace(look, fill=BLUSH, stroke=RED, width=2.5, hatch=PINK, sign="!")
    return look


def kind_look(kind: str) -> Look:
    """Return how a kind of shape is drawn; a kind without a look of its own is drawn like an open stage."""
    return _SHAPES.get(kind, (_OPEN, ""))[0]


def edge_look(edge: Edge) -> Look:
    """Return how an edge is drawn: by what it is, then draft."""
    look = line_look(edge.what)
    return replace(look, dash=(4, 4)) if edge.draft else look


def line_look(kind: str) -> Look:
    """Return how a kind of edge is drawn; a kind without a look of its own is drawn like an advance."""
    return _EDGES.get(kind, _EDGES["advance"])[0]


def badge_look(mark: Mark) -> tuple[Look, str]:
    """Return colours and text of a badge: E, W or n and how many."""
    look, letter = _BADGES[mark.severity]
    return look, f"{letter} {mark.count}"


def words(kind: str) -> str:
    """Return what a kind means, in the words of the legend."""
    known = _EDGES.get(kind) or _SHAPES.get(kind)
    return known[1] if known else kind.replace("_", " ")
