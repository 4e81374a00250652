"""How findings are laid out for people at a terminal."""
