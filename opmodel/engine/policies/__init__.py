"""Organisation policies: what a company asks of its own model, and how it is judged."""
