"""Members, their directory, and the units and studios that they belong to."""
