"""One file for each verb: its name is the verb, its first line what `opmodel --help` says, its `command` the rest."""
