"""Tests of the model: text in, model or faults out."""
