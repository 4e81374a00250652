"""`python -m opmodel`."""

from opmodel.cli.main import run

run()
