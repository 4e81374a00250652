"""What `--scope` means to each verb, and what is said where it is left out."""

from pathlib import Path

import pytest

from tests.cli.process import NORTHWIND, ON, opmodel, write

MODEL = """\
dimensions:
  segment: {object: deal, values: {small: {}, mid: {}, large: {}}}
objects: {deal: {}}
roles: {ae: {}}
stages:
  evaluation: {type: open, owner: ae}
  procurement: {type: open, owner: ae}
variants:
  small_deals:
    scope: {segment: small}
    patch: {stages: {evaluation: {owner: }}}
"""
OWNERS = ("--rule", "owner-missing", "--format", "concise")


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ((), " (only for segment small) [owner-missing]"),
        (("--scope", "segment=small"), " [owner-missing]"),
        (("--scope", "small_deals"), " [owner-missing]"),
        (("--scope", "small_deals,segment=small"), " [owner-missing]"),
        (("--scope", "segment=mid"), ""),
    ],
)
def test_check_judges_the_records_of_a_scope(tmp_path: Path, scope: tuple[str, ...], said: str) -> None:
    """Without a scope all variants are judged, with one the model that it means and no other."""
    ran = opmodel("check", write(tmp_path, pay=MODEL), *OWNERS, *scope, *ON)
    lines = [line for line in ran.out.splitlines() if "'evaluation'" in line]
    message = "stage 'evaluation' has no owner, so nobody answers for a record that waits there"
    assert [line.partition("error: ")[2] for line in lines] == ([message + said] if said else [])
    assert ran.err == ""


@pytest.mark.parametrize(
    ("scope", "says"),
    [
        ("small_deal", "there is no variant 'small_deal'; did you mean 'small_deals'?"),
        ("small", "'small' is a value of segment; write segment=small"),
        ("segment", "'segment' is a dimension; write segment=large"),
        ("segment=huge", "there is no value of segment 'huge'; there are large, mid, small"),
        ("small_deals,segment=mid", "no record is in all of 'small_deals,segment=mid'"),
        ("small_deals,small_deals", "'small_deals,small_deals' is no scope"),
    ],
)
def test_a_scope_that_means_nothing_is_usage(tmp_path: Path, scope: str, says: str) -> None:
    """A word that no model knows is said with the way out."""
    ran = opmodel("check", write(tmp_path, pay=MODEL), "--scope", scope)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_pictures_say_what_they_do_not_show(tmp_path: Path) -> None:
    """Without a scope a picture shows the model itself and names its variants; with one it shows that variant."""
    out, one = tmp_path / "all.svg", tmp_path / "one.svg"
    ran = opmodel("draw", NORTHWIND, "--view", "journey", "--out", out, *ON)
    assert ran.err.splitlines()[1:] == [
        "opmodel: the picture shows the model without variant enterprise_growth; --scope enterprise_growth shows it "
        "with that one"
    ]
    ran = opmodel("draw", NORTHWIND, "--view", "journey", "--out", one, "--scope", "enterprise_growth", *ON)
    assert ran.err == f"opmodel: wrote {one}\n"
    assert (b"Works council" in out.read_bytes(), b"Works council" in one.read_bytes()) == (False, True)


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("incentives", (NORTHWIND, "--role", "ae")),
        ("query", ("select id from stages", "--model", NORTHWIND)),
        ("query", ("select source from edges limit 1", "--model", NORTHWIND)),
        ("show", ("stage/growth", "--model", NORTHWIND)),
    ],
)
def test_answers_say_what_they_do_not_show(verb: str, arguments: tuple[str | Path, ...]) -> None:
    """Answers are of the model itself, or of the scope that was asked for."""
    assert "shows the model without variant enterprise_growth" in opmodel(verb, *arguments, *ON).err
    assert opmodel(verb, *arguments, "--scope", "segment=enterprise", *ON).err == ""


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("influence", ("--loops",)),
        ("query", ("select id from kpis limit 1",)),
        ("show", ("role/cfo",)),
        ("ask", ("sales_qualified",)),
    ],
)
def test_answers_are_silent_about_variants_that_do_not_matter(verb: str, arguments: tuple[str, ...]) -> None:
    """A variant that changes nothing of what is asked for is not named; `ask` looks at all of them itself."""
    assert "variant" not in opmodel(verb, *arguments, "--model", NORTHWIND, *ON).err


def test_what_a_variant_removes_is_shown_with_its_line(tmp_path: Path) -> None:
    """Asked for something that is not there for a scope, the answer names the variant that took it away."""
    patch = "variants:\n  quick: {scope: {segment: small}, patch: {roles: {ae: {remove: true}}}}\n"
    text = "dimensions: {segment: {values: {small: {}, large: {}}}}\nroles: {ae: {}}\n" + patch
    ran = opmodel("show", "ae", "--model", write(tmp_path, a=text), "--scope", "segment=small", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("role/ae is not there for these records: variant 'quick' removes it (a.yaml:4)\n")
