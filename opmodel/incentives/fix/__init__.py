"""Ways out of a harm that pay does, each tried before it is printed."""
