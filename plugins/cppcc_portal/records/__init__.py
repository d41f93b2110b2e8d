"""Documents become frozen, typed records; all problems are told at once."""
