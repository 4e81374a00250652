"""The kernel of the incentive analysis: networks, paths, closure, loops."""
