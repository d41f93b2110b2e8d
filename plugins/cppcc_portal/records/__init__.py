"""Documents become frozen, typed records; all problems are reported at once."""
