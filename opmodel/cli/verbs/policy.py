"""Policies of the company: list them, explain one, and try them on their tests."""

from datetime import date
from pathlib import Path

import click

from opmodel.cli import options
from opmodel.cli.output import colored, width, write


@options.verb(example="opmodel policy test starter")
@click.argument("action", type=click.Choice(["list", "explain", "test"]), metavar="list|explain|test")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options.model
@options.answer
@options.on
@options.config
@options.color
def command(
    action: str,
    names: tuple[str, ...],
    path: Path,
    format_: str,
    on: date,
    config: Path | None,
    color: str,
) -> int:
    """List policies, explain them, or try them on their tests.

    A NAME is a policy, a pack (starter, standard, strict) or a file of policies; without one they are those that the
    settings of the model name, and list shows the packs as well. A test passes if exactly those entries break the
    policy that it expects. Then each comparison is turned round and each part of a condition left out, to tell which
    change no test would notice.
    """
    return {"list": _list, "explain": _explain, "test": _test}[action](names, path, format_, on, config, color)


def _list(names: tuple[str, ...], path: Path, format_: str, _: date, config: Path | None, color: str) -> int:
    from opmodel.cli.policies import chosen, of_model
    from opmodel.policy.policies import PACKS, pack
    from opmodel.reports import Options
    from opmodel.reports.answers import policies

    judged = {one.id: one for one, _ in of_model(path, config)} if not names else {}
    found = tuple(one for one, _ in chosen(names, path, config)) if names else ()
    every = found or tuple({**judged, **{one.id: one for one in pack(PACKS[-1])}}.values())
    look = Options(colored(color), width())
    write(policies.json(every, judged) if format_ == "json" else policies.text(every, judged, look))
    return 0


def _explain(names: tuple[str, ...], path: Path, format_: str, _: date, config: Path | None, color: str) -> int:
    from opmodel.cli.pages import rendered
    from opmodel.cli.policies import chosen
    from opmodel.engine.policies.judging import as_rule
    from opmodel.reports import Paint
    from opmodel.reports.answers import policies

    found = tuple(one for one, _ in chosen(names, path, config))
    if format_ == "json":
        write(policies.json(found, {}))
    else:
        page = "\n".join(as_rule(one).page.text for one in found)
        write(rendered(page, width(), Paint(colored(color))))
    return 0


def _test(names: tuple[str, ...], path: Path, format_: str, on: date, config: Path | None, color: str) -> int:
    from functools import partial

    from opmodel.cli.policies import chosen, loaded
    from opmodel.policy.trial import tried
    from opmodel.reports import Options
    from opmodel.reports.answers import policies

    found = chosen(names, path, config)
    results = tuple(tried(one, partial(loaded, base=base), on, options.cpu_seconds) for one, base in found)
    look = Options(colored(color), width())
    write(policies.tried_json(results) if format_ == "json" else policies.tried_text(results, look))
    return 0 if all(one.passed for one in results) else 1
