"""Columns in the making: which box stands above which, where lines leave and arrive, brackets beside the columns."""
