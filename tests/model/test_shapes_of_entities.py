"""Shape errors: keys, ids, sections, the manifest, and the slips that messages know."""

import pytest

from opmodel.model.sections import later
from opmodel.model.sections.reasons import Reasons
from opmodel.model.sections.transitions import Transition
from tests.model.models import faults, model, of_files, one, place


def test_missing_keys_of_one_entity_are_one_fault() -> None:
    """All of them are named, at the id, each with what it is."""
    fault = one("stages: {a: {type: open}}\ntransitions:\n  move: {to: a}\n", "missing-key")
    assert fault.message == "transition 'move' lacks 'from' and 'kind'"
    assert place(fault) == (3, 3)


def test_missing_key_inside_a_map_stands_at_the_map() -> None:
    """The path says which map."""
    fault = one("stages: {a: {type: open, sla: {strength: must}}}", "missing-key")
    assert (fault.message, fault.path) == ("stage 'a': sla lacks 'within'", "stages.a.sla")


def test_every_unknown_key_of_a_map_is_its_own_fault() -> None:
    """Two keys that nothing reads are two paths, so that two findings stay two."""
    found = faults("roles: {a: {functon: x, color: red}}", "unknown-key")
    assert [(fault.path, fault.help.startswith("did you mean 'function'")) for fault in found] == [
        ("roles.a.functon", True),
        ("roles.a.color", False),
    ]


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("transitions: {m: {source: a, from: a, to: a, kind: advance}}", "write from"),
        ("definitions: {d: {term: D, condition: x}}", "write test"),
        ("functions: {f: {owner: ae}}", "write lead: it names who answers here"),
        ("datasets: {d: {system: s, owner: ae}}", "write steward: it names who answers here"),
        ("decisions: {d: {owner: ae}}", "write decide: it names who answers here"),
    ],
)
def test_keys_people_try_are_answered(text: str, help: str) -> None:
    """The words users bring lead to the word of the language."""
    assert [fault.help for fault in faults(text, "unknown-key")] == [help]


@pytest.mark.parametrize(
    ("tried", "section"),
    [
        ("owners", "roles"),
        ("people", "roles"),
        ("teams", "functions"),
        ("metrics", "kpis"),
        ("plans", "incentives"),
        ("comp", "incentives"),
        ("handoffs", "transitions"),
    ],
)
def test_sections_people_try_are_answered(tried: str, section: str) -> None:
    """A section under another name is unknown, and its name is given."""
    assert one(f"{tried}: {{a: {{}}}}", "unknown-key").help == f"write {section}"


def test_misspelled_section_is_suggested() -> None:
    """A typing slip leads to the nearest section."""
    assert one("stagse: {a: {}}", "unknown-key").help == "did you mean 'stages'?"


@pytest.mark.parametrize("name", sorted(later()))
def test_sections_to_come_are_not_yet_understood(name: str) -> None:
    """The language has them, this version does not."""
    fault = one(f"{name}: {{a: {{b: c}}}}", "unknown-key")
    assert fault.message == f"the section '{name}' is not yet understood"


def test_a_move_of_a_status_needs_no_stages() -> None:
    """A transition that sets or clears something lacks neither end; one that does not lacks both."""
    assert "missing-key" not in [one.rule for one in faults("transitions: {t: {kind: join, sets: {at_risk: true}}}")]
    fault = one("transitions: {t: {kind: join}}", "missing-key")
    assert fault.message == "transition 't' lacks 'from' and 'to'"


def test_misspelled_word_is_suggested() -> None:
    """A choice lists its words and the nearest of them."""
    fault = one("stages: {e: {type: opne}}", "wrong-type")
    assert fault.help == "did you mean 'open'?"


@pytest.mark.parametrize("name", ["Evaluation", "1st", "a-b", "a" * 64, "_a"])
def test_ids_have_one_form(name: str) -> None:
    """Lower-case letters, digits and _, a letter first, 63 at most."""
    assert one(f"roles: {{{name}: {{}}}}", "wrong-type").message.endswith("cannot be an id of roles")


def test_id_is_mended() -> None:
    """A name written as an id is turned into one."""
    fault = one("roles: {Account Executive: {}}", "wrong-type")
    assert fault.help.endswith("write account_executive, and put the full name below name")


def test_id_declared_in_two_files_names_both_places() -> None:
    """The second declaration is the fault, the first is noted; the first one counts."""
    files = {
        "opmodel.yaml": "opmodel: 1\n",
        "a.yaml": "roles:\n  ae: {name: A}\n",
        "b.yaml": "roles: {ae: {name: B}}\n",
    }
    for order in (list(files), list(reversed(files))):
        found = of_files({name: files[name] for name in order})
        (fault,) = found.faults
        assert (fault.rule, fault.span.file, place(fault)) == ("duplicate-key", "b.yaml", (1, 9))
        assert [(note.span.file, note.span.line) for note in fault.notes] == [("a.yaml", 2)]
        assert found.entities["role/ae"].name == "A"


def test_empty_section_and_entity_are_fine() -> None:
    """A section without entries and an entry without keys say nothing."""
    assert faults("roles:\nfunctions: {}\nsystems: {crm: }\n") == ()


@pytest.mark.parametrize("text", ["roles: [a]", "roles: ae", "roles: {ae: executive}", "roles: {ae: [a]}"])
def test_sections_and_entities_are_maps(text: str) -> None:
    """A list or a word in place of a map is of the wrong type."""
    one(text, "wrong-type")


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("roles: {vp: {name: VP, Sales}}", 'a comma ends a value inside { }: write {name: "VP, Sales"}'),
        (
            "objects: {o: {fields: {f: {type: number, max: 2,500,000}}}}",
            "write the number without commas: {max: 2500000}",
        ),
        ("systems: {crm: {type:crm}}", "put a blank after the colon: type: crm"),
    ],
)
def test_slips_of_flow_maps_are_mended(text: str, help: str) -> None:
    """A comma inside { } cuts a value; the key it leaves behind says how to write it."""
    assert {fault.help for fault in faults(text, "unknown-key")} == {help}


OBJECT = "objects: {deal: {fields: {amount: {type: money}, country: {type: enum, values: [US]}}}}\n"


@pytest.mark.parametrize(
    ("test", "help"),
    [
        ("amount > 25k", "write 25000"),
        ("'country = \"US\"'", "write 'US'"),
        ("country = “US”", "write 'US'"),
        ("country = null", "write country is null"),
        ("country is 'US'", "write country = 'US'"),
        ("amount > $25000", "write 25000, money is in the model's currency"),
        ('"amount > 25,000"', "write 25000"),
        ("amount > 1 && amount < 3", "write and"),
        ("amount == 3", "write ="),
    ],
)
def test_slips_of_conditions_are_mended(test: str, help: str) -> None:
    """What spreadsheets and other languages write is turned into SQL."""
    fault = one(f"{OBJECT}criteria: {{c: {{object: deal, test: {test}}}}}", "condition-not-understood")
    assert fault.help == help


def test_column_fields_take_a_column() -> None:
    """The start of a clock is one column, not a sum."""
    fault = one("stages: {e: {type: open, sla: {within: 1d, starts: a + 3}}}", "wrong-type")
    assert fault.message.startswith("stage 'e': sla.starts must be the name of a column")


def test_reasons_are_a_list_or_a_map() -> None:
    """Both forms give codes; anything else is told both."""
    found = model("reasons: {a: {values: [x, y]}, b: {values: {x: {label: X}, y: {}}}}")
    assert [reasons.codes for reasons in found.of(Reasons)] == [("x", "y"), ("x", "y")]
    message = one("reasons: {a: {values: x}}", "wrong-type").message
    assert "a map from an id" in message
    assert "a list" in message


def test_ends_of_a_move_are_one_or_several() -> None:
    """One id is a list of one."""
    text = "stages: {a: {type: open}, b: {type: open}}\ntransitions: {t: {from: [a, b], to: b, kind: advance}}"
    move = model(text).get(Transition, "t")
    assert move
    assert (move.from_, move.to) == (("a", "b"), ("b",))


def test_manifest_says_what_the_model_is() -> None:
    """The company, its money and its days are typed."""
    manifest = (
        "opmodel: 1\nmodel: {name: Acme, currency: EUR, fiscal_year_start: 02-01,"
        " freeze: {last: 10bd, of: quarter, blocks: [stages]}}\nfiles: ['*.yaml']\n"
    )
    found = model("", manifest)
    assert found.faults == ()
    assert (found.name, found.about and found.about.fiscal_year_start, found.manifest.files) == (
        "Acme",
        "02-01",
        ("*.yaml",),
    )


@pytest.mark.parametrize(
    ("manifest", "rule", "path"),
    [
        ("model: {name: A}\n", "missing-key", ""),
        ("opmodel: 2\n", "wrong-type", "opmodel"),
        ("opmodel: 1\nmodel: {currency: euro}\n", "wrong-type", "model.currency"),
        ("opmodel: 1\nmodel: {fiscal_year_start: 13-01}\n", "wrong-type", "model.fiscal_year_start"),
        ("opmodel: 1\nmodel: {freeze: {blocks: [stage]}}\n", "wrong-type", "model.freeze.blocks[0]"),
        ("opmodel: 1\nplugins: [x]\n", "unknown-key", ""),
    ],
)
def test_manifest_is_read_strictly(manifest: str, rule: str, path: str) -> None:
    """What the manifest cannot mean is found at its path."""
    (fault,) = model("", manifest).faults
    assert (fault.rule, fault.path) == (rule, path)


def test_manifest_keys_belong_to_the_manifest() -> None:
    """`model:` in another file is out of place."""
    assert one("model: {name: A}", "unknown-key").help == "move it to opmodel.yaml"


def test_sections_may_stand_in_the_manifest() -> None:
    """A small model is one file."""
    assert list(model("", "opmodel: 1\nroles: {ae: {}}\n").entities) == ["role/ae"]
