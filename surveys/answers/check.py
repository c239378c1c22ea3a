"""All answers to a survey checked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.answers.readers import read_answer
from surveys.answers.values import AnswerRefused, AnswerValue
from surveys.definition.model import Question, Survey
from surveys.texts import Text
from surveys.words import fill, words_in


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What is wrong with the answer to one question, and what to do, in the respondent's language.

    ``question`` is None for an answer to a question that the survey does not have.
    """

    question: Question | None
    question_id: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckedAnswers:
    """``values`` holds the answers that fit, by question id, in the order of the form; ``problems`` all that
    do not.
    """

    values: Mapping[str, AnswerValue]
    problems: tuple[AnswerProblem, ...]


def check_answers(survey: Survey, raw: Mapping[str, object], language: str, *, complete: bool = True) -> CheckedAnswers:
    """Check ``raw`` (question id → what was sent) against ``survey``.

    With ``complete=False`` (drafts), required questions may be open. Does not raise for anything a respondent
    sends.
    """
    words = words_in(language)
    values: dict[str, AnswerValue] = {}
    problems: list[AnswerProblem] = []
    for question in survey:
        try:
            value = read_answer(question, raw.get(question.id))
        except AnswerRefused as refused:
            message = fill(words[refused.key], _in_language(refused.facts, language), language)
            problems.append(AnswerProblem(question, question.id, message))
            continue
        if value is not None:
            values[question.id] = value
        elif question.required and complete:
            problems.append(AnswerProblem(question, question.id, words[_missing(question)]))
    unknown = raw.keys() - survey.questions.keys()
    problems.extend(AnswerProblem(None, name, words["unknown_question"]) for name in sorted(unknown))
    return CheckedAnswers(values, tuple(problems))


def _in_language(facts: Mapping[str, object], language: str) -> Mapping[str, object]:
    return {name: fact.in_language(language) if isinstance(fact, Text) else fact for name, fact in facts.items()}


def _missing(question: Question) -> str:
    return "choose_an_option" if question.options else "answer_this"
