"""How much of a person an answer carries, fixed when a campaign is published."""

from __future__ import annotations

from enum import StrEnum

MIN_RESPONDENTS = 5
"""k: fewest persons in a group whose figures may be shown. A campaign may raise it, never lower it."""

MIN_RESPONDENTS_COMMENTS = 10
"""Fewest persons in a group whose comments may be read."""


class PrivacyMode(StrEnum):
    """What ties an answer to a person."""

    IDENTIFIED = "identified"  # name or account travels with the answers
    CONFIDENTIAL = "confidential"  # a keyed pseudonym per campaign, the same in every wave
    ANONYMOUS = "anonymous"  # nothing


class PrivacyClass(StrEnum):
    """What an answer to a question may give away."""

    STANDARD = "standard"
    SENSITIVE = "sensitive"  # health, disability or another special category (GDPR art. 9)
    FREE_TEXT = "free_text"  # may name a person; never counted by its content
