"""The comment on a change is read as it was meant, whatever a model says, and has room."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from opmodel.finding import Finding, Status
from opmodel.reports import Options, render
from opmodel.reports.markdown import MARKER, MOST
from opmodel.wording import counted
from tests.reports.samples import ACCEPTED, ACME, EMPTY, WEIGHTS, result
from tests.reports.test_hostile import HOSTILE, hostile_result

LIVELY = (
    "@everyone and a@b.com, #12, owner/repo#3, !4, ~label, $x$, &5",
    "![x](http://example.com/x.png) [y](javascript:alert(1)) <http://example.com>",
    "https://example.com www.example.com",
    "<img src=x onerror=y> </details> </table> <script>z</script> <!-- z",
    MARKER,
    f"`{MARKER}` `` ` `` ```x",
    "a | b \\| c \\\\| d `e | f`",
    "# head - item 1. item > quote --- === *a* _b_ ~~c~~ [d]: /e",
    "trailing \\",
    "&lt;b&gt; &#64;x \\@y",
)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
"""It keeps what was written as an escape apart, as those do that look for addresses."""
OWN_TAGS = {"<br>", "<!-- -->"}


def read(report: str) -> list[Token]:
    """Return the parts of a text that a viewer shows, inner ones behind the outer."""
    found = []
    for token in READER.parse(report):
        found += [token, *(token.children or ())]
    return found


def live(report: str) -> list[str]:
    """Return what of a report would do something: markup that is not ours, mentions, references, addresses."""
    found = []
    for token in read(report):
        if token.type in ("image", "link_open", "s_open", "fence", "code_block", "blockquote_open", "list_item_open"):
            found.append(token.type)
        if token.type == "html_inline" and token.content not in OWN_TAGS:
            found.append(token.content)
        if token.type == "html_block" and token.content.strip() not in (MARKER, "</details>"):
            found += [] if token.content.startswith("<details><summary>Accepted on purpose: ") else [token.content]
        if token.type in ("text", "text_special"):
            found += re.findall(r"[@#]\w.*|\w://.*|www\.\w.*", token.content)
    return found


def cells(report: str) -> set[int]:
    """Return how many cells the rows of all tables have."""
    counts, row = set(), 0
    for token in read(report):
        row = 0 if token.type == "tr_open" else row + (token.type in ("td_open", "th_open"))
        counts |= {row} if token.type == "tr_close" else set()
    return counts


@pytest.mark.parametrize("text", [*HOSTILE, *LIVELY])
def test_text_of_a_model_is_inert(text: str) -> None:
    """Wherever it stands, it is shown: our table keeps its three columns and our marker is the only one."""
    for results in ((hostile_result(text),), (hostile_result(text), hostile_result(f"2{text}"))):
        report = render("markdown", results, Options())
        assert live(report) == []
        assert cells(report) == {3}
        assert report.startswith(MARKER)
        assert report.count(MARKER) == 1


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab1 `|\\<>!-[]()@#&;:/.*_~$\n="), max_size=30))
def test_any_text_is_inert(text: str) -> None:
    """No mixture of marks breaks out of its cell."""
    report = render("markdown", (hostile_result(text),), Options())
    assert live(report) == []
    assert cells(report) == {3}


@pytest.mark.parametrize("size", [1, 500, 70_000])
def test_there_is_always_room(size: int) -> None:
    """However much there is to say, it fits, says how much is left out, and closes what it opened."""
    texts = ("@<|" * (size // 3 + 1), "\U000e0041" * size)
    found = [replace(WEIGHTS, message=text, help=text, entity=f"kpi/{at}") for at in range(300) for text in texts]
    found += [replace(one, status=Status.ACCEPTED) for one in found]
    report = render("markdown", (result(*found),), Options())
    assert len(report) <= MOST
    rows = len(re.findall(r"^\| (?:error|warning|note) \|", report, re.MULTILINE))
    assert f"**{counted(len(found) - rows, 'more finding')} had no room here;**" in report
    assert report.count("<details>") == report.count("</details>")


def test_accepted_findings_are_folded() -> None:
    """They stand below what is to be mended, behind a line that counts them."""
    report = render("markdown", (ACME,), Options())
    assert (
        report.index("saels\\_ops")
        < report.index("<details><summary>Accepted on purpose: 1 finding")
        < report.index("nobody holds")
    )
    only: tuple[Finding, ...] = (ACCEPTED,)
    assert "Operating model: nothing to mend" in render("markdown", (result(*only),), Options())


def test_several_models_are_told_apart() -> None:
    """Each heading then says whose owner it is."""
    report = render("markdown", (ACME, EMPTY), Options())
    assert "### Acme: for VP Sales (vp\\_sales): 1 error and 1 warning" in report
