"""Who sees what, in the respondent's language."""

from __future__ import annotations

from surveys.privacy import MIN_RESPONDENTS, MIN_RESPONDENTS_COMMENTS, PrivacyMode
from surveys.words import words_in


def privacy_notice(mode: PrivacyMode, language: str, min_respondents: int = MIN_RESPONDENTS) -> str:
    """Return what ``mode`` promises a respondent, with groups of at least ``min_respondents`` persons."""
    return words_in(language)[f"privacy_{mode}"].format(
        minimum=min_respondents, comments=max(min_respondents, MIN_RESPONDENTS_COMMENTS)
    )
