"""Tables about a model as a whole: its edges, moves, absences and findings."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from opmodel.finding import Finding
from opmodel.graph import Graph
from opmodel.model import Where, dotted
from opmodel.model.sections.transitions import Transition
from opmodel.tables.cells import Cell, Kind
from opmodel.tables.derived import functions, joined


@dataclass(frozen=True, slots=True)
class Whole:
    """A table whose rows are worked out at once: its columns with type and meaning, and its rows."""

    name: str
    doc: str
    columns: tuple[tuple[str, Kind, str], ...]
    rows: Callable[[Graph, Iterable[Finding]], Iterator[tuple[Cell, ...]]]


_PLACE: tuple[tuple[str, Kind, str], ...] = (
    ("file", "TEXT", "the file it stands in"),
    ("line", "INTEGER", "the line, from 1"),
)


def _edges(graph: Graph, findings: Iterable[Finding]) -> Iterator[tuple[Cell, ...]]:  # noqa: ARG001
    for link in sorted(graph.model.links, key=lambda link: link.source):
        span = graph.model.span(Where(link.source, link.trail))
        yield link.source, link.edge, link.target, dotted(link.trail), span.file, span.line


def _moves(graph: Graph, findings: Iterable[Finding]) -> Iterator[tuple[Cell, ...]]:  # noqa: ARG001
    transitions = graph.model.of(Transition)
    handoffs = (one for transition in transitions for one in graph.journey.handoffs_of(transition))
    handed = {(one.transition.id, one.move.source.id, one.move.target.id) for one in handoffs}
    for move in graph.journey.moves:
        span = graph.model.span(move.transition.where())
        from_, to = graph.journey.givers(move), graph.journey.receivers(move)
        key = (move.transition.id, move.source.id, move.target.id)
        yield (
            *key,
            joined(from_),
            joined(to),
            functions(graph, from_),
            functions(graph, to),
            int(key in handed),
            span.file,
            span.line,
        )


def _absences(graph: Graph, findings: Iterable[Finding]) -> Iterator[tuple[Cell, ...]]:  # noqa: ARG001
    for entity in graph.model.entities.values():
        for absence in entity.absences.values():
            span = graph.model.span(entity.where())
            yield entity.ref, absence.path, absence.why.value, absence.reason or None, span.file, span.line


def _findings(graph: Graph, findings: Iterable[Finding]) -> Iterator[tuple[Cell, ...]]:  # noqa: ARG001
    for one in findings:
        yield (
            one.rule,
            one.family,
            one.severity.value,
            one.status.value,
            one.entity or None,
            one.path or None,
            one.message,
            one.help or None,
            one.owner or None,
            joined(one.roles),
            one.fingerprint,
            one.span.file,
            one.span.line,
        )


WHOLE = (
    Whole(
        "edges",
        "what names what: one row for each reference",
        (
            ("source", "TEXT", "the entity that names the other, as stage/evaluation"),
            ("edge", "TEXT", "how they belong together, read from source to target: owned_by"),
            ("target", "TEXT", "the entity that is named"),
            ("path", "TEXT", "the key it is written at"),
            *_PLACE,
        ),
        _edges,
    ),
    Whole(
        "moves",
        "the ways from one stage to another: a transition with a list or `any` is several",
        (
            ("transition", "TEXT", "the transition"),
            ("from_stage", "TEXT", "the stage a record leaves"),
            ("to_stage", "TEXT", "the stage it enters"),
            ("from_owner", "TEXT", "who has the record before"),
            ("to_owner", "TEXT", "who has it after"),
            ("from_function", "TEXT", "their function"),
            ("to_function", "TEXT", "their function"),
            ("is_handoff", "INTEGER", "whether people take it over from others"),
            *_PLACE,
        ),
        _moves,
    ),
    Whole(
        "absences",
        "what a model says is not there: unknown, withheld, or none on purpose",
        (
            ("entity", "TEXT", "the entity, as stage/evaluation"),
            ("path", "TEXT", "the key without a value"),
            ("why", "TEXT", "unknown, withheld, none or broken"),
            ("reason", "TEXT", "the reason given with none"),
            *_PLACE,
        ),
        _absences,
    ),
    Whole(
        "findings",
        "what `opmodel check` finds, also what is accepted",
        (
            ("rule", "TEXT", "the rule"),
            ("family", "TEXT", "its family"),
            ("severity", "TEXT", "error, warning or note"),
            ("status", "TEXT", "open, accepted, suppressed or proposed"),
            ("entity", "TEXT", "the entity it is about, as stage/evaluation"),
            ("path", "TEXT", "the key it is about"),
            ("message", "TEXT", "what is wrong"),
            ("help", "TEXT", "the way out"),
            ("owner", "TEXT", "the role to talk to"),
            ("roles", "TEXT", "the roles a finding about pay is about"),
            ("fingerprint", "TEXT", "its name for good"),
            *_PLACE,
        ),
        _findings,
    ),
)
