"""Benchmarks: what a build costs, measured and never asserted; `make bench` runs them."""
