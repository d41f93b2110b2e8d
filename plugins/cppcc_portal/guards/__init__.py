"""Guards: what must never be published is found in any text, with its place, its rule and its cure."""
