"""Whatever the files hold: the same model in every order, and never an exception."""

from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.model import Model, read, sections
from opmodel.source import parse
from tests.model.documents import mutated, source, value
from tests.model.models import of_files

FILES = {
    "opmodel.yaml": "opmodel: 1\nmodel: {owner: cro}\n",
    "a.yaml": "roles: {cro: {}, ae: {reports_to: cro}}\n",
    "b.yaml": "stages: {won: {type: won}, e: {type: open, owner: ea}}\nroles: {ae: {}}\n",
    "c.yaml": "lifecycles: {l: {object: deal, stages: [e, won]}}\nobjects: {deal: {fields: {x: {type: text}}}}\n",
    "d.yaml": "criteria: {c: {object: deal, test: y is null}}\nstages: {E: {type: open}}\n",
}


def _said(found: Model) -> tuple[object, ...]:
    faults = sorted((fault.span, fault.rule, fault.message, fault.help) for fault in found.faults)
    return tuple(found.entities), sorted(map(repr, found.links)), faults


@given(order=st.permutations(sorted(FILES)))
def test_order_of_files_changes_nothing(order: list[str]) -> None:
    """Entities, edges and faults are the same however the files come."""
    assert _said(of_files({name: FILES[name] for name in order})) == _said(of_files(FILES))


@given(cut=st.integers(1, 4), order=st.permutations(["a", "b", "c", "d", "e"]))
def test_splitting_a_section_changes_nothing(cut: int, order: list[str]) -> None:
    """An entity may stand in any file, and the order of ids carries no meaning."""

    def text(names: list[str]) -> str:
        return "roles: {" + ", ".join(f"{name}: {{reports_to: a}}" for name in names) + "}\n"

    whole = of_files({"opmodel.yaml": "opmodel: 1\n", "x.yaml": text(sorted(order))})
    split = of_files({"opmodel.yaml": "opmodel: 1\n", "y.yaml": text(order[:cut]), "x.yaml": text(order[cut:])})
    assert tuple(split.entities) == tuple(whole.entities)
    assert sorted(map(repr, split.links)) == sorted(map(repr, whole.links))


_WORDS = st.sampled_from(
    [
        *sections(),
        *("ae", "from", "to", "by", "unknown", "none", "statements", "field", "says", "scope", "~", "null"),
        *("10d", "1..2", "{", "}", "[", "]", ":", ",", "- ", "\n", "\n  ", "\n    ", "#", "'", '"', "a > 5", "|"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=200) | st.lists(_WORDS, max_size=60).map(" ".join) | st.lists(_WORDS).map("".join))
def test_no_text_raises(text: str) -> None:
    """Any text is a model with faults at worst, in the manifest and beside it."""
    data = text.encode("utf-8", "surrogatepass")
    for manifest in ("x.yaml", "opmodel.yaml"):
        read([parse(data, "x.yaml"), parse(b"opmodel: 1\n", "opmodel.yaml")], manifest)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_document_of_the_language_raises(data: st.DataObject) -> None:
    """Nor does a text that is nearly right, with references that lead nowhere."""
    name = data.draw(st.sampled_from(sorted(sections())))
    tree = data.draw(mutated(st.dictionaries(st.sampled_from(["alpha", "beta"]), value(sections()[name].body))))
    found = read([parse(source({name: tree}).encode(), "opmodel.yaml")], "opmodel.yaml")
    for ref, one in found.entities.items():
        assert found.span(one.where()).file == "opmodel.yaml", ref
