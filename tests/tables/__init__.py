"""A model as SQL tables: what stands in them, and what the sandbox refuses."""
