"""Under which terms a form was shown: the promise that a learner read has to be the one the answers travel
under.
"""

from __future__ import annotations

from surveys.privacy import PrivacyMode
from xblock_impact.configuration.reading import Configuration
from xblock_impact.runtime.handlers import Json

TERMS = "terms"
"""Name of the hidden input, and of the member of a submit, that carries them."""


def terms_of(configuration: Configuration) -> str:
    """Return what decides who sees an answer: privacy mode, campaign and threshold."""
    return f"{configuration.mode} {configuration.campaign} {configuration.min_respondents}"


def are_as_read(document: Json, configuration: Configuration) -> bool:
    """Whether the learner who sent ``document`` had read the terms that hold now.

    A page from before there were terms does not tell. Then only the anonymous mode is safe: nothing of the
    learner travels, whatever the page promised.
    """
    shown = document.get(TERMS)
    if shown is None:
        return configuration.mode is PrivacyMode.ANONYMOUS
    return bool(shown == terms_of(configuration))
