"""Benchmarks: ratios of pairs that are measured alternately within one run, since absolute times say little about a machine."""
