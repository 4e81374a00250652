"""HTML: one page that needs nothing else: the picture, and below it the findings that are marked on it."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator

from opmodel.drawing import Placed, drawn_as
from opmodel.finding import Finding
from opmodel.renderers import svg
from opmodel.renderers._pages import pages
from opmodel.renderers._xml import escape

_STYLE = """
body { margin: 24px auto; max-width: 1400px; padding: 0 24px; color: #1f2933; background: #fff;
  font: 15px/1.45 "Opmodel Sans", Inter, "Helvetica Neue", Arial, sans-serif; }
svg { display: block; width: 100%; height: auto; }
:target > rect, :target > path { stroke: #0b57d0; stroke-width: 4; }
h2 { font-size: 18px; margin: 28px 0 8px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 7px 12px 7px 0; border-top: 1px solid #cbd2d9; }
td.error { color: #b3261e; font-weight: 600; } td.warning { color: #8a5a00; font-weight: 600; }
td p { margin: 0; } td .help { color: #52606d; } .place, .rule { font-size: 13px; overflow-wrap: anywhere; }
a { color: #0b4fa8; } a:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
@media print {
  body { margin: 0; max-width: none; padding: 0; }
  svg { break-inside: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
"""


def render(placed: Placed) -> bytes:
    """Write a placed drawing as a page without scripts that opens offline and prints."""
    return ("\n".join(_lines(placed)) + "\n").encode()


def _lines(placed: Placed) -> Iterator[str]:
    known = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(placed.drawing.title)}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield "<body><main>"
    for page in pages(placed):
        yield svg.render(page).decode().rstrip("\n")
    yield from _findings(placed)
    yield "</main></body></html>"


def _findings(placed: Placed) -> Iterator[str]:
    found = placed.drawing.findings
    if not found:
        yield "<p>No finding is marked on this picture.</p>"
        return
    drawn = {box.id for box in placed.boxes} | {line.id for line in placed.lines}
    yield "<h2>Findings on this picture</h2>"
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Severity", "On", "What", "Ask", "Where", "Rule"))
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for on, finding in found:
        yield f"<tr>{''.join(_cells(on, finding, is_drawn=on in drawn))}</tr>"
    yield "</tbody></table>"


def _cells(on: str, finding: Finding, *, is_drawn: bool) -> Iterator[str]:
    severity = finding.severity.value
    name = escape(finding.entity or finding.rule) if on == drawn_as(finding) else escape(on)
    yield f'<td class="{severity}">{severity}</td>'
    yield f'<td><a href="#{escape(svg.anchor(on))}">{name}</a></td>' if is_drawn else f"<td>{name}</td>"
    way_out = f'<p class="help">{escape(finding.help)}</p>' if finding.help else ""
    yield f"<td><p>{escape(finding.message)}</p>{way_out}</td>"
    yield f"<td>{escape(finding.owner)}</td>"
    yield f'<td class="place">{escape(f"{finding.span.file}:{finding.span.line}")}</td>'
    yield f'<td class="rule">{escape(finding.rule)}</td>'
