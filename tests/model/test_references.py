"""References: ids that exist, did-you-mean, sections that share an id, words in their place."""

from opmodel.model import Model
from tests.model.models import faults, model, one, place

BOTH = "roles: {support: {}, ae: {}}\nfunctions: {support: {lead: ae}}\n"


def _targets(found: Model, source: str, edge: str) -> list[str]:
    return [link.target for link in found.links if (link.source, link.edge) == (source, edge)]


def test_unknown_id_is_found_with_a_suggestion() -> None:
    """The message names the entity and the field; the place is the id itself."""
    fault = one("roles: {account_executive: {}, b: {reports_to: acount_executive}}", "unknown-reference")
    assert fault.message == "role 'b': reports_to names 'acount_executive', but there is no such role or function"
    assert (fault.help, place(fault), fault.path) == (
        "did you mean 'account_executive'?",
        (1, 48),
        "roles.b.reports_to",
    )


def test_unknown_id_without_a_neighbour_says_where_to_declare_it() -> None:
    """Nothing is close: the help names the section."""
    assert one("stages: {e: {type: open, definition: x}}", "definition-missing").help == "declare it below definitions:"


def test_id_of_another_section_is_recognised() -> None:
    """An id that exists elsewhere says so."""
    fault = one("kpis: {arr: {aggregation: sum}}\nroles: {r: {function: arr}}", "unknown-reference")
    assert "kpi/arr" in fault.help


def test_shared_id_needs_its_singular() -> None:
    """A bare id of two sections the field accepts is ambiguous; `role/support` and `function/support` are not."""
    fault = one(BOTH + "stages: {e: {type: open, owner: support}}", "ambiguous-reference")
    assert fault.help == "write role/support or function/support"
    found = model(BOTH + "stages: {e: {type: open, owner: [role/support, function/support], jointly: true}}")
    assert _targets(found, "stage/e", "owned_by") == ["role/support", "function/support"]


def test_singular_must_fit_the_field() -> None:
    """An entity of a section that the field does not take is unknown there."""
    text = "kpis: {arr: {aggregation: sum}}\nroles: {r: {function: kpi/arr}}"
    assert [fault.rule for fault in faults(text)] == ["unknown-reference"]


def test_words_in_place_of_an_id_are_no_reference() -> None:
    """`peer` and `any` are words of the language."""
    text = (
        "roles: {ae: {backup: peer}}\nstages: {lost: {type: lost}}\n"
        "transitions: {lose: {from: any, to: lost, kind: lose}}"
    )
    found = model(text)
    assert found.faults == ()
    assert _targets(found, "transition/lose", "leaves") == []


def test_function_may_stand_for_a_role() -> None:
    """Wherever a role may stand, a function may; only its lead is a role."""
    found = model("functions: {sales: {lead: ae}}\nroles: {ae: {}, sdr: {reports_to: sales, backup: sales}}")
    assert found.faults == ()
    assert _targets(found, "role/sdr", "reports_to") == ["function/sales"]


def test_short_and_long_forms_draw_the_same_edge() -> None:
    """A bare id in a list is what the map with its key is."""
    head = "objects: {deal: {}}\ncriteria: {ready: {object: deal}}\n"
    for form in ("[ready]", "[{uses: ready}]", "{minimum: [ready]}", "{minimum: [{uses: ready}]}"):
        found = model(f"{head}stages: {{e: {{type: open, exit: {form}}}}}")
        assert found.faults == ()
        assert _targets(found, "stage/e", "requires") == ["criterion/ready"], form


def test_source_is_cited_bare_with_an_anchor_or_as_a_map() -> None:
    """`wiki`, `wiki#deals` and `{source, anchor, quote}` cite the same source."""
    for form in ("wiki", "wiki#deals", "[wiki#deals]", "{source: wiki, anchor: deals, quote: Deals move.}"):
        found = model(f"sources: {{wiki: {{}}}}\nroles: {{r: {{stated_in: {form}}}}}")
        assert found.faults == ()
        assert _targets(found, "role/r", "stated_in") == ["source/wiki"], form


def test_reference_to_a_broken_entity_is_fine() -> None:
    """One cause, one finding: what is declared but could not be read is not unknown."""
    fault = one("stages: {e: {}}\nlifecycles: {l: {object: deal, stages: [e]}}\nobjects: {deal: {}}", "missing-key")
    assert fault.entity == "stage/e"


def test_reference_to_an_id_that_is_none_is_fine() -> None:
    """The id is reported where it is declared, not again at every mention."""
    one("roles: {Sales Lead: {}, ae: {reports_to: Sales Lead}}", "wrong-type")


def test_manifest_refers_to_the_model() -> None:
    """The owner of the model is a role like any other."""
    (fault,) = model("roles: {ae: {}}", "opmodel: 1\nmodel: {owner: ea}\n").faults
    assert (fault.rule, fault.span.file, fault.span.line) == ("unknown-reference", "opmodel.yaml", 2)
    assert fault.message == "the manifest: model.owner names 'ea', but there is no such role or function"


def test_all_is_written_any() -> None:
    """Whoever writes all means any."""
    text = "stages: {lost: {type: lost}}\ntransitions: {lose: {from: all, to: lost, kind: lose}}"
    assert one(text, "wrong-type").help == "write any"


def test_what_is_not_found_may_stand_in_an_unread_file() -> None:
    """While a file cannot be read, nothing is said about ids and columns that it may declare."""
    text = "roles: {ae: {function: sales}}\nlifecycles: {l: {object: deal, stages: [s], when: won_at is null}}"
    assert [fault.rule for fault in faults(text, broken="functions: {sales: [\n")] == ["yaml-syntax"]
