"""Tests of the command line through its real process."""
