"""Every view of the two models of the documents draws what a person has looked at and accepted."""

from pathlib import Path

import pytest

from opmodel import views
from opmodel.layouts import place
from opmodel.renderers import render
from tests.views import pictures

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("format_", ["dot", "svg"])
@pytest.mark.parametrize("view", views.names())
@pytest.mark.parametrize("name", ["northwind", "misaligned"])
def test_view(name: str, view: str, format_: str, accept: bool) -> None:
    """A view of a model is, byte for byte, the picture that was accepted; findings are marked elsewhere."""
    written = render(format_, place(pictures.drawn(name, view)))
    path = GOLDEN / f"{name}-{view}.{format_}"
    if accept:
        path.write_bytes(written)
    assert written.decode() == path.read_text(encoding="utf-8")


def test_every_golden_picture_is_of_a_view() -> None:
    """A view that is gone leaves no golden file behind."""
    known = {f"{name}-{view}" for name in ("northwind", "misaligned") for view in views.names()}
    assert {path.stem for path in GOLDEN.iterdir()} == known
