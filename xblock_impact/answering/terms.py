"""Under which terms a form was shown: the promise that a learner read has to be the one the answers travel under, and
the questions the ones they answered.
"""

from __future__ import annotations

from surveys.canonical import canonical_json, digest
from surveys.definition import Survey
from surveys.privacy import PrivacyMode
from xblock_impact.configuration.reading import Configuration
from xblock_impact.runtime.handlers import Json

TERMS, QUESTIONS = "impact.terms", "impact.questions"
"""Names of hidden inputs, and of members of a submit: no question can be called so."""


def terms_of(configuration: Configuration) -> str:
    """Return what decides who sees an answer: privacy mode, campaign and threshold."""
    return f"{configuration.mode} {configuration.campaign} {configuration.min_respondents}"


def are_as_read(document: Json, configuration: Configuration) -> bool:
    """Whether the learner who sent ``document`` had read the terms that hold now.

    A page from before there were terms does not tell. Then only the anonymous mode is safe: nothing of the
    learner travels, whatever the page promised.
    """
    shown = document.get(TERMS, document.get("terms"))
    if shown is None:
        return configuration.mode is PrivacyMode.ANONYMOUS
    return bool(shown == terms_of(configuration))


def questions_of(survey: Survey) -> str:
    """Return what tells these questions from others: ids and versions. Spelling and translations may be mended
    meanwhile.
    """
    return digest(canonical_json({question.id: question.version for question in survey}))[:16]


def are_as_shown(document: Json, survey: Survey) -> bool:
    """Whether the learner who sent ``document`` saw the questions of ``survey``, as far as their page tells."""
    shown = document.get(QUESTIONS)
    return shown is None or bool(shown == questions_of(survey))
