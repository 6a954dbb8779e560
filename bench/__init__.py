"""Benchmarks: how fast Lotse is, measured from outside. `make bench` runs them."""
