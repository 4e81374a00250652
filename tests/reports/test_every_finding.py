"""Every format tells of every finding it is meant to tell of, up to its limit, and points at the same places."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.finding import Finding, Severity, Span, Status
from opmodel.reports import Options, formats, render
from tests.reports.runner import parsed
from tests.reports.samples import TEXTS, WEIGHTS, result

Place = tuple[str, int]
RULES = ("weights-do-not-add-up", "owner-missing", "dead-end-stage")


def _github(report: str) -> list[Place]:
    found = (one.properties for one in parsed(report))
    return [(one["file"], int(one["line"])) for one in found if "file" in one]


def _gitlab(report: str) -> list[Place]:
    return [(one["location"]["path"], one["location"]["lines"]["begin"]) for one in json.loads(report)]


def _rdjson(report: str) -> list[Place]:
    found = (one["location"] for one in json.loads(report)["diagnostics"])
    return [(one["path"], one["range"]["start"]["line"]) for one in found]


def _sarif(report: str) -> list[Place]:
    found = (one["locations"][0]["physicalLocation"] for run in json.loads(report)["runs"] for one in run["results"])
    return [(unquote(one["artifactLocation"]["uri"]), one["region"]["startLine"]) for one in found]


def _junit(report: str) -> list[Place]:
    cases = (one.attrib for one in ET.fromstring(report).iter("testcase"))
    return [(one["file"], int(one["line"])) for one in cases if "file" in one]


def _json(report: str) -> list[Place]:
    return [(one["file"], one["line"]) for one in json.loads(report)["findings"]]


def _ending(report: str) -> list[Place]:
    """Read the places of formats for people: a file and a line between blanks, back-ticks or colons."""
    words = report.replace("`", " ").replace("<br>", " ").replace("-->", " ").split()
    parts = [word.split(":") for word in words if word.startswith("acme/")]
    return [(part[0], int(part[1])) for part in parts if len(part) > 1 and part[1].isdigit()]


LOUD = frozenset((Status.OPEN,))
AUDIBLE = LOUD | {Status.ACCEPTED}
READERS: dict[str, tuple[Callable[[str], list[Place]], frozenset[Status]]] = {
    "concise": (_ending, AUDIBLE),
    "github": (_github, LOUD),
    "gitlab": (_gitlab, AUDIBLE),
    "json": (_json, frozenset(Status)),
    "junit": (_junit, frozenset(Status)),
    "markdown": (_ending, AUDIBLE),
    "rdjson": (_rdjson, LOUD),
    "sarif": (_sarif, frozenset(Status)),
    "text": (_ending, AUDIBLE),
}
"""How the places of findings are read back from a format, and which of them it tells of."""


def test_every_format_is_read_back() -> None:
    """A new format says here how its findings are found again."""
    assert set(READERS) == set(formats())


@st.composite
def findings(draw: st.DrawFn) -> tuple[Finding, ...]:
    """Return up to eight findings, which is less than any format has room for."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        file = draw(st.sampled_from(sorted(TEXTS)))
        line = draw(st.integers(1, TEXTS[file].count("\n")))
        found.append(
            replace(
                WEIGHTS,
                rule=draw(st.sampled_from(RULES)),
                severity=draw(st.sampled_from(Severity)),
                status=draw(st.sampled_from((Status.OPEN, Status.ACCEPTED, Status.SUPPRESSED))),
                entity=f"kpi/k{number}",
                fingerprint=f"{number:016x}",
                span=Span(file, line, 1, line, 3),
                notes=(),
                help=f"help {number}",
            )
        )
    return tuple(found)


@pytest.mark.parametrize("format_", formats())
@settings(max_examples=40, deadline=None)
@given(found=findings())
def test_every_finding_is_told_once(format_: str, found: tuple[Finding, ...]) -> None:
    """Each finding that a format is for has its place in it once; people's formats may repeat a place to lead there."""
    read, told = READERS[format_]
    places = Counter((one.span.file, one.span.line) for one in found if one.status in told)
    seen = Counter(read(render(format_, (result(*found),), Options(brief=True))))
    if format_ == "text":
        assert set(seen) == set(places)
    else:
        assert seen == places


@pytest.mark.parametrize("format_", ["gitlab", "sarif", "junit"])
def test_no_two_findings_have_one_name(format_: str) -> None:
    """What a viewer knows findings again by is different for each, also among several models that say the same."""
    twins = tuple(replace(WEIGHTS, fingerprint=f"{number:016x}") for number in range(3))
    report = render(format_, (result(*twins), result(*twins, folder="other", model="Other")), Options())
    names: list[object] = []
    if format_ == "gitlab":
        names += [one["fingerprint"] for one in json.loads(report)]
    elif format_ == "junit":
        names += [(one.attrib["classname"], one.attrib["name"]) for one in ET.fromstring(report).iter("testcase")]
    else:
        for run in json.loads(report)["runs"]:
            names += [(run["automationDetails"]["id"], str(one["partialFingerprints"])) for one in run["results"]]
    assert len(set(names)) == len(names) == 6
