"""Organisation policies: reading, judging and trying them."""
