"""Measurements against peers, as ratios; `make bench` runs them all. docs/performance.md tells what came out."""
