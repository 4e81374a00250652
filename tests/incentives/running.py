"""A case through the real program: its model is written, the verbs run on it, and their JSON is judged."""

import contextlib
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from opmodel.cli.main import main
from tests.incentives.judging import (
    Found,
    congruence_differs,
    findings_differ,
    loops_differ,
    signs_differ,
    signs_wanted,
)
from tests.incentives.mapping import model_text
from tests.incentives.notation import NotationError, Raw

DAY = "2026-11-21"
_READING = ("files", "references")
_ANSWERED = (0, 1)


class ProgramError(Exception):
    """The program did not answer."""


def verdict(case: Raw) -> tuple[str, ...]:
    """Return why a case fails; nothing where it passes."""
    try:
        text = model_text(case)
    except NotationError as error:
        return (str(error),)
    except KeyError as error:
        return (f"the case lacks {error}",)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "opmodel.yaml").write_text(text, encoding="utf-8")
        return tuple(reason for judge in _judges(case, folder) for reason in _tried(judge))


def _judges(case: Raw, folder: str) -> tuple[Callable[[], tuple[str, ...]], ...]:
    """Return what is asked about a case, each question by itself."""
    expect = case.get("expect", {})
    asked: list[Callable[[], tuple[str, ...]]] = [lambda: _findings(case, folder)]
    if "signs" in expect:
        asked.append(lambda: signs_differ(expect, {pair: _sign(pair, folder) for pair in signs_wanted(expect)}))
    if "loops" in expect:
        asked.append(lambda: loops_differ(expect, (loop["kind"] for loop in _loops(folder))))
    if "congruence" in expect:
        asked.append(lambda: congruence_differs(expect, _alignment(folder)))
    return tuple(asked)


def _tried(judge: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    try:
        return judge()
    except (NotationError, ProgramError) as error:
        return (str(error),)


def _findings(case: Raw, folder: str) -> tuple[str, ...]:
    report = _asked("check", folder, "--on", str(case.get("as_of", DAY)), "--format", "json")
    unread = "; ".join(one["message"] for one in report["findings"] if _is_unread(one))
    found = [side for one in report["findings"] for side in _sides(one)]
    return ((f"not read: {unread}",) if unread else ()) + findings_differ(case.get("expect", {}), found)


def _is_unread(finding: Raw) -> bool:
    """Tell whether a part of the model was not understood; tensions may be wrong on purpose."""
    tension = (finding["entity"] or "").startswith("tension/")
    return finding["family"] in _READING and finding["severity"] == "error" and not tension


def _sides(finding: Raw) -> list[Found]:
    """Return what a finding says about each of its sides: a case counts who is at odds with whom."""
    sides = finding["data"].get("sides")
    return [_found(finding | side | {"data": side}) for side in sides] if sides else [_found(finding)]


def _found(finding: Raw) -> Found:
    data = finding["data"]
    return Found(
        finding["rule"],
        finding["severity"],
        finding["status"],
        frozenset(data.get("roles", ())),
        frozenset(data.get("kpis", ())),
        data.get("verdict"),
    )


def _sign(pair: str, folder: str) -> str:
    return str(_asked("influence", *pair.split(), "--model", folder, "--format", "json")["sign"])


def _loops(folder: str) -> list[Raw]:
    return list(_asked("influence", "--loops", "--model", folder, "--format", "json")["loops"])


def _alignment(folder: str) -> dict[str, float | None]:
    roles = _asked("incentives", folder, "--format", "json")["roles"]
    return {role["role"]: role["alignment"] for role in roles}


def _asked(*arguments: str) -> Any:  # noqa: ANN401 - the JSON of any verb
    """Run the program in this process and return the JSON it wrote.

    Raises:
        ProgramError: it answered nothing.
    """
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        code = main(arguments)
    if code not in _ANSWERED or not out.getvalue():
        said = errors.getvalue().strip().partition("\n")[0]
        raise ProgramError(f"`opmodel {arguments[0]}` ends with {code}: {said}")
    return json.loads(out.getvalue())
