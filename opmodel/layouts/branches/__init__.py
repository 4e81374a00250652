"""Trees in the making: who sits where, and lines across the branches."""
