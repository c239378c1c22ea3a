"""Forgetting a learner."""
