"""Which two roles pull apart: every pair that a finding is about, and how much of their pay is at stake."""

from collections.abc import Iterator
from dataclasses import replace

from opmodel.drawing import Drawing, Edge
from opmodel.engine import Scene
from opmodel.finding import Findings, Severity
from opmodel.views._words import unread
from opmodel.views.pay.parties import Conflict, Parties, bows, pulling
from opmodel.wording import counted

_READ = ("incentive", "role")
_MOST = 18
_LETTERS = {Severity.ERROR: "E", Severity.WARNING: "W", Severity.NOTE: "n"}


def draw(scene: Scene, findings: Findings) -> Drawing:
    """Draw a matrix of the roles with most at stake; a pair stands in it once."""
    model = scene.model
    parties = Parties(model, scene.graph, scene.incentives)
    conflicts = parties.conflicts(findings)
    named = list(dict.fromkeys(name for one in conflicts for name in one.between))
    shown = frozenset(named[:_MOST])
    drawn = [one for one in conflicts if shown.issuperset(one.between)]
    roles = dict.fromkeys(role for one in conflicts for role in one.roles)
    shapes = {party.id: party for party in map(parties.of, roles)}
    notes = []
    if hidden := len(conflicts) - len(drawn):
        notes.append(f"{counted(hidden, 'further pair')} with {counted(len(named) - len(shown), 'further role')}")
    return Drawing(
        "conflicts",
        f"{model.name}: whose pay pulls apart",
        "matrix",
        " ".join(_said(parties, conflicts)),
        tuple(parties.shape(shapes[name]) for name in named[:_MOST]),
        tuple(map(_cell, drawn, bows(drawn))),
        left_out=(*notes, *unread(model, _READ)),
    )


def _cell(conflict: Conflict, bow: Edge) -> Edge:
    """Write how bad the worst of it is and the share of pay at stake, and below which rules say so."""
    worst = min((finding.severity for finding in conflict.findings), key=lambda severity: severity.rank)
    rules = tuple(dict.fromkeys(finding.rule for finding in conflict.findings))
    more = f" +{len(rules) - 1}" if rules[1:] else ""
    stake = f"{conflict.stake:.2g}%" if conflict.stake else ""
    return replace(bow, label=f"{_LETTERS[worst]} {stake}".strip(), second=f"{rules[0]}{more}")


def _said(parties: Parties, conflicts: tuple[Conflict, ...]) -> Iterator[str]:
    if not parties.paid:
        yield "No plan is declared, so no two roles are seen to be paid against each other."
    elif not conflicts:
        yield "No finding names two roles that pull apart."
    else:
        yield from pulling(conflicts)
        yield "E error, W warning, n note; the number is the share of pay at stake."
