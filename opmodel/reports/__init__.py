"""Reports: results as text."""
