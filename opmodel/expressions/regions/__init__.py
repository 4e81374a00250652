"""Which records meet several conditions: the space of records cut at the constants."""
