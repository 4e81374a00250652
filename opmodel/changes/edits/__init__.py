"""What differs between two models, before anybody has judged it: one edit for each place."""
