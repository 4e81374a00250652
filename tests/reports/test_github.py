"""The annotations of GitHub are what its runner reads, and the last of ten says what is missing."""

from dataclasses import replace

from opmodel.finding import Severity, Span
from opmodel.reports import Options, render
from tests.reports.runner import Command, parsed
from tests.reports.samples import ACME, EMPTY, WEIGHTS, result


def annotations(*findings: object, limit: int = 0) -> list[Command]:
    """Return the annotations on findings as the runner reads them."""
    return parsed(render("github", (result(*findings),), Options(limit=limit)))  # type: ignore[arg-type]


def test_the_runner_reads_what_was_said() -> None:
    """File, place, title and message come out as they went in, percent signs, commas and colons included."""
    odd = replace(WEIGHTS, message="110%, not 100%: 50%25", span=Span("a, b:c%2C.yaml", 4, 5, 4, 13), help="50%")
    (one,) = annotations(odd)
    assert one.name == "error"
    assert one.properties == {
        "file": "a, b:c%2C.yaml",
        "line": "4",
        "endline": "4",
        "col": "5",
        "endcolumn": "13",
        "title": "weights-do-not-add-up",
    }
    assert one.data == "110%, not 100%: 50%25\nhelp: 50%\nask: VP Sales (vp_sales)"


def test_columns_are_for_one_line() -> None:
    """The runner drops columns of a place that spans lines, so there are none."""
    (one,) = annotations(replace(WEIGHTS, span=Span("acme/pay.yaml", 4, 5, 6, 2)))
    assert (one.properties["line"], one.properties["endline"]) == ("4", "6")
    assert not {"col", "endcolumn"} & set(one.properties)


def test_ten_of_a_level() -> None:
    """Of 14 errors nine are shown and the tenth annotation counts five; ten warnings are all shown."""
    errors = [replace(WEIGHTS, message=f"error {number}", fingerprint=str(number)) for number in range(14)]
    warnings = [replace(one, severity=Severity.WARNING) for one in errors[:10]]
    found = annotations(*errors, *warnings)
    assert [one.name for one in found] == ["error"] * 10 + ["warning"] * 10
    assert found[9].properties == {"title": "5 more errors"}
    assert "--format markdown" in found[9].data
    assert "file" in found[19].properties


def test_settled_findings_are_no_annotations() -> None:
    """What is accepted or suppressed is not marked in a change; without findings there is no word."""
    assert len(parsed(render("github", (ACME,), Options()))) == 4
    assert render("github", (EMPTY,), Options()) == ""
