"""What this package raises."""

from __future__ import annotations

from surveys.errors import SurveyError


class UsageError(SurveyError):
    """A command that cannot be carried out as it was given."""
