"""Tests of the diagnosis and of asking."""
