"""Tests of what an author sees and does in Studio."""
