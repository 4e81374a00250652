"""Words that were typed wrong lead to what was meant."""

import pytest

from opmodel.wording import nearest, written_day

ROLES = ("ae", "cfo", "cro", "csm", "head_of_sales", "sdr", "bdrs", "arr", "mqls")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("srd", "sdr"),  # two neighbours swapped
        ("SRD", "sdr"),
        ("csn", "csm"),  # one letter is another
        ("bdsr", "bdrs"),
        ("cto", ""),  # two are as near
        ("nrr", ""),  # words of the trade are meant as they stand
        ("pqls", ""),
        ("mql", "mqls"),
        ("zzz", ""),
        ("ea", ""),  # too short to tell
        ("head_of_sale", "head_of_sales"),
    ],
)
def test_short_ids_have_a_nearest_too(typed: str, meant: str) -> None:
    """One swap or one other letter of a short id is a slip, unless it could be a slip of two."""
    assert nearest(typed, ROLES) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("30/06/2027", "2027-06-30"),
        ("06/30/2027", "2027-06-30"),
        ("30.6.2027", "2027-06-30"),
        ("05/06/2027", "2027-06-05 or 2027-05-06"),
        ("31/02/2027", ""),
        ("2027-06-30", "2027-06-30"),
        ("2027-6-3", "2027-06-03"),
        ("2027/06/03", "2027-06-03"),
        ("2027-13-03", ""),
        ("30/06.2027", ""),
    ],
)
def test_days_written_otherwise(typed: str, meant: str) -> None:
    """A day is written as the language wants it; where it may be two, both are named."""
    assert written_day(typed) == meant
