"""Policies: which there are, and what their tests came to."""

from collections.abc import Container, Iterator, Sequence

from opmodel.engine.policies.policy import Policy, Query
from opmodel.policy.trial import Trial, Tried
from opmodel.reports import Options, Paint, grid, shown, wrapped
from opmodel.reports.json import Value, written
from opmodel.wording import counted, listed

_SHOWN = 6
"""Changes that no test notices, of one policy, that the text shows."""


def text(policies: Sequence[Policy], judged: Container[str], options: Options) -> str:
    """Write which policies there are for people at a terminal."""
    paint = Paint(options.color)
    head = ("policy", "in", "judged", "severity", "why")
    rows = [head]
    for one in policies:
        is_judged = "yes" if one.id in judged else "no"
        rows.append((one.id, shown(_source(one)), is_judged, one.severity.value, shown(one.why)))
    return "".join(f"{line}\n" for line in grid(rows, options.width, paint))


def json(policies: Sequence[Policy], judged: Container[str]) -> str:
    """Write which policies there are for programs."""
    return written([_value(one, one.id in judged) for one in policies])


def tried_text(results: Sequence[Tried], options: Options) -> str:
    """Write what the tests of policies came to for people at a terminal."""
    lines = [line for one in results for line in _told(one, options)]
    tests = [trial for one in results for trial in one.trials]
    failed = sum(1 for one in tests if not one.passed)
    end = f"{counted(len(results), 'policy', 'policies')}, {counted(len(tests), 'test')}: "
    untried = sum(not one.trials for one in results)
    end += f"{failed} failed" if failed else "all pass" if tests else "nothing was tried"
    end += f", {counted(untried, 'policy has', 'policies have')} none" if untried and tests else ""
    unnoticed = sum(len(one.unnoticed) for one in results)
    end += f", and no test would notice {counted(unnoticed, 'change')}" if unnoticed else ""
    return "".join(f"{line}\n" for line in (*lines, "", Paint(options.color).strong(end)))


def tried_json(results: Sequence[Tried]) -> str:
    """Write what the tests of policies came to for programs."""
    return written([_tried(one) for one in results])


def _source(policy: Policy) -> str:
    return policy.pack or policy.span.file


def _value(policy: Policy, judged: bool) -> Value:  # noqa: FBT001
    asks = policy.asks
    asked: dict[str, Value] = (
        {"query": asks.sql}
        if isinstance(asks, Query)
        else {"each": asks.section, "where": asks.where_text or None, "require": asks.require_text}
    )
    return {
        "id": policy.id,
        "in": _source(policy),
        "line": policy.span.line,
        "judged": judged,
        "severity": policy.severity.value,
        "why": policy.why,
        "owner": policy.owner or None,
        **asked,
        "tests": len(policy.examples),
    }


def _told(one: Tried, options: Options) -> Iterator[str]:
    paint = Paint(options.color)
    if not one.trials:
        yield f"{one.policy.id}: no tests, so nobody knows whether it works"
        return
    failed = [trial for trial in one.trials if not trial.passed]
    yield paint.strong(f"{one.policy.id}: ") + (
        f"{len(failed)} of {counted(len(one.trials), 'test')} failed" if failed else counted(len(one.trials), "test")
    )
    for trial in failed:
        place = f"test {trial.number}, line {trial.example.span.line}: "
        yield from _set_in(place + _why(trial), options)
    if one.unnoticed:
        yield "  no test would notice it if"
    yield from (line for change in one.unnoticed[:_SHOWN] for line in _set_in(f"- {change}", options))
    if len(one.unnoticed) > _SHOWN:
        yield f"  and {len(one.unnoticed) - _SHOWN} more; --format json lists all"


def _set_in(said: str, options: Options) -> Iterator[str]:
    return (f"  {line}" for line in wrapped(shown(said), options.width - 2))


def _why(trial: Trial) -> str:
    if trial.trouble:
        return trial.trouble
    parts = []
    if trial.unexpected:
        parts.append(f"{listed(trial.unexpected)} should keep it, and {_verb(trial.unexpected, 'breaks', 'break')} it")
    if trial.missing:
        parts.append(f"{listed(trial.missing)} should break it, and {_verb(trial.missing, 'does', 'do')} not")
    return "; ".join(parts)


def _verb(names: Sequence[str], one: str, several: str) -> str:
    return one if len(names) == 1 else several


def _tried(one: Tried) -> Value:
    return {
        "id": one.policy.id,
        "passed": one.passed,
        "tests": [
            {
                "line": trial.example.span.line,
                "passed": trial.passed,
                "unexpected": list(trial.unexpected),
                "missing": list(trial.missing),
                "trouble": trial.trouble or None,
            }
            for trial in one.trials
        ],
        "unnoticed": list(one.unnoticed),
    }
