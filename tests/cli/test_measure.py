"""The verb that measures a model, through the real process."""

import json
from pathlib import Path

from opmodel.measures import names
from tests.cli.process import NORTHWIND, ON, opmodel


def test_all_numbers_have_a_line() -> None:
    """Without a name every measure is listed, also where it cannot be worked out."""
    ran = opmodel("measure", "--model", NORTHWIND, *ON)
    assert (ran.code, ran.err.count("\n")) == (0, 1)  # the variants it does without
    assert [line.split()[0] for line in ran.out.splitlines()[1 : len(names()) + 1]] == list(names())


def test_one_number_comes_with_its_parts() -> None:
    """A name shows formula and parts, in the text and as JSON."""
    ran = opmodel("measure", "owners_a_customer_meets", "--model", NORTHWIND, *ON)
    assert ran.out.startswith("owners_a_customer_meets: 6 owners\n")
    assert "lifecycle/expansion" in ran.out
    (value,) = json.loads(
        opmodel("measure", "owners_a_customer_meets", "--model", NORTHWIND, *ON, "--format", "json").out
    )
    assert (value["value"], value["unit"], value["missing"]) == (6, "owners", [])


def test_explain_shows_the_page_of_a_measure() -> None:
    """How a number is worked out is explained like a rule."""
    ran = opmodel("explain", "meeting_load")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("meeting_load\n")


def test_unknown_measure_is_usage() -> None:
    """A slip in a name is said with the name that was meant, too many words are usage as well."""
    ran = opmodel("measure", "misalignment-tax", "--model", NORTHWIND, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'misalignment_tax'?" in ran.err
    assert opmodel("measure", "meeting_load", "--model", NORTHWIND, "more").code == 2


def test_a_model_in_the_place_of_a_name_is_no_measure() -> None:
    """The one word that is no option is always a name."""
    ran = opmodel("measure", NORTHWIND, "--model", NORTHWIND)
    assert (ran.code, ran.out) == (2, "")
    assert "`--model` names the model" in ran.err


def test_settings_are_read_from_the_named_file(tmp_path: Path) -> None:
    """A slip in the settings is said, as in the other verbs."""
    settings = tmp_path / "opmodel.yaml"
    settings.write_text("check: {profile: looose}\n", encoding="utf-8")
    ran = opmodel("measure", "--model", NORTHWIND, *ON, "--config", str(settings))
    assert (ran.code, ran.out) == (2, "")
    assert "looose" in ran.err
