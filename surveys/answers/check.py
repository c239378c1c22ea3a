"""All answers to a survey checked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.answers.parts import fold_parts, tick_other
from surveys.answers.readers import read_answer
from surveys.answers.times import Day, Minutes
from surveys.answers.values import UNANSWERED, AnswerRefused, AnswerValue
from surveys.answers.wording import day_in_words, minutes_in_words
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
    do not; ``asked`` the ids of all questions that these answers lead to, in the order of the form.
    """

    values: Mapping[str, AnswerValue]
    problems: tuple[AnswerProblem, ...]
    asked: tuple[str, ...] = field(default=(), compare=False)


_NOTHING: Mapping[str, AnswerValue] = {}


def check_answers(
    survey: Survey,
    raw: Mapping[str, object],
    language: str,
    *,
    complete: bool = True,
    recalled: Mapping[str, AnswerValue] = _NOTHING,
) -> CheckedAnswers:
    """Check ``raw`` (input name → what was sent) against ``survey``.

    Questions are looked at in the order of the form; one that the answers before it do not lead to is not asked, and
    an answer to it is left out without a word. With ``complete=False`` (drafts), required questions may be open.
    ``recalled``: answers to earlier surveys, by the ids of ``survey.recalls``. Does not raise for anything a
    respondent sends.
    """
    given = fold_parts(raw)
    tick_other(survey, given)
    known: dict[str, AnswerValue] = {recall.id: recalled.get(recall.id) for recall in survey.recalls}
    values: dict[str, AnswerValue] = {}
    asked: list[str] = []
    wrong: list[tuple[Question, AnswerRefused]] = []
    for page in survey.pages:
        if page.condition is not None and not page.condition.holds(known):
            continue
        for question in page.questions:
            if question.condition is not None and not question.condition.holds(known):
                continue
            name = question.id
            asked.append(name)
            try:
                value = read_answer(question, given[name]) if name in given else UNANSWERED
            except AnswerRefused as refused:
                wrong.append((question, refused))
                continue
            if value is not UNANSWERED:
                known[name] = values[name] = value
            elif question.required and complete:
                wrong.append((question, AnswerRefused(_missing(question))))
    unknown = given.keys() - survey.questions.keys()
    return CheckedAnswers(values, tuple(_problems(wrong, unknown, language)), tuple(asked))


def _problems(wrong: list[tuple[Question, AnswerRefused]], unknown: set[str], language: str) -> list[AnswerProblem]:
    if not wrong and not unknown:
        return []
    words = words_in(language)
    problems = [
        AnswerProblem(question, question.id, fill(words[refused.key], _said(refused.facts, language), language))
        for question, refused in wrong
    ]
    problems.extend(AnswerProblem(None, name, words["unknown_question"]) for name in sorted(unknown))
    return problems


def _said(facts: Mapping[str, object], language: str) -> Mapping[str, object]:
    return {name: _in_language(fact, language) for name, fact in facts.items()}


def _in_language(fact: object, language: str) -> object:
    if isinstance(fact, Text):
        return fact.in_language(language)
    if isinstance(fact, Minutes):
        return minutes_in_words(fact, language)
    return day_in_words(fact, language) if isinstance(fact, Day) else fact


def _missing(question: Question) -> str:
    if question.declinable:
        return "answer_or_decline_this"
    return "choose_an_option" if question.options else "answer_this"
