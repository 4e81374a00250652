"""The rules: one file and one page each, in a folder per family."""
