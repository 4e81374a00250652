"""The program starts light: help asks for nothing that reads or judges a model."""

import subprocess
import sys

import pytest

from opmodel.cli.main import verbs
from tests.cli.process import ROOT

HEAVY = {"yaml", "networkx", "opmodel.model", "opmodel.engine", "opmodel.reports", "opmodel.renderers", "sqlite3"}


def imported(*arguments: str) -> set[str]:
    """Return the modules a run of the program imports."""
    call = f"from opmodel.cli.main import main; main({list(arguments)!r})"
    code = f"import sys; {call}; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)])
def test_help_is_light(arguments: tuple[str, ...]) -> None:
    """The list of verbs does without the library of the command line too."""
    assert imported(*arguments) & (HEAVY | {"click"}) == set()


@pytest.mark.parametrize("verb", verbs())
def test_help_of_a_verb_is_light(verb: str) -> None:
    """The help of a verb imports that verb and nothing that works."""
    modules = imported(verb, "--help")
    assert modules & HEAVY == set()
    assert {name for name in modules if name.startswith("opmodel.cli.verbs.")} == {f"opmodel.cli.verbs.{verb}"}


def test_the_library_is_lazy() -> None:
    """Importing the package alone imports none of its rooms."""
    code = "import sys, opmodel; print(*(name for name in sys.modules if name.startswith('opmodel.')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
