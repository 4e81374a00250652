"""Answers to questions about a model, as text for people or as JSON: a file here for each question."""
