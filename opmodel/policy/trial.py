"""Trying a policy on the models of its tests, and with each thing in it changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from opmodel.engine import Context, Outcome, Scene, Settings, rules, run
from opmodel.engine.policies.judging import as_rule
from opmodel.engine.policies.policy import Example, Policy, Query
from opmodel.model import Model, read
from opmodel.policy.mutants import mutants
from opmodel.source import Document, Mapping

_LOST = ("ambiguous-reference", "duplicate-key", "unknown-key", "wrong-type", "missing-key")
"""What must not be wrong with the model of a test; it may well refer to what it leaves out."""
Load = Callable[[Example], Model]
"""Reads the folder of a test."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a test came to: what breaks the policy though it should not, what does not though it should.

    `trouble` is why the policy or the model of the test could not be judged.
    """

    number: int
    example: Example
    unexpected: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def passed(self) -> bool:
        """Whether exactly those break the policy that should."""
        return not (self.unexpected or self.missing or self.trouble)


@dataclass(frozen=True, slots=True)
class Tried:
    """What the tests of a policy came to, and the changes to it that no test would notice."""

    policy: Policy
    trials: tuple[Trial, ...]
    unnoticed: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether there is a test and every one passed: without one nobody knows whether the policy works."""
        return bool(self.trials) and all(one.passed for one in self.trials)


def tried(policy: Policy, load: Load, day: date, clock: Callable[[], float] = float) -> Tried:
    """Run the tests of a policy, then again with each thing in it changed.

    Args:
        policy: the policy.
        load: reads the folder of a test.
        day: the day to judge by where a test names none.
        clock: tells the seconds of processor used so far.
    """
    benches = [_bench(policy, one, load, day, clock) for one in policy.examples]
    trials = tuple(bench.trial(policy, number) for number, bench in enumerate(benches, 1))
    unnoticed: tuple[str, ...] = ()
    if trials and all(one.passed for one in trials):
        changes = (one for one in mutants(policy) if all(bench.trial(one.policy).passed for bench in benches))
        unnoticed = tuple(dict.fromkeys(one.change for one in changes))
    return Tried(policy, trials, unnoticed)


@dataclass(frozen=True, slots=True)
class _Bench:
    """The model of a test, ready to be judged as often as it takes."""

    example: Example
    scene: Scene
    outcomes: tuple[Outcome, ...]

    def trial(self, policy: Policy, number: int = 0) -> Trial:
        if trouble := _trouble(self.scene.model, self.example):
            return Trial(number, self.example, trouble=trouble)
        problems = tuple(as_rule(policy).problems(Context(self.scene, policy.id, (), self.outcomes), {}))
        if failed := next((one for one in problems if one.failed), None):
            return Trial(number, self.example, trouble=failed.message)
        found, wanted = {one.where.entity for one in problems}, set(self.example.expect)
        return Trial(number, self.example, tuple(sorted(found - wanted)), tuple(sorted(wanted - found)))


def _bench(policy: Policy, example: Example, load: Load, day: date, clock: Callable[[], float]) -> _Bench:
    model = _inline(example.model) if isinstance(example.model, Mapping) else load(example)
    on = example.day or day
    scene = Scene(model.resolve(on), Settings(), on, clock)
    asks_findings = isinstance(policy.asks, Query) and "findings" in policy.asks.sql.lower()
    return _Bench(example, scene, run(scene, rules()).outcomes if asks_findings else ())


def _inline(node: Mapping) -> Model:
    """Read a map of sections as a model whose places are those of the map."""
    return read([Document(node.file, node, (), 0, node.source)], "", "test")


def _trouble(model: Model, example: Example) -> str:
    """Say why a test means nothing: its model cannot be read, or lacks what it expects."""
    fault = next((one for one in model.faults if one.rule in _LOST), None)
    if fault:
        where = f"{fault.span.file}:{fault.span.line}:{fault.span.column}"
        return f"{where}: {fault.message}" + (f" ({fault.help})" if fault.help else "")
    if model.unread:
        return f"{model.unread[0]} cannot be read"
    lacking = next((one for one in example.expect if one not in model.entities), None)
    return f"it expects {lacking}, which its model does not have" if lacking else ""
