"""Incentive structures with known answers, run through the real program: `python -m tests.incentives [FILE]`."""
