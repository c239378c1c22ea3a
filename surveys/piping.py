"""Answers of one respondent in the texts that they read later."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from surveys.answers.values import AnswerValue
from surveys.answers.wording import answer_in_words
from surveys.definition.model import Survey
from surveys.placeholders import without_answers
from surveys.texts import Text


def answers_in_words(survey: Survey, values: Mapping[str, AnswerValue], language: str) -> Callable[[str], str | None]:
    """Return what tells, for an id, the answer in words of ``language``: an option's text, a number, a date, a text.

    ``values``: checked answers by question id, and recalled ones by the ids of ``survey.recalls``, as text.
    """

    def answer_to(name: str) -> str | None:
        value = values.get(name)
        if value is None:
            return None
        question = survey.questions.get(name)
        return str(value) if question is None else answer_in_words(question, value, language)

    return answer_to


def plain(text: Text, language: str) -> str:
    """Return ``text`` in ``language`` as it reads for nobody in particular."""
    return without_answers(text.in_language(language))
