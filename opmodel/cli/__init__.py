"""The command line: verbs, terminals, files and exit codes."""
