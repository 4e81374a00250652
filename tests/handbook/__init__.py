"""The page of one entity: that it says everything, and what hangs on it."""
