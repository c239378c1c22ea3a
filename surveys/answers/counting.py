"""Under which option an answer is counted."""

from __future__ import annotations

from surveys.answers.values import AnswerValue
from surveys.definition.model import Question, QuestionType

ANSWERED = "answered"
"""The one option under which free texts are counted: that something was written, never what."""


def option_of(question: Question, value: AnswerValue) -> str:
    """Return the code that ``value`` counts under: an option's code, a number as written, or ANSWERED for
    free text.
    """
    if question.type is QuestionType.FREE_TEXT:
        return ANSWERED
    return str(value)
