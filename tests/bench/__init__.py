"""Benchmarks: ratios of pairs, measured alternately within one run. Absolute times say little about a machine."""
