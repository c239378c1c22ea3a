"""What a course search finds of a survey."""

from __future__ import annotations

from collections.abc import Iterator

from surveys.definition import Question, Survey
from surveys.placeholders import without_answers
from surveys.texts import Text


def searchable_texts(survey: Survey) -> list[str]:
    """Return the words of all questions in all languages, each once; a place for an answer holds nobody's."""
    texts = (text for question in survey for words in _texts(question) for text in words.values())
    return list(dict.fromkeys(map(without_answers, texts)))


def _texts(question: Question) -> Iterator[Text]:
    if question.battery is not None:
        yield question.battery.text
    if question.specifies is None:
        yield question.text
