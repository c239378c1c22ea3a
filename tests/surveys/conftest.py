"""How Hypothesis works here."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine is no mistake in the code
settings.load_profile("untimed")
