"""Variants: which of them hold together for which records, and the model with some of them."""
