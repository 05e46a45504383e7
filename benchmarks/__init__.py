"""Benchmarks against comparable libraries, as ratios. `make bench` runs all; docs/performance.md has the results."""
