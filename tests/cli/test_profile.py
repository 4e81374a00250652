"""What `--profile-rules` says: each rule and what rules share on lines of their own."""

import re
from functools import cached_property
from itertools import count

from opmodel import pipeline
from opmodel.cli.profile import RULES, SHARED, STEPS, Meter, watching
from opmodel.engine import rules
from opmodel.model import Model
from tests.cli.process import NORTHWIND, ON, opmodel
from tests.models.folders import DAY


def _clock() -> Meter:
    """Return a meter whose clock is one second later each time somebody looks."""
    ticks = count()
    return Meter(lambda: float(next(ticks)))


class _Analysis:
    """Something that rules share."""

    @cached_property
    def answer(self) -> int:
        """Worked out once."""
        return 42


def test_what_starts_inside_is_billed_to_itself() -> None:
    """Whoever asks first for something shared does not pay for it."""
    meter, analysis = _clock(), _Analysis()
    answer = meter.around(SHARED, "analysis.answer", lambda: analysis.answer)
    with meter.part(RULES, "first"):
        answer()
    with meter.part(RULES, "second"):
        pass
    assert meter.spent == {
        ("", ""): 2.0,
        (RULES, "first"): 2.0,
        (SHARED, "analysis.answer"): 1.0,
        (RULES, "second"): 1.0,
    }


def test_shares_add_up_to_the_whole() -> None:
    """Every second is in one line, and the lines of a kind add up to what stands below them."""
    meter = _clock()
    with meter.part(STEPS, "reading"), meter.part(STEPS, "linking"):
        pass
    lines = meter.report().splitlines()
    assert lines[0] == "CPU time of the check: 5.000 s"
    assert lines[2:6] == [
        "steps of the run",
        "     2.000 s   40.0%  reading",
        "     1.000 s   20.0%  linking",
        "     3.000 s   60.0%  together",
    ]
    assert lines[-1] == "     2.000 s   40.0%  the rest: making findings, the report"


def test_every_step_and_rule_is_watched_and_let_go() -> None:
    """A check under watch finds what any check finds, bills what it does, and leaves nothing behind."""
    settings = pipeline.settings_of(pipeline.load_folder(NORTHWIND, NORTHWIND))
    before = vars(pipeline).copy(), Model.resolve
    ticks = count()
    with watching(lambda: float(next(ticks))) as meter:
        watched = pipeline.check_model(pipeline.load_folder(NORTHWIND, NORTHWIND), settings, DAY)
    assert (vars(pipeline), Model.resolve) == before
    plain = pipeline.check_model(pipeline.load_folder(NORTHWIND, NORTHWIND), settings, DAY)
    assert watched.findings == plain.findings
    kinds = {kind: {name for of, name in meter.spent if of == kind} for kind in (STEPS, SHARED, RULES)}
    assert kinds[RULES] == {outcome.rule for outcome in plain.outcomes}
    assert kinds[RULES] <= {rule.name for rule in rules()}
    assert {"reading files", "reading sections", "linking references and conditions"} < kinds[STEPS]
    assert {"incentives.network", "harms.all", "journey.moves"} & kinds[SHARED]


def test_the_table_goes_to_standard_error() -> None:
    """The report stays as it is, so that a machine can read it."""
    plain = opmodel("check", NORTHWIND, "--format", "json", *ON)
    ran = opmodel("check", NORTHWIND, "--format", "json", "--profile-rules", *ON)
    assert (ran.code, ran.out) == (plain.code, plain.out)
    assert plain.err == ""
    assert re.search(r"^ +[0-9.]+ s +[0-9.]+%  owner-missing$", ran.err, re.MULTILINE)
