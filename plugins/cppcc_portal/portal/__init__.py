"""Records become one immutable, cross-checked snapshot: the only place that knows addresses and who may see what."""
