"""Comparing what was delivered with what the service holds."""
